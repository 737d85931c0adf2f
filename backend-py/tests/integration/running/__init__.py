"""Everything at once, as `make run` starts it."""

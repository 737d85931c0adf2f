"""Places: anything with a position and a name."""

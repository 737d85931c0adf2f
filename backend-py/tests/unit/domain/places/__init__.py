"""Places as values."""

"""Notes and packs as values."""

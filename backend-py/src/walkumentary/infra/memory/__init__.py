"""In-memory adapters, never kinder than the real ones."""

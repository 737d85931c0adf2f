"""Places and notes over a real database."""

"""Places and notes over HTTP."""

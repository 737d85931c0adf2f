"""Tours over HTTP."""

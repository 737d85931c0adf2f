"""One's own account over HTTP."""

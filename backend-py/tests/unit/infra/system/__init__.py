"""The machine's own adapters."""

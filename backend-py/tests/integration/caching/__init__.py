"""The cache over a real Redis."""

"""The cache without Redis."""

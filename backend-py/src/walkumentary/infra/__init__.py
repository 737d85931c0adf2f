"""Adapters, split by technology."""

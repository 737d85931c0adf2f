"""Failing well, on the wire."""

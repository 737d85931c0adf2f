"""Unit tests of the writers."""

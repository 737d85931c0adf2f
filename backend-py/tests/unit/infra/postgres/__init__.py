"""Unit tests of what needs no server."""

"""Unit tests of the front doors."""

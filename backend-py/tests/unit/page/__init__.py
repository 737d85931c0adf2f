"""Unit tests of the page's files."""

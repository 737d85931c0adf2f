"""Unit tests of tours."""

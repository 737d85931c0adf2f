"""Unit tests of the speech adapters."""

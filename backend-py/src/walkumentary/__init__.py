"""Narrated walks, from notes to sound."""

__version__ = "0.1.0"

"""Narrated walks, from notes to sound."""

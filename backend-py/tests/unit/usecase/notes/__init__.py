"""Use cases of notes."""

"""Landmark notes: short passages of knowledge with a source."""

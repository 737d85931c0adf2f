"""Grounding, measured on labelled sentences."""

"""Labelled examples: what is written, and what a voice is given."""

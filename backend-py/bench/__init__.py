"""Measurements of the shipped commands, side by side with what they are held to."""

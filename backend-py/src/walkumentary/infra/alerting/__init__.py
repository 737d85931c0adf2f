"""Telling operators."""

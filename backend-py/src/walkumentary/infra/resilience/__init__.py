"""Failing well: one loop of attempts around every call to the outside."""

"""Accounts of our own."""

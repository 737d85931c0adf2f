"""Accounts: who people are to the product."""

"""Accounts and sign-ins: our own, and those of other providers of identities."""

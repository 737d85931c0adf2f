"""Tests of accounts and sign-ins without a socket."""

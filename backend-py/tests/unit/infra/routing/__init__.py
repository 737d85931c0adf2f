"""Unit tests of the routing adapters."""

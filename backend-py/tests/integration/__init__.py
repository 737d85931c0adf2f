"""Tests against real engines, servers and processes."""

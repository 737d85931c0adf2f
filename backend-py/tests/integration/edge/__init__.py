"""Tests of the front door over real servers."""

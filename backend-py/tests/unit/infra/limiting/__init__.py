"""Tests of sliding windows."""

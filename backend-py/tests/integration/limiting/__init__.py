"""Tests of limits that processes share."""

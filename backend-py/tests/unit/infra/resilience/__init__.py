"""Tests of failing well."""

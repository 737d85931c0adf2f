"""Ports: what the product needs from outside, one typed Protocol per file."""

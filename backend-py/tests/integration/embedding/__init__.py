"""Embedders behind real sockets."""

"""Adapter for pictures: decoded in processes of their own, with limits."""

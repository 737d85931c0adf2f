"""Judges a finished tour from its five files and the notes alone.

Imports nothing of the product: what it accepts, it has recomputed.
"""

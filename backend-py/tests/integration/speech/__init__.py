"""Real voices."""

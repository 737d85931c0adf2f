"""The job engine on a real database."""

"""Walking times and ways."""

"""Walking maps, built and read for real."""

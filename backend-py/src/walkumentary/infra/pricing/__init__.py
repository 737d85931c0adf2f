"""What providers ask, as far as it is known."""

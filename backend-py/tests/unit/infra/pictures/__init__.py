"""What is read of pictures."""

"""What holds of the whole tree."""

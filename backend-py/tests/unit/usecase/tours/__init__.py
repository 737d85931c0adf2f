"""What a person can do with tours."""

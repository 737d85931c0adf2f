"""What ports hold besides promises."""

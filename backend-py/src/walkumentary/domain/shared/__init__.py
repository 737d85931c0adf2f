"""Values every context uses."""

"""Mail over a real connection."""

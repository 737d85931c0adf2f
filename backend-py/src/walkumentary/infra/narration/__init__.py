"""Writers of stop narrations."""

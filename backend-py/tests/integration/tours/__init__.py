"""Tours from end to end: real database, real voice, real processes."""

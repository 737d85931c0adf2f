"""What the bench computes, without anything running."""

"""What goes wrong outside, and what becomes of a tour, a plan or a picture then."""

"""Running the product: what it says about its own state."""

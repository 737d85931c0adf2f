"""The simulated provider, held to the official description and to recordings."""

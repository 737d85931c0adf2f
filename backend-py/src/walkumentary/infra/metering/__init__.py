"""Every call to a provider is written down before it is made, and settled after."""

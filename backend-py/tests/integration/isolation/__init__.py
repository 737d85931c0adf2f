"""Nothing of anybody's reaches anybody else, by any route of the application."""

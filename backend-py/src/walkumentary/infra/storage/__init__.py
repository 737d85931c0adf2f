"""Where finished files lie."""

"""The command line, without what it commands."""

"""The database itself: server, schema, log-ins."""

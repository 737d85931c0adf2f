"""The PostgreSQL adapters, on a real server."""

"""Geocoders over real sockets and a real database."""

"""Geocoders without a socket."""

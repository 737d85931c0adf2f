"""Adapters of the geocoder: Nominatim, Photon, none, and answers kept."""

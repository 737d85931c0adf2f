"""Ports, processes: the machine itself."""

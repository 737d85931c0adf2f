"""What every request passes: pure ASGI, so streams and context go untouched."""

"""What connections raise below every client; loaded with the first of these."""

import httpx
import httpx2

BROKEN_CONNECTIONS: tuple[type[Exception], ...] = (
    httpx.TransportError,
    httpx2.TransportError,
)

"""Go on without what is away, and say so."""

from collections.abc import Iterator
from contextlib import contextmanager

from walkumentary.domain.shared.errors import GatewayError


@contextmanager
def degrading(part: str) -> Iterator[list[str]]:
    """Yield a list that holds the part's name after it failed."""
    degraded: list[str] = []
    try:
        yield degraded
    except (GatewayError, TimeoutError):
        degraded.append(part)

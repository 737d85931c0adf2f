"""Port: new identities."""

from typing import Protocol
from uuid import UUID


class Ids(Protocol):
    """Makes ids that sort by the time they were made (UUIDv7, RFC 9562)."""

    def new(self) -> UUID:
        """Return an id that was never returned before."""
        ...

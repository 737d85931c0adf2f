"""Port: addresses of media that a player can open without a header."""

from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId


@dataclass(frozen=True, slots=True)
class MediaGrant:
    """The signed part of a media address, as it stands in the query string."""

    query: str


class MediaSignerGateway(Protocol):
    """Signs and checks addresses of one tour's media."""

    def sign(self, tour_id: TourId, *, actor: Actor) -> MediaGrant:
        """Return ``expires=…&owner=…&signature=…`` for the tour's media."""
        ...

    def verify(
        self, tour_id: TourId, *, expires: str, owner: str, signature: str
    ) -> Actor:
        """Return the actor the address was made for.

        Raises:
            Unauthenticated: expired, altered, or made for another tour.
        """
        ...

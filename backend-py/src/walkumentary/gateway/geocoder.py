"""Port: places as the world's maps know them."""

from collections.abc import Sequence
from typing import Protocol

from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.geo import Coordinates


class GeocoderGateway(Protocol):
    """Finds places by name and names by position; it stores nothing here.

    Nothing found is an empty answer; whatever kept it from looking is an error.
    """

    @property
    def completes(self) -> bool:
        """Whether it may be asked with every letter that is typed."""
        ...

    async def search(
        self,
        text: str,
        *,
        near: Coordinates | None,
        bound_m: float | None,
        language: str,
        limit: int,
    ) -> Sequence[Place]:
        """Return public places by name, in the geocoder's order.

        Args:
            text: 1 to 200 characters.
            near: around which nearer places are preferred.
            bound_m: metres from ``near`` outside which nothing is returned.
            language: BCP 47 tag of names and addresses, where there are such.
            limit: 1 to 100; a geocoder may give fewer.

        Returns:
            Places whose id is derived from their source, so that the same place has the
            same id every time; it is nobody's until it is stored.

        Raises:
            GatewayUnavailable: it cannot be reached, is busy, or answers nonsense.
            GatewayTimeout: no answer within the adapter's deadline.
            GatewayRefused: it refuses the question.
        """
        ...

    async def reverse(self, position: Coordinates, *, language: str) -> Whereabouts:
        """Return where a position is; in the middle of an ocean that is empty.

        Raises:
            GatewayUnavailable, GatewayTimeout, GatewayRefused: as for ``search``.
        """
        ...

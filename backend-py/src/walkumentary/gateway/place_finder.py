"""Port: a place by its name, as another context needs it."""

from typing import Protocol

from walkumentary.domain.places.search import PlaceSearch, PlaceSearchResult


class PlaceFinderGateway(Protocol):
    """Finds places by text; the places context satisfies it with its search."""

    async def execute(self, search: PlaceSearch, /) -> PlaceSearchResult:
        """Return matches, best first.

        Raises:
            GatewayUnavailable: the database cannot be reached.
        """
        ...

"""Find places by text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from walkumentary.domain.places.names import completions
from walkumentary.domain.places.search import (
    PlaceMatch,
    PlaceSearch,
    PlaceSearchResult,
)
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.shared.text import folded
from walkumentary.gateway.places import FoundPlace, PlacesReader

GENERIC = frozenset(
    "pavilion pavilions theatre theatres theater theaters garden gardens monument "
    "monuments statue statues fountain fountains".split()
)
"""Words that every city has places for. Source: spec, places."""
CITY_REACH_M = 5_000.0
MAX_SUGGESTIONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlaces:
    """Own places, best first; what every city has is tried with the city's name too."""

    places: PlacesReader

    async def execute(self, search: PlaceSearch, /) -> PlaceSearchResult:
        """Return matches, best first, and completions of what was typed.

        Raises:
            GatewayUnavailable: the database cannot be reached.
        """
        texts = [search.query, *await self._with_city(search)]
        answers = [await self._matching(text, search) for text in texts]
        found = _best(one for answer in answers for one in answer)[: search.limit]
        return PlaceSearchResult(
            items=[_match(one) for one in found],
            suggestions=completions(search.query, [one.place for one in found])[
                :MAX_SUGGESTIONS
            ],
        )

    async def _matching(self, text: str, search: PlaceSearch) -> Sequence[FoundPlace]:
        return await self.places.matching(
            text,
            actor=search.actor,
            near=search.near,
            radius_m=search.bound_m,
            limit=search.limit,
        )

    async def _with_city(self, search: PlaceSearch) -> list[str]:
        if search.near is None or GENERIC.isdisjoint(folded(search.query).split()):
            return []
        around = await self.places.around(
            search.near, actor=search.actor, radius_m=CITY_REACH_M, limit=1
        )
        return [f"{search.query} {near.place.city}" for near in around]


def _best(found: Iterable[FoundPlace]) -> list[FoundPlace]:
    """Return each place once, by its best score."""
    best: dict[PlaceId, FoundPlace] = {}
    for one in sorted(found, key=lambda one: -one.score):
        best.setdefault(one.place.id, one)
    return list(best.values())


def _match(found: FoundPlace) -> PlaceMatch:
    return PlaceMatch(
        place=found.place,
        score=found.score,
        distance_m=found.distance_m,
        has_notes=found.has_notes,
        source=found.place.source,
    )

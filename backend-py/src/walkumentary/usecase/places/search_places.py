"""Find places by text."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass

from walkumentary.domain.places.names import completions
from walkumentary.domain.places.place import Place
from walkumentary.domain.places.ranking import Wording, score
from walkumentary.domain.places.sameness import same_place
from walkumentary.domain.places.search import (
    PlaceMatch,
    PlaceSearch,
    PlaceSearchResult,
)
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.shared.text import folded
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.gateway.places import FoundPlace, PlacesReader
from walkumentary.gateway.results import ResultSealGateway
from walkumentary.usecase.places.degrading import degrading
from walkumentary.usecase.places.surroundings import CITY_REACH_M, GEOCODER

GENERIC = frozenset(
    "pavilion pavilions theatre theatres theater theaters garden gardens monument "
    "monuments statue statues fountain fountains".split()
)
"""Words that every city has places for. Source: spec, places."""
MAX_SUGGESTIONS = 10
PATIENCE_S = 4.0
"""How long a search waits for the geocoder, its turn included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlaces:
    """Own places, then the geocoder's; what every city has is tried with its name too.

    The geocoder is asked where own places leave room for more, and one that may not
    complete what is typed, only once it is typed.
    """

    places: PlacesReader
    geocoder: GeocoderGateway
    results: ResultSealGateway

    async def execute(self, search: PlaceSearch, /) -> PlaceSearchResult:
        """Return own matches, best first, then others, and completions of the text.

        A geocoder that is away is named in ``degraded``.

        Raises:
            GatewayUnavailable: the database cannot be reached.
        """
        city = await self._city(search)
        answers = [await self._matching(text, search) for text in _texts(search, city)]
        own = _best(one for answer in answers for one in answer)[: search.limit]
        room = search.limit - len(own)
        others: list[Place] = []
        with degrading(GEOCODER) as degraded:
            async with asyncio.timeout(PATIENCE_S):
                async for found in self._from_outside(search, city, room=room):
                    others.extend(found)
        new = _new(others, [one.place for one in own])
        matches = [*map(_own_match, own), *self._ranked(new, search)[:room]]
        return PlaceSearchResult(
            items=matches,
            suggestions=completions(search.query, [one.place for one in matches])[
                :MAX_SUGGESTIONS
            ],
            degraded=degraded,
        )

    async def _matching(self, text: str, search: PlaceSearch) -> Sequence[FoundPlace]:
        return await self.places.matching(
            text,
            actor=search.actor,
            near=search.near,
            radius_m=search.bound_m,
            limit=search.limit,
        )

    async def _city(self, search: PlaceSearch) -> str:
        """Return the city around, where its name would help and is known here."""
        if search.near is None or not _is_generic(search):
            return ""
        around = await self.places.around(
            search.near, actor=search.actor, radius_m=CITY_REACH_M, limit=1
        )
        return around[0].place.city if around else ""

    async def _from_outside(
        self, search: PlaceSearch, city: str, *, room: int
    ) -> AsyncIterator[Sequence[Place]]:
        if room <= 0 or not self._may_ask(search):
            return
        for text in _texts(search, city or await self._city_outside(search)):
            yield await self.geocoder.search(
                text,
                near=search.near,
                bound_m=search.bound_m,
                language=search.language,
                limit=search.limit,
            )

    def _may_ask(self, search: PlaceSearch) -> bool:
        return self.geocoder.completes or not search.typing

    async def _city_outside(self, search: PlaceSearch) -> str:
        if search.near is None or not _is_generic(search):
            return ""
        where = await self.geocoder.reverse(search.near, language=search.language)
        return where.city or ""

    def _ranked(self, places: Sequence[Place], search: PlaceSearch) -> list[PlaceMatch]:
        wording = Wording.of(search.query)
        matches = [
            PlaceMatch(
                place=place,
                score=score(wording, place, near=search.near),
                distance_m=_distance_m(search, place),
                has_notes=False,
                source=place.source,
                result_token=self.results.seal(place),
            )
            for place in places
        ]
        return sorted(matches, key=lambda match: -match.score)


def _distance_m(search: PlaceSearch, place: Place) -> float | None:
    return search.near.distance_m(place.position) if search.near else None


def _is_generic(search: PlaceSearch) -> bool:
    return not GENERIC.isdisjoint(folded(search.query).split())


def _texts(search: PlaceSearch, city: str) -> list[str]:
    return [search.query, *([f"{search.query} {city}"] if city else [])]


def _best(found: Iterable[FoundPlace]) -> list[FoundPlace]:
    """Return each place once, by its best score."""
    best: dict[PlaceId, FoundPlace] = {}
    for one in sorted(found, key=lambda one: -one.score):
        best.setdefault(one.place.id, one)
    return list(best.values())


def _new(found: Iterable[Place], known: Sequence[Place]) -> list[Place]:
    """Return each place once that is none of those known."""
    new: list[Place] = []
    for place in found:
        if not any(same_place(place, other) for other in (*known, *new)):
            new.append(place)
    return new


def _own_match(found: FoundPlace) -> PlaceMatch:
    return PlaceMatch(
        place=found.place,
        score=found.score,
        distance_m=found.distance_m,
        has_notes=found.has_notes,
        source=found.place.source,
    )

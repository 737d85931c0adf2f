"""Adapter: places read from Postgres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psycopg import sql

from walkumentary.domain.places.place import Place, PlaceNotFound
from walkumentary.domain.places.ranking import Ranked, Wording, ranked
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.places import FoundPlace, NearPlace
from walkumentary.infra.postgres.areas import DISTANCE_M, INSIDE, area
from walkumentary.infra.postgres.place_rows import PLACE_COLUMNS, StoredPlace
from walkumentary.infra.postgres.place_search import find_candidates
from walkumentary.infra.postgres.reading import INDEXED, ReadPool, fetch

RINGS = (0.05, 0.25, 1.0)
"""Shares of a radius that are looked at until they hold enough; most do early."""

_GET = sql.SQL("select {columns} from places p where id = %(id)s").format(
    columns=PLACE_COLUMNS
)

_THESE = sql.SQL("""
select {columns}, exists (select from notes n where n.place_id = p.id) as has_notes
from places p
where id = any(%(ids)s)
""").format(columns=PLACE_COLUMNS)

AROUND = sql.SQL("""
with near as materialized (
    select id, {distance_m} as distance_m
    from searchable_places
    where {inside}
    and (%(location_type)s::text is null or location_type = %(location_type)s)
),
nearest as (
    select id, distance_m
    from near
    where distance_m <= %(radius_m)s
    and (not %(landmarks_only)s or exists (
        select from notes n where n.place_id = near.id))
    order by distance_m, id
    limit %(limit)s
)
select {columns}, nearest.distance_m, noted.note_count
from nearest
join places p using (id)
cross join lateral (
    select count(*) as note_count from notes n where n.place_id = p.id
) noted
order by nearest.distance_m, p.id
""").format(columns=PLACE_COLUMNS, inside=INSIDE, distance_m=DISTANCE_M)

_NEAREST_COVERED = sql.SQL("""
with covered as materialized (
    select n.place_id as id, count(*) as note_count
    from notes n
    where n.language = %(language)s
    group by n.place_id
),
nearest as materialized (
    select id, note_count, {distance_m} as distance_m
    from covered join searchable_places using (id)
    order by distance_m, id
    limit 1
)
select {columns}, nearest.distance_m, nearest.note_count
from nearest join places p using (id)
""").format(columns=PLACE_COLUMNS, distance_m=DISTANCE_M)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found(StoredPlace):
    has_notes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near(StoredPlace):
    distance_m: float
    note_count: int


class PostgresPlacesReader:
    """Places as one actor sees them."""

    def __init__(self, pool: ReadPool) -> None:
        self._pool = pool

    async def get(self, place_id: PlaceId, *, actor: Actor) -> Place:
        """See ``PlacesReader.get``."""
        rows = await fetch(
            self._pool, _GET, {"id": place_id}, row=StoredPlace, actor=actor
        )
        if not rows:
            raise PlaceNotFound("There is no such place.")
        return rows[0].place()

    async def matching(
        self,
        text: str,
        *,
        actor: Actor,
        near: Coordinates | None,
        radius_m: float | None,
        limit: int,
    ) -> Sequence[FoundPlace]:
        """See ``PlacesReader.matching``."""
        wording = Wording.of(text)
        if not wording.words:
            return ()
        candidates = await find_candidates(
            self._pool, wording, actor=actor, near=near, radius_m=radius_m
        )
        best = ranked(candidates, near=near)[:limit]
        places = await self._these([one.candidate.place_id for one in best], actor)
        return [
            _found(one, places[one.candidate.place_id])
            for one in best
            if one.candidate.place_id in places
        ]

    async def around(
        self,
        centre: Coordinates,
        *,
        actor: Actor,
        radius_m: float,
        location_type: str | None = None,
        landmarks_only: bool = False,
        limit: int,
    ) -> Sequence[NearPlace]:
        """See ``PlacesReader.around``."""
        found: list[NearPlace] = []
        for ring in RINGS:
            params = {
                **area(centre, radius_m=radius_m * ring),
                "location_type": location_type,
                "landmarks_only": landmarks_only,
                "limit": limit,
            }
            found = await self._near(AROUND, params, centre=centre, actor=actor)
            if len(found) >= limit:
                break
        return found

    async def nearest_covered(
        self, centre: Coordinates, *, actor: Actor, language: str
    ) -> NearPlace | None:
        """See ``PlacesReader.nearest_covered``."""
        params = {**area(centre, radius_m=0.0), "language": language}
        found = await self._near(_NEAREST_COVERED, params, centre=centre, actor=actor)
        return found[0] if found else None

    async def _near(
        self,
        query: sql.Composed,
        params: Mapping[str, object],
        *,
        centre: Coordinates,
        actor: Actor,
    ) -> list[NearPlace]:
        rows = await fetch(
            self._pool, query, params, row=_Near, actor=actor, settings=INDEXED
        )
        return [_near_place(row, centre) for row in rows]

    async def _these(
        self, ids: Sequence[PlaceId], actor: Actor
    ) -> Mapping[PlaceId, _Found]:
        rows = await fetch(
            self._pool, _THESE, {"ids": list(ids)}, row=_Found, actor=actor
        )
        return {PlaceId(row.id): row for row in rows}


def _found(one: Ranked, row: _Found) -> FoundPlace:
    return FoundPlace(
        place=row.place(),
        score=one.score,
        distance_m=one.distance_m,
        has_notes=row.has_notes,
    )


def _near_place(row: _Near, centre: Coordinates) -> NearPlace:
    place = row.place()
    return NearPlace(
        place=place,
        distance_m=row.distance_m,
        bearing_deg=centre.bearing_deg(place.position),
        note_count=row.note_count,
    )

"""Which places may answer a text: candidates from the indexes, best fit first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import sql

from walkumentary.domain.places.names import all_alike, deletions
from walkumentary.domain.places.ranking import (
    SHORTEST_BEGUN,
    Candidate,
    Fit,
    Wording,
)
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.infra.postgres.areas import DISTANCE_M, INSIDE, area
from walkumentary.infra.postgres.reading import INDEXED, ReadPool, fetch

NEIGHBOURHOOD_M = 5_000.0
"""Matches this near to where one looks are never crowded out by others."""
CROWD, ENOUGH = 400, 100
"""Candidates of one kind that are ranked, and how many make worse kinds needless."""
_NOWHERE = Coordinates(0.0, 0.0)
_LAST_CHARACTER = "\U0010ffff"

_CANDIDATES = sql.SQL("""
with near as materialized (
    select id, distance_m
    from (
        select id, {distance_m} as distance_m
        from searchable_places
        where %(is_near)s and {inside} and search @@ %(words)s::tsquery
    ) inside
    where distance_m <= %(radius_m)s
    order by distance_m
    limit {crowd}
),
neighbours as materialized (
    select id, case
        when exists (
            select from searchable_place_names
            where place_id = near.id and folded = %(folded)s) then {exact}
        when exists (
            select from searchable_place_names
            where place_id = near.id
            and folded ~>=~ %(folded)s and folded ~<~ %(beyond)s) then {prefix}
        else {words} end as fit
    from near
),
exact as materialized (
    select place_id as id, {exact} as fit
    from searchable_place_names
    where not %(is_bounded)s and folded = %(folded)s
    limit {crowd}
),
begun as materialized (
    select place_id as id, {prefix} as fit
    from searchable_place_names
    where not %(is_bounded)s and folded ~>=~ %(folded)s and folded ~<~ %(beyond)s
    limit {crowd}
),
worded as materialized (
    select id, {words} as fit
    from searchable_places
    where not %(is_bounded)s and search @@ %(words)s::tsquery
    and (select count(*) from begun) < {enough}
    limit {crowd}
),
fitting as materialized (
    select id, max(fit) as fit
    from (
        select * from neighbours union all select * from exact
        union all select * from begun union all select * from worded
    ) hit
    group by id
),
mistyped as materialized (
    select place_id as id, folded
    from searchable_place_names
    where {typed} and not exists (select from fitting)
    limit {crowd}
)
select id, fit, '' as folded, latitude_deg, longitude_deg, popularity
from fitting join searchable_places using (id)
union all
select id, {mistyped}, folded, latitude_deg, longitude_deg, popularity
from mistyped join searchable_places using (id)
where not %(is_bounded)s or {distance_m} <= %(radius_m)s
""")
"""Who fits: near by, then anywhere; one typing error a word only where nobody does.

What begins as typed has all the words typed, so near by the words alone are looked for.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    id: UUID
    fit: int
    folded: str
    latitude_deg: float
    longitude_deg: float
    popularity: float

    def candidate(self) -> Candidate:
        return Candidate(
            place_id=PlaceId(self.id),
            fit=Fit(self.fit),
            position=Coordinates(self.latitude_deg, self.longitude_deg),
            popularity=self.popularity,
        )


async def find_candidates(
    pool: ReadPool,
    wording: Wording,
    *,
    actor: Actor,
    near: Coordinates | None,
    radius_m: float | None,
) -> list[Candidate]:
    """Return places that fit; with a radius none from outside."""
    query = candidates_query(len(wording.words))
    params = candidates_params(wording, near=near, radius_m=radius_m)
    hits = await fetch(pool, query, params, row=_Hit, actor=actor, settings=INDEXED)
    return [hit.candidate() for hit in hits if _is_meant(hit, wording)]


def candidates_params(
    wording: Wording, *, near: Coordinates | None, radius_m: float | None
) -> dict[str, object]:
    """Return what the statement for so many words takes."""
    return {
        **area(near or _NOWHERE, radius_m=radius_m or NEIGHBOURHOOD_M),
        **{f"typed_{n}": sorted(deletions(w)) for n, w in enumerate(wording.words)},
        "is_near": near is not None,
        "is_bounded": radius_m is not None,
        "folded": wording.folded,
        "beyond": wording.folded + _LAST_CHARACTER,
        "words": _tsquery(wording.words),
    }


def candidates_query(words: int) -> sql.Composed:
    """Return the statement for so many words."""
    return _CANDIDATES.format(
        inside=INSIDE,
        distance_m=DISTANCE_M,
        exact=Fit.EXACT.value,
        prefix=Fit.PREFIX.value,
        words=Fit.WORDS.value,
        mistyped=Fit.MISTYPED.value,
        crowd=CROWD,
        enough=ENOUGH,
        typed=sql.SQL(" and ").join(
            sql.SQL("deletions && {}::text[]").format(sql.Placeholder(f"typed_{n}"))
            for n in range(words)
        ),
    )


def _tsquery(words: Sequence[str]) -> str:
    """Every word, the last one as a beginning; folded words need no escaping."""
    *whole, last = (f"'{word}'" for word in words)
    begun = f"{last}:*" if len(words[-1]) >= SHORTEST_BEGUN else last
    return " & ".join([*whole, begun])


def _is_meant(hit: _Hit, wording: Wording) -> bool:
    """Shared deletions suggest one typing error a word; this makes sure."""
    return not hit.folded or all_alike(wording.words, hit.folded.split())

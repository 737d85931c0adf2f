"""Adapter: places written to Postgres, with every name they are searched by."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Text, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import col

from walkumentary.domain.places.names import (
    all_deletions,
    full_names,
    search_words,
    spoken_names,
)
from walkumentary.domain.places.place import Place
from walkumentary.domain.places.sameness import SAME_PLACE_M
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.shared.text import folded
from walkumentary.gateway.places import AddedPlace
from walkumentary.infra.postgres.areas import area
from walkumentary.infra.postgres.models import PlaceNameRow, PlaceRow
from walkumentary.infra.postgres.upsert import where_changed

COLUMNS = (
    "id owner_id source source_id name short_name folded_name aliases location_type "
    "latitude_deg longitude_deg address city country country_code timezone popularity "
    "look_for opening_hours wheelchair wikidata website image_url attribution search "
    "version".split()
)

_TWINS = text("""
select distinct on (given.nth) given.nth, near.id
from unnest(
    cast(:names as text[]), cast(:sources as text[]), cast(:source_ids as text[]),
    cast(:latitudes as float[]), cast(:longitudes as float[]),
    cast(:boxes as text[]), cast(:other_boxes as text[])
) with ordinality given(
    name, source, source_id, latitude_deg, longitude_deg, box, other_box, nth)
cross join lateral (
    select id, walkumentary_distance_m(
        given.latitude_deg, given.longitude_deg,
        s.latitude_deg, s.longitude_deg) as distance_m
    from searchable_places s
    where point(s.longitude_deg, s.latitude_deg) <@ cast(given.box as box)
    or point(s.longitude_deg, s.latitude_deg) <@ cast(given.other_box as box)
    offset 0
) near
join places p on p.id = near.id
where near.distance_m <= :same_place_m
and p.folded_name = given.name
and (:of_any_source or p.source <> given.source)
and not exists (
    select from places known
    where known.source = given.source and known.source_id = given.source_id)
order by given.nth, near.distance_m, near.id
""")
"""The nearest place that is the same, mostly of another source, for each that is new.

Read through the view, where the spatial index serves (0003_search.sql); ``offset 0``
keeps PostgreSQL from merging view and table into one.
"""


class PostgresPlaces:
    """Tables ``places`` and ``place_names`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put_all(self, places: Sequence[Place]) -> Sequence[PlaceId]:
        """See ``PlacesGateway.put_all``."""
        twins = await self._twins(places)
        own = [place for nth, place in enumerate(places) if nth not in twins]
        stored = await self._stored(own)
        return [
            twins.get(nth) or stored[place.source, place.source_id]
            for nth, place in enumerate(places)
        ]

    async def add(self, place: Place) -> AddedPlace:
        """See ``PlacesGateway.add``."""
        twins = await self._twins([place], of_any_source=True)
        if twins:
            return AddedPlace(place_id=twins[0], is_new=False)
        connection = await self._session.connection()
        added = await connection.execute(
            _insert_places()
            .on_conflict_do_nothing(
                index_elements=[col(PlaceRow.source), col(PlaceRow.source_id)]
            )
            .returning(col(PlaceRow.id)),
            _columns(place),
        )
        is_new = added.first() is not None
        await self._name({place.id: place} if is_new else {})
        ids = await self._ids([place])
        return AddedPlace(place_id=ids[place.source, place.source_id], is_new=is_new)

    async def _twins(
        self, places: Sequence[Place], *, of_any_source: bool = False
    ) -> Mapping[int, PlaceId]:
        areas = [area(place.position, radius_m=SAME_PLACE_M) for place in places]
        params = {
            "names": [folded(place.name) for place in places],
            "sources": [place.source for place in places],
            "source_ids": [place.source_id for place in places],
            "latitudes": [place.position.latitude_deg for place in places],
            "longitudes": [place.position.longitude_deg for place in places],
            "boxes": [one["box"] for one in areas],
            "other_boxes": [one["other_box"] for one in areas],
            "same_place_m": SAME_PLACE_M,
            "of_any_source": of_any_source,
        }
        connection = await self._session.connection()
        found = await connection.execute(_TWINS, params)
        return {row.nth - 1: PlaceId(row.id) for row in found}

    async def _stored(
        self, places: Sequence[Place]
    ) -> Mapping[tuple[str, str], PlaceId]:
        if not places:
            return {}
        connection = await self._session.connection()
        written = await connection.execute(_put_places(), [*map(_columns, places)])
        changed = {row.id for row in written}
        ids = await self._ids(places)
        await self._name(
            {
                ids[place.source, place.source_id]: place
                for place in places
                if ids[place.source, place.source_id] in changed
            }
        )
        return ids

    async def _ids(self, places: Sequence[Place]) -> Mapping[tuple[str, str], PlaceId]:
        query = select(
            col(PlaceRow.source), col(PlaceRow.source_id), col(PlaceRow.id)
        ).where(
            col(PlaceRow.source).in_({place.source for place in places}),
            col(PlaceRow.source_id).in_([place.source_id for place in places]),
        )
        connection = await self._session.connection()
        found = await connection.execute(query)
        return {(row.source, row.source_id): PlaceId(row.id) for row in found}

    async def _name(self, places: Mapping[PlaceId, Place]) -> None:
        """Replace the names; typing errors are looked up in the full ones."""
        rows = [
            {
                "place_id": place_id,
                "owner_id": place.owner_id,
                "folded": name,
                "deletions": variants,
            }
            for place_id, place in places.items()
            for name, variants in _spellings(place).items()
        ]
        if not rows:
            return
        connection = await self._session.connection()
        await connection.execute(
            delete(PlaceNameRow).where(col(PlaceNameRow.place_id).in_(places))
        )
        await connection.execute(insert(PlaceNameRow), rows)


def _put_places() -> ReturningInsert[tuple[UUID]]:
    statement = where_changed(_insert_places(), PlaceRow, COLUMNS)
    return statement.returning(col(PlaceRow.id))


def _insert_places() -> Insert:
    return insert(PlaceRow).values(
        **{name: bindparam(name) for name in COLUMNS if name != "search"},
        search=func.array_to_tsvector(bindparam("search", type_=ARRAY(Text()))),
        created_at=func.now(),
        updated_at=func.now(),
    )


def _spellings(place: Place) -> Mapping[str, Sequence[str]]:
    return {
        **dict.fromkeys(spoken_names(place), ()),
        **{name: sorted(all_deletions(name.split())) for name in full_names(place)},
    }


def _columns(place: Place) -> dict[str, object]:
    """Return the values of ``COLUMNS``; ``search`` as the words it is made of."""
    return {
        "id": place.id,
        "owner_id": place.owner_id,
        "source": place.source,
        "source_id": place.source_id,
        "name": place.name,
        "short_name": place.short_name,
        "folded_name": folded(place.name),
        "aliases": list(place.aliases),
        "location_type": place.location_type,
        "latitude_deg": place.position.latitude_deg,
        "longitude_deg": place.position.longitude_deg,
        "address": place.address,
        "city": place.city,
        "country": place.country,
        "country_code": place.country_code,
        "timezone": place.timezone,
        "popularity": place.popularity,
        "look_for": place.look_for,
        "opening_hours": place.opening_hours,
        "wheelchair": place.wheelchair,
        "wikidata": place.wikidata,
        "website": place.website,
        "image_url": place.image_url,
        "attribution": place.attribution,
        "search": list(search_words(place)),
        "version": place.version,
    }

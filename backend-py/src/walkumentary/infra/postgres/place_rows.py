"""How a place is read from its row."""

from dataclasses import dataclass, fields
from uuid import UUID

from psycopg import sql

from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlace:
    """The columns of ``places`` that make a place."""

    id: UUID
    owner_id: UUID | None
    source: str
    source_id: str
    name: str
    short_name: str
    aliases: list[str]
    location_type: str
    latitude_deg: float
    longitude_deg: float
    address: str
    city: str
    country: str
    country_code: str
    timezone: str | None
    popularity: float
    look_for: str
    attribution: str
    opening_hours: str | None
    wheelchair: str | None
    wikidata: str | None
    website: str | None
    image_url: str | None
    version: int

    def place(self) -> Place:
        """Return the place."""
        return Place(
            id=PlaceId(self.id),
            owner_id=UserId(self.owner_id) if self.owner_id else None,
            source=self.source,
            source_id=self.source_id,
            name=self.name,
            short_name=self.short_name,
            aliases=tuple(self.aliases),
            location_type=self.location_type,
            position=Coordinates(self.latitude_deg, self.longitude_deg),
            address=self.address,
            city=self.city,
            country=self.country,
            country_code=self.country_code,
            timezone=self.timezone,
            popularity=self.popularity,
            look_for=self.look_for,
            attribution=self.attribution,
            opening_hours=self.opening_hours,
            wheelchair=self.wheelchair,
            wikidata=self.wikidata,
            website=self.website,
            image_url=self.image_url,
            version=self.version,
        )


PLACE_COLUMNS = sql.SQL(", ").join(
    sql.Identifier("p", field.name) for field in fields(StoredPlace)
)
"""What to select from ``places p`` for a ``StoredPlace``."""

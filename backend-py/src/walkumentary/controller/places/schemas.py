"""Wire shapes of places."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from walkumentary.domain.places.own import OwnPlace, PlaceInvalid
from walkumentary.domain.places.place import Place
from walkumentary.domain.places.recognition import Method
from walkumentary.domain.places.search import PlaceMatch, PlaceSearchResult
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.places import NearPlace
from walkumentary.usecase.places.detect_place import (
    MAX_RADIUS_M,
    MIN_RADIUS_M,
    Detected,
    DetectPlaceQuery,
)
from walkumentary.usecase.places.read_place import NotesSummary, PlaceDetail
from walkumentary.usecase.places.recognize_place import Candidate, Recognition
from walkumentary.usecase.places.store_place import StorePlaceCommand


class CoordinatesView(BaseModel):
    """WGS 84 degrees."""

    latitude: float = Field(examples=[52.37319])
    longitude: float = Field(examples=[4.89147])

    @classmethod
    def of(cls, position: Coordinates) -> "CoordinatesView":
        """Render a position."""
        return cls(latitude=position.latitude_deg, longitude=position.longitude_deg)


class LocationView(BaseModel):
    """A place: a city, a street, a landmark."""

    id: UUID
    name: str = Field(examples=["Royal Palace"])
    aliases: list[str] = Field(examples=[["Koninklijk Paleis"]])
    location_type: str = Field(examples=["palace"])
    coordinates: CoordinatesView
    address: str = Field(examples=["Dam, Amsterdam"])
    city: str = Field(examples=["Amsterdam"])
    country: str = Field(examples=["Netherlands"])
    country_code: str = Field(examples=["NL"])
    timezone: str | None = Field(examples=["Europe/Amsterdam"])
    popularity: float = Field(description="0 hidden … 1 world famous", examples=[0.95])
    attribution: str = Field(examples=["Walkumentary starter pack, CC-BY-4.0"])

    @classmethod
    def of(cls, place: Place) -> "LocationView":
        """Render a place."""
        return cls(
            id=place.id,
            name=place.name,
            aliases=list(place.aliases),
            location_type=place.location_type,
            coordinates=CoordinatesView.of(place.position),
            address=place.address,
            city=place.city,
            country=place.country,
            country_code=place.country_code,
            timezone=place.timezone,
            popularity=place.popularity,
            attribution=place.attribution,
        )


class LocationMatchView(BaseModel):
    """One place found; ``source`` is who knew it."""

    location: LocationView
    distance_m: float | None = Field(examples=[312.4])
    score: float = Field(description="0…1", examples=[0.995])
    has_notes: bool
    source: str = Field(examples=["starter"])
    result_token: str | None = Field(
        description="Where nothing is stored of the place yet: POST it to /v1/locations"
        " before its id is used elsewhere. Good for three days.",
        examples=[None],
    )

    @classmethod
    def of(cls, match: PlaceMatch) -> "LocationMatchView":
        """Render a match."""
        return cls(
            location=LocationView.of(match.place),
            distance_m=match.distance_m,
            score=match.score,
            has_notes=match.has_notes,
            source=match.source,
            result_token=match.result_token,
        )


class LocationSearchView(BaseModel):
    """Own places best first, then the geocoder's; and completions of the text."""

    items: list[LocationMatchView]
    suggestions: list[str] = Field(examples=[["Royal Palace", "Royal Opera House"]])
    degraded: list[str] = Field(
        description="What could not be asked", examples=[["geocoder"]]
    )

    @classmethod
    def of(cls, result: PlaceSearchResult) -> "LocationSearchView":
        """Render a search."""
        return cls(
            items=[LocationMatchView.of(match) for match in result.items],
            suggestions=list(result.suggestions),
            degraded=list(result.degraded),
        )


class DetectLocationBody(BaseModel):
    """Where a device says it is, and what to look for around."""

    model_config = ConfigDict(
        extra="forbid",
        allow_inf_nan=False,
        json_schema_extra={
            "examples": [{"latitude": 52.3731, "longitude": 4.8922, "radius_m": 500}]
        },
    )

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    accuracy_m: float | None = Field(default=None, ge=0, le=100_000)
    radius_m: float = Field(default=1_000.0, ge=MIN_RADIUS_M, le=MAX_RADIUS_M)
    location_type: str | None = Field(default=None, max_length=50, examples=["museum"])
    limit: int = Field(default=20, ge=1, le=100)
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")

    def query(self, actor: Actor) -> DetectPlaceQuery:
        """Return the query."""
        return DetectPlaceQuery(
            actor=actor,
            position=Coordinates(self.latitude, self.longitude),
            accuracy_m=self.accuracy_m,
            radius_m=self.radius_m,
            location_type=self.location_type,
            limit=self.limit,
            language=self.language,
        )


class WhereaboutsView(BaseModel):
    """Where a position is; null where nothing near enough is known."""

    address: str | None = Field(examples=["Dam, Amsterdam"])
    city: str | None = Field(examples=["Amsterdam"])
    country: str | None = Field(examples=["Netherlands"])
    country_code: str | None = Field(examples=["NL"])

    @classmethod
    def of(cls, whereabouts: Whereabouts) -> "WhereaboutsView":
        """Render whereabouts."""
        return cls(
            address=whereabouts.address,
            city=whereabouts.city,
            country=whereabouts.country,
            country_code=whereabouts.country_code,
        )


class NearLocationView(BaseModel):
    """A place around, with distance and direction (0 north, 90 east)."""

    location: LocationView
    distance_m: float = Field(examples=[78.1])
    bearing_deg: float = Field(examples=[271.3])
    has_notes: bool

    @classmethod
    def of(cls, near: NearPlace) -> "NearLocationView":
        """Render a place around."""
        return cls(
            location=LocationView.of(near.place),
            distance_m=near.distance_m,
            bearing_deg=near.bearing_deg,
            has_notes=near.note_count > 0,
        )


class DetectedLocationView(BaseModel):
    """Where somebody is, and what is around, nearest first."""

    whereabouts: WhereaboutsView
    items: list[NearLocationView]
    degraded: list[str] = Field(
        description="What could not be asked", examples=[["geocoder"]]
    )

    @classmethod
    def of(cls, detected: Detected) -> "DetectedLocationView":
        """Render what was detected."""
        return cls(
            whereabouts=WhereaboutsView.of(detected.whereabouts),
            items=[NearLocationView.of(near) for near in detected.around],
            degraded=list(detected.degraded),
        )


class NotesSummaryView(BaseModel):
    """How much is told about a place in a language, on what, and how it begins."""

    language: str = Field(examples=["en"])
    count: int = Field(examples=[6])
    words: int = Field(examples=[742])
    tags: list[str] = Field(examples=[["historical", "architectural"]])
    overview: str | None = Field(examples=["The Royal Palace was built as a town hall"])

    @classmethod
    def of(cls, summary: NotesSummary) -> "NotesSummaryView":
        """Render a summary."""
        return cls(
            language=summary.language,
            count=summary.count,
            words=summary.words,
            tags=list(summary.tags),
            overview=summary.overview,
        )


class PositionBody(BaseModel):
    """A position in WGS 84 degrees."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    latitude: float = Field(ge=-90, le=90, examples=[52.3731])
    longitude: float = Field(ge=-180, le=180, examples=[4.8926])


class StoreLocationBody(BaseModel):
    """Either the token of a search result, or a place of one's own.

    A result is stored for everybody; one's own place is seen by oneself alone, and
    needs a name and coordinates.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Grandmother's bakery",
                    "coordinates": {"latitude": 52.3702, "longitude": 4.8952},
                    "location_type": "bakery",
                }
            ]
        },
    )

    result_token: str | None = Field(default=None, min_length=1, max_length=8_000)
    name: str | None = Field(default=None, examples=["Grandmother's bakery"])
    coordinates: PositionBody | None = None
    location_type: str = Field(default="place", examples=["bakery"])
    aliases: list[str] = Field(default=[], max_length=10)
    address: str = Field(default="", examples=["Damrak 12"])

    def command(self, actor: Actor) -> StorePlaceCommand:
        """Return the command.

        Raises:
            PlaceInvalid: neither or both, or something is missing.
        """
        if self.result_token is None:
            return StorePlaceCommand(actor=actor, place=self._own())
        besides = sorted(self.model_fields_set - {"result_token"})
        if besides:
            raise PlaceInvalid(
                "A result is stored as it was found.",
                fields=[FieldProblem(f"/{name}", "is not taken") for name in besides],
            )
        return StorePlaceCommand(actor=actor, place=self.result_token)

    def _own(self) -> OwnPlace:
        if self.name is None or self.coordinates is None:
            given = {"name": self.name, "coordinates": self.coordinates}
            raise PlaceInvalid(
                "Send a result_token, or a name and coordinates.",
                fields=[
                    FieldProblem(f"/{name}", "is missing")
                    for name, value in given.items()
                    if value is None
                ],
            )
        return OwnPlace(
            name=self.name,
            position=Coordinates(self.coordinates.latitude, self.coordinates.longitude),
            location_type=self.location_type,
            aliases=tuple(self.aliases),
            address=self.address,
        )


class LocationDetailView(LocationView):
    """A place with everything that is known of it."""

    opening_hours: str | None = Field(examples=["Mo-Su 10:00-17:00"])
    wheelchair: str | None = Field(examples=["yes"])
    wikidata: str | None = Field(examples=["Q1056152"])
    website: str | None
    image_url: str | None
    notes: NotesSummaryView

    @classmethod
    def of_detail(cls, detail: PlaceDetail) -> "LocationDetailView":
        """Render a place with its notes summed up."""
        place = detail.place
        return cls(
            **LocationView.of(place).model_dump(),
            opening_hours=place.opening_hours,
            wheelchair=place.wheelchair,
            wikidata=place.wikidata,
            website=place.website,
            image_url=place.image_url,
            notes=NotesSummaryView.of(detail.notes),
        )


class NearbyLocationsView(BaseModel):
    """Landmarks around a place, nearest first."""

    items: list[NearLocationView]


class CandidateView(NearLocationView):
    """A landmark that may be the one shown."""

    confidence: float = Field(description="0…1", examples=[0.41])

    @classmethod
    def of_candidate(cls, candidate: Candidate) -> "CandidateView":
        """Render a candidate."""
        return cls(
            **NearLocationView.of(candidate.near).model_dump(),
            confidence=round(candidate.confidence, 3),
        )


class RecognitionView(BaseModel):
    """What a picture shows; where nothing is claimed, ``name`` is null."""

    identified: bool
    name: str | None = Field(examples=["Royal Palace"])
    city: str | None = Field(examples=["Amsterdam"])
    country: str | None = Field(examples=["Netherlands"])
    description: str = Field(examples=["The Royal Palace was built as a town hall."])
    confidence: float = Field(ge=0, le=1, examples=[0.84])
    method: Method = Field(
        description="exif: from where it was taken, by its metadata or by the position"
        " sent with it; vision: a model looked at it; none: nothing is claimed"
    )
    location: LocationView | None = Field(
        description="The place of that name, where it is stored here"
    )
    candidates: list[CandidateView] = Field(max_length=3)
    degraded: list[str] = Field(
        description="What could not be asked", examples=[["vision"]]
    )

    @classmethod
    def of(cls, recognition: Recognition) -> "RecognitionView":
        """Render a recognition."""
        place = recognition.place
        return cls(
            identified=recognition.name is not None,
            name=recognition.name,
            city=recognition.where.city,
            country=recognition.where.country,
            description=recognition.description,
            confidence=round(recognition.confidence, 3),
            method=recognition.method,
            location=LocationView.of(place) if place else None,
            candidates=[
                CandidateView.of_candidate(one) for one in recognition.candidates
            ],
            degraded=list(recognition.degraded),
        )

"""What requests about tours look like."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from walkumentary.domain.accounts.preferences import Preferences
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.tours.request import (
    DEFAULT_LANGUAGE,
    DEFAULT_MINUTES,
    DEFAULT_SPEED,
    Loop,
    Pace,
    Style,
    TourEnd,
    TourRequest,
)

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


class CoordinatesBody(BaseModel):
    """A position in WGS 84 degrees."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    latitude: float = Field(ge=-90, le=90, examples=[52.3731])
    longitude: float = Field(ge=-180, le=180, examples=[4.8926])

    def value(self) -> Coordinates:
        """Return the domain value."""
        return Coordinates(self.latitude, self.longitude)


class GenerateTourBody(BaseModel):
    """A place, interests, minutes, and how it shall sound.

    Exactly one of ``location_id``, ``coordinates`` and ``query`` names the place.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "query": "Dam Square, Amsterdam",
                    "interests": ["history", "architecture"],
                    "duration_minutes": 30,
                }
            ]
        },
    )

    location_id: UUID | None = None
    coordinates: CoordinatesBody | None = None
    query: Annotated[str, Field(max_length=200)] | None = None
    interests: list[str] | None = Field(
        default=None, description="Default: your preference, or none"
    )
    duration_minutes: int | None = Field(
        default=None, description="5 to 180. Default: your preference, or 30"
    )
    language: str | None = Field(
        default=None, pattern=LANGUAGE, description="Default: your preference, or en"
    )
    narration_style: Style = Style.CONVERSATIONAL
    voice: str | None = None
    speed: float | None = Field(
        default=None,
        allow_inf_nan=False,
        description="0.5 to 2. Default: your preference, or 1",
    )
    start: CoordinatesBody | None = None
    end: Literal["open", "loop"] | CoordinatesBody = "open"
    discovery: float = Field(
        default=0.3, allow_inf_nan=False, description="0 iconic … 1 hidden"
    )
    pace: Pace = Field(default=Pace.NORMAL, description="3.5, 4.5 or 5.5 km/h")
    step_free: bool = Field(
        default=False, description="without steps; only where a map knows them"
    )
    radius_m: float = Field(default=1_500.0, ge=100, le=5_000)

    @property
    def is_complete(self) -> bool:
        """Whether no preference has a say."""
        wishes = (self.interests, self.duration_minutes, self.language, self.speed)
        return None not in wishes

    def request(self, likes: Preferences) -> TourRequest:
        """Return the checked request; what it leaves open is as the person likes it.

        Raises:
            TourRequestInvalid: with a pointer per field.
        """
        return TourRequest(
            location_id=PlaceId(self.location_id) if self.location_id else None,
            coordinates=_value(self.coordinates),
            query=self.query,
            interests=tuple(_first(self.interests, likes.interests, ())),
            duration_minutes=_first(
                self.duration_minutes, likes.default_tour_duration, DEFAULT_MINUTES
            ),
            language=_first(self.language, likes.language, DEFAULT_LANGUAGE),
            style=self.narration_style,
            voice=self.voice,
            speed=_first(self.speed, likes.audio_speed, DEFAULT_SPEED),
            start=_value(self.start),
            end=_end(self.end),
            discovery=self.discovery,
            pace=self.pace,
            step_free=self.step_free,
            radius_m=self.radius_m,
        )


class ChangeTourBody(BaseModel):
    """A new title, or put away and taken out again."""

    model_config = ConfigDict(extra="forbid")

    title: str | None = Field(default=None, examples=["Sunday with Anna"])
    archived: bool | None = None


class RegenerateAudioBody(BaseModel):
    """A new voice or speed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    voice: str | None = Field(default=None, examples=["en-gb"])
    speed: float | None = Field(default=None, allow_inf_nan=False)


def _first[Value](given: Value | None, liked: Value | None, otherwise: Value) -> Value:
    wanted = liked if given is None else given
    return otherwise if wanted is None else wanted


def _value(body: CoordinatesBody | None) -> Coordinates | None:
    return body.value() if body else None


def _end(body: str | CoordinatesBody) -> TourEnd:
    if isinstance(body, CoordinatesBody):
        return body.value()
    return Loop() if body == "loop" else None

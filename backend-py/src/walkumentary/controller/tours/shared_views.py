"""What somebody who holds a link is shown: a tour without anything private.

These views list what goes out. They inherit nothing from the owner's, so that a field
added there stays there.
"""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from walkumentary.controller.tours.views import (
    EndLegView,
    GroundingView,
    PositionView,
    TriggerView,
    View,
)
from walkumentary.domain.tours.timing import TimedSentence
from walkumentary.usecase.tours.share_tour import TourLink

API = "/v1/shared/tours"
PAGE = "/shared"


class TourLinkView(View):
    """A link to a tour. It is shown this once; only its hash is kept."""

    token: str = Field(examples=["3q2-7w4dX9m1nVQpC0f8Zr5sYt6uKjLhGbAeDoWxIiE"])
    url: str = Field(
        description="Where the page plays it",
        examples=["/shared/3q2-7w4dX9m1nVQpC0f8Zr5sYt6uKjLhGbAeDoWxIiE"],
    )
    api_url: str = Field(
        description="Where a program reads it",
        examples=["/v1/shared/tours/3q2-7w4dX9m1nVQpC0f8Zr5sYt6uKjLhGbAeDoWxIiE"],
    )
    created_at: datetime

    @classmethod
    def of(cls, link: TourLink) -> "TourLinkView":
        """Render a link."""
        return cls(
            token=link.token,
            url=f"{PAGE}/{link.token}",
            api_url=f"{API}/{link.token}",
            created_at=link.created_at,
        )


class SharedSentenceView(View):
    """A sentence; times are null until it has been spoken."""

    start_s: float | None
    end_s: float | None
    text: str
    stop: int
    kind: str = Field(examples=["narration"])

    @classmethod
    def of(cls, moment: TimedSentence) -> "SharedSentenceView":
        """Render a spoken sentence."""
        return cls(
            start_s=moment.start_s,
            end_s=moment.end_s,
            text=moment.sentence.text,
            stop=moment.sentence.stop,
            kind=moment.sentence.kind.value,
        )


class SharedTranscriptView(View):
    """Every spoken sentence with its exact times."""

    sentences: list[SharedSentenceView]

    @classmethod
    def of(cls, moments: Sequence[TimedSentence]) -> "SharedTranscriptView":
        """Render a transcript."""
        return cls(sentences=[SharedSentenceView.of(moment) for moment in moments])


class SharedAudioView(View):
    """Where the sound stands."""

    state: str = Field(examples=["finished"])
    version: int


class SharedStopView(View):
    """A landmark in a shared tour."""

    order: int
    name: str
    description: str
    approximate_address: str
    latitude: float
    longitude: float
    walking_time_from_previous: str = Field(examples=["3 minutes"])
    leg_s: float
    leg_m: float
    cue: str
    cue_source: str
    content_duration: str = Field(examples=["2 minutes"])
    talk_s: float
    words: int
    highlights: list[str]
    interests: list[str]
    written: bool
    audio_url: str
    trigger: TriggerView


class SharedTourView(View):
    """A tour as whoever holds its link sees it."""

    status: str = Field(examples=["ready"])
    finished: bool
    progress: int = Field(ge=0, le=100)
    audio: SharedAudioView
    title: str
    description: str
    content: str
    language: str
    narration_style: str
    duration_minutes: int
    place_name: str
    city: str
    start: PositionView
    walking_s: float
    talking_s: float
    total_walking_distance: str = Field(examples=["1.2 km"])
    walking_distance_m: float
    estimated_walking_time: str = Field(examples=["16 minutes"])
    difficulty_level: str = Field(examples=["easy"])
    difficulty_basis: str = Field(examples=["distance"])
    climb_m: float | None
    walkable_stops: list[SharedStopView]
    end_leg: EndLegView | None
    transcript: list[SharedSentenceView]
    audio_url: str
    transcript_url: str
    route_url: str
    voice: str
    llm_provider: str
    llm_model: str
    grounding: GroundingView
    route_source: str = Field(examples=["estimated"])

"""What answers about tours look like.

The tour, its status and the list are JSON text made in one SQL statement; their models
here document it, and tests hold the text to them.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.plan import WalkPlan
from walkumentary.domain.tours.timing import TimedSentence
from walkumentary.domain.tours.tour import Certificate, Stop
from walkumentary.usecase.tours.estimate_tour import TourEstimate
from walkumentary.usecase.tours.generate_tour import StartedTour
from walkumentary.usecase.tours.list_voices import OfferedVoice
from walkumentary.usecase.tours.read_transcript import Evidence

_SECONDS_PER_MINUTE = 60


class View(BaseModel):
    """A view lists everything it shows: unknown fields fail its test."""

    model_config = ConfigDict(extra="forbid")


class PositionView(View):
    """WGS 84 degrees."""

    latitude: float
    longitude: float

    @classmethod
    def of(cls, position: Coordinates) -> "PositionView":
        """Render a position."""
        return cls(latitude=position.latitude_deg, longitude=position.longitude_deg)


class CertificateView(View):
    """How good the selection of stops is; ``gap`` 0 is proven best."""

    objective: float
    upper_bound: float
    gap: float
    candidates: int
    considered: int
    solver: str

    @classmethod
    def of(cls, found: Certificate) -> "CertificateView":
        """Render a certificate."""
        return cls(
            objective=found.objective,
            upper_bound=found.upper_bound,
            gap=found.gap,
            candidates=found.candidates,
            considered=found.considered,
            solver=found.solver,
        )


class StartedTourView(View):
    """A tour on its way."""

    tour_id: UUID
    status: str = Field(examples=["generating"])
    status_url: str
    events_url: str
    estimated_ready_s: float

    @classmethod
    def of(cls, started: StartedTour) -> "StartedTourView":
        """Render a started tour."""
        address = f"/v1/tours/{started.tour.id}"
        return cls(
            tour_id=started.tour.id,
            status=started.tour.status.value,
            status_url=f"{address}/status",
            events_url=f"{address}/events",
            estimated_ready_s=started.estimated_ready_s,
        )


class EstimatedStopView(View):
    """A stop that would be chosen."""

    order: int
    location_id: UUID
    name: str
    description: str
    latitude: float
    longitude: float
    leg_s: float
    leg_m: float
    words: int
    talk_s: float
    cached: bool

    @classmethod
    def of(cls, stop: Stop, *, cached: bool) -> "EstimatedStopView":
        """Render a stop."""
        return cls(
            order=stop.position,
            location_id=stop.place_id,
            name=stop.name,
            description=stop.description,
            latitude=stop.coordinates.latitude_deg,
            longitude=stop.coordinates.longitude_deg,
            leg_s=stop.leg_s,
            leg_m=stop.leg_m,
            words=stop.words,
            talk_s=stop.planned_talk_s,
            cached=cached,
        )


class EstimatedCostView(View):
    """What making it would cost, split into what is there and what is new."""

    usd: float
    saved_usd: float
    cached_stops: int
    new_stops: int


class TourEstimateView(View):
    """The tour that ``generate`` would make; nothing was spent."""

    place_name: str
    city: str
    start: PositionView
    stops: list[EstimatedStopView]
    walking_s: float
    walking_m: float
    talking_s: float
    slack_s: float
    limited_by: str | None
    certificate: CertificateView
    route_source: str
    voice: str
    cost: EstimatedCostView
    degraded: list[str] = Field(
        description="What could not be asked, such as `embedder`: wishes were then "
        "matched by the notes' tags alone."
    )

    @classmethod
    def of(cls, estimate: TourEstimate) -> "TourEstimateView":
        """Render an estimate."""
        plan: WalkPlan = estimate.plan
        cached = estimate.quote.cached_stops
        return cls(
            place_name=plan.anchor.place_name,
            city=plan.anchor.city,
            start=PositionView.of(plan.anchor.start),
            stops=[
                EstimatedStopView.of(stop, cached=stop.position in cached)
                for stop in plan.stops
            ],
            walking_s=plan.walking_s,
            walking_m=plan.walking_m,
            talking_s=plan.talking_s,
            slack_s=plan.slack_s,
            limited_by=plan.limited_by,
            certificate=CertificateView.of(plan.certificate),
            route_source=plan.route_source,
            voice=estimate.voice.id,
            cost=EstimatedCostView(
                usd=float(round(estimate.quote.usd, 6)),
                saved_usd=float(round(estimate.quote.saved_usd, 6)),
                cached_stops=len(cached),
                new_stops=len(plan.stops) - len(cached),
            ),
            degraded=list(estimate.degraded),
        )


class TimedSentenceView(View):
    """A sentence of the transcript; times are null until it has been spoken."""

    start_s: float | None
    end_s: float | None
    text: str
    stop: int
    kind: str = Field(examples=["narration"])
    note_ids: list[UUID]

    @classmethod
    def of(cls, moment: TimedSentence) -> "TimedSentenceView":
        """Render a spoken sentence."""
        return cls(
            start_s=moment.start_s,
            end_s=moment.end_s,
            text=moment.sentence.text,
            stop=moment.sentence.stop,
            kind=moment.sentence.kind.value,
            note_ids=list(moment.sentence.note_ids),
        )


class TranscriptView(View):
    """Every spoken sentence with its exact times."""

    sentences: list[TimedSentenceView]

    @classmethod
    def of(cls, moments: Sequence[TimedSentence]) -> "TranscriptView":
        """Render a transcript."""
        return cls(sentences=[TimedSentenceView.of(moment) for moment in moments])


class CitedNoteView(View):
    """A note behind a sentence."""

    id: UUID
    title: str
    text: str
    source_name: str
    source_url: str | None
    licence: str
    as_of: date

    @classmethod
    def of(cls, note: Note) -> "CitedNoteView":
        """Render a note."""
        return cls(
            id=note.id,
            title=note.title,
            text=note.text,
            source_name=note.source_name,
            source_url=note.source_url,
            licence=note.licence,
            as_of=note.as_of,
        )


class EvidenceView(View):
    """What is heard at a second, and why the guide says it."""

    sentence: TimedSentenceView
    notes: list[CitedNoteView]

    @classmethod
    def of(cls, evidence: Evidence) -> "EvidenceView":
        """Render evidence."""
        return cls(
            sentence=TimedSentenceView.of(evidence.moment),
            notes=[CitedNoteView.of(note) for note in evidence.notes],
        )


class FailureView(View):
    """Why a tour, or its sound, could not be finished."""

    code: str
    detail: str


class AudioStateView(View):
    """Where the sound stands."""

    state: str = Field(examples=["finished"])
    version: int
    reason: str | None


class TriggerView(View):
    """The circle in which a phone starts a stop by itself."""

    radius_m: float = Field(ge=15)
    approach_bearing_deg: float


class WalkableStopView(View):
    """A landmark in a tour."""

    order: int
    location_id: UUID
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


class EndLegView(View):
    """The walk from the last stop to a fixed end."""

    leg_s: float
    leg_m: float


class CostView(View):
    """What it cost to make."""

    usd: float
    tokens_in: int
    tokens_out: int


class GroundingView(View):
    """How the narration stands up to its notes."""

    mode: str = Field(examples=["full"])
    sentences: int
    supported: int
    dropped: int


class TourView(View):
    """A tour, whole."""

    id: UUID
    shared: bool = Field(description="Whether a link opens it")
    status: str = Field(examples=["ready"])
    finished: bool
    progress: int = Field(ge=0, le=100)
    audio: AudioStateView
    failure: FailureView | None
    title: str
    description: str
    content: str
    language: str
    narration_style: str
    interests: list[str]
    duration_minutes: int
    location_id: UUID | None
    place_name: str
    city: str
    start: PositionView
    walking_s: float
    talking_s: float
    slack_s: float
    limited_by: str | None
    certificate: CertificateView
    total_walking_distance: str = Field(examples=["1.2 km"])
    walking_distance_m: float
    estimated_walking_time: str = Field(examples=["16 minutes"])
    difficulty_level: str = Field(examples=["easy"])
    difficulty_basis: str = Field(examples=["distance"])
    climb_m: float | None
    walkable_stops: list[WalkableStopView]
    end_leg: EndLegView | None
    transcript: list[TimedSentenceView]
    audio_url: str
    transcript_url: str
    route_url: str
    bundle_url: str
    voice: str
    speed: float
    speech_provider: str
    speech_model: str
    llm_provider: str
    llm_model: str
    cost: CostView
    cached_share: float = Field(ge=0, le=1)
    grounding: GroundingView
    route_source: str = Field(examples=["estimated"])
    archived_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class StopStatusView(View):
    """How far one stop is."""

    order: int
    name: str
    written: bool
    audio_ready: bool


class TourStatusView(View):
    """Where a tour stands."""

    tour_id: UUID
    status: str = Field(examples=["generating"])
    finished: bool
    progress: int = Field(ge=0, le=100)
    audio: AudioStateView
    stops: list[StopStatusView]
    failure: FailureView | None
    version: int
    updated_at: datetime


class TourSummaryView(View):
    """A tour in a list."""

    id: UUID
    shared: bool = Field(description="Whether a link opens it")
    status: str
    finished: bool
    title: str
    description: str
    language: str
    duration_minutes: int
    location_id: UUID | None
    place_name: str
    city: str
    stops: int
    archived_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class TourPageView(View):
    """A page of one's tours, newest first."""

    items: list[TourSummaryView]
    next_cursor: str | None


class VoiceView(View):
    """One voice, as ``voice`` of a tour names it.

    ``words_per_minute`` is measured on narrations at speed 1, pauses included.
    """

    id: str = Field(examples=["de"])
    provider: str = Field(examples=["espeak-ng"])
    model: str
    language: str
    words_per_minute: int
    is_default: bool

    @classmethod
    def of(cls, offered: OfferedVoice) -> "VoiceView":
        """Render a voice."""
        voice = offered.voice
        return cls(
            id=voice.id,
            provider=voice.provider,
            model=voice.model,
            language=offered.language,
            words_per_minute=round(voice.words_per_s * _SECONDS_PER_MINUTE),
            is_default=offered.is_default,
        )


class VoicesView(View):
    """The whole catalogue asked for, the default of a language first."""

    items: Sequence[VoiceView]

    @classmethod
    def of(cls, offered: Sequence[OfferedVoice]) -> "VoicesView":
        """Render the voices."""
        return cls(items=[VoiceView.of(one) for one in offered])

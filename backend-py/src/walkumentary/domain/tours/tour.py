"""A tour: an ordered walk with a narration and its sound, owned by one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from walkumentary.domain.accounts.usage import Paid
from walkumentary.domain.shared.errors import (
    AppError,
    Conflict,
    Invalid,
    NotFound,
    Stale,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import (
    NarrationKey,
    NoteId,
    PieceKey,
    PlaceId,
    TourId,
    UserId,
)
from walkumentary.domain.shared.languages import primary
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.narration import Writer
from walkumentary.domain.tours.status import AudioState, Happening, State, Status

MAX_TITLE = 120


class TourNotFound(NotFound):
    """No tour with this id is visible to the actor."""

    code = "tour-not-found"
    title = "Tour not found"


class LeaseLost(Conflict):
    """Another run, or a cancel, took the tour over; this run must stop."""

    code = "lease-lost"
    title = "Taken over by another run"


class TitleInvalid(Invalid):
    """A title without visible characters, or too long."""

    code = "title-invalid"
    title = "Title not usable"


@dataclass(frozen=True, slots=True)
class Lease:
    """One run's right to write a tour; a later ``number`` ends it."""

    tour_id: TourId
    number: int


class SentenceKind(StrEnum):
    """Who speaks: a note's facts (narration), or code (all others)."""

    WELCOME = "welcome"
    CUE = "cue"
    NARRATION = "narration"
    FAREWELL = "farewell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One spoken sentence. Its place in the playing order is (segment, position).

    ``stop`` is the 1-based stop whose audio file holds it; ``note_ids`` are the notes
    it is grounded in. ``piece_key`` and ``frames`` come when it has been spoken.
    """

    segment: int
    position: int
    stop: int
    kind: SentenceKind
    text: str
    note_ids: tuple[NoteId, ...]
    piece_key: PieceKey | None = None
    frames: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A landmark in a tour, with the leg that leads to it.

    ``position`` is 1-based. ``leg_path`` are the points walked, start included.
    ``words`` is the length bucket of its narration; ``authors`` have written it.
    """

    position: int
    place_id: PlaceId
    name: str
    short_name: str
    description: str
    address: str
    coordinates: Coordinates
    leg_s: float
    leg_m: float
    leg_path: tuple[Coordinates, ...]
    cue: str
    cue_source: str
    cue_note_ids: tuple[NoteId, ...]
    highlights: tuple[str, ...]
    interests: tuple[str, ...]
    words: int
    planned_talk_s: float
    trigger_radius_m: float
    approach_bearing_deg: float
    narration_key: NarrationKey
    written: bool = False
    cached: bool = False
    dropped: int = 0
    authors: tuple[Writer, ...] = ()

    def told_by(self, author: Writer) -> "Stop":
        """Return the stop with one more author, unless it is known as one."""
        return replace(self, authors=tuple(dict.fromkeys((*self.authors, author))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a tour, or only its sound, could not be finished."""

    code: str
    detail: str

    @classmethod
    def of(cls, error: AppError) -> "Failure":
        """Keep what the person may know of an error."""
        return cls(code=error.code, detail=error.detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """How good the selection is: ``gap`` 0 means proven best."""

    objective: float
    upper_bound: float
    gap: float
    candidates: int
    considered: int
    solver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLeg:
    """The walk from the last stop to a fixed end (a loop's is its start)."""

    leg_s: float
    leg_m: float
    path: tuple[Coordinates, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """The aggregate; immutable, so every change returns a new tour.

    ``walking_s`` includes the leg to the end; ``climb_m`` is None where no heights are
    known; ``talking_s`` is planned until the sound
    is finished, then measured. ``request`` records the values the tour was made with.
    """

    id: TourId
    owner_id: UserId
    version: int = 1
    state: State = life.GENERATING
    audio_version: int = 1
    failure: Failure | None = None
    title: str
    description: str
    language: str
    narration_style: str
    interests: tuple[str, ...]
    duration_minutes: int
    request: Mapping[str, object] = field(default_factory=dict)
    place_id: PlaceId | None
    place_name: str
    city: str
    start: Coordinates
    end_leg: EndLeg | None
    voice: str
    speech_provider: str
    speech_model: str
    speed: float
    llm_provider: str
    llm_model: str
    walking_s: float
    walking_m: float
    climb_m: float | None = None
    talking_s: float
    slack_s: float
    limited_by: str | None
    certificate: Certificate
    route_source: str
    cost_usd: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    stops: tuple[Stop, ...]
    archived_at: datetime | None = None
    created_at: datetime
    updated_at: datetime

    @property
    def status(self) -> Status:
        """Where the tour stands."""
        return self.state[0]

    @property
    def audio_state(self) -> AudioState:
        """Where its sound stands."""
        return self.state[1]

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in life.FINISHED

    @property
    def grounding_mode(self) -> str:
        """How its sentences are checked; tours of before had rules for English only."""
        before = "full" if primary(self.language) == "en" else "numbers"
        return str(self.request.get("grounding_mode", before))

    @property
    def notes_language(self) -> str:
        """The language of the notes it is told from; a model may translate them."""
        return str(self.request.get("notes_language", self.language))

    def after(
        self, happening: Happening, *, now: datetime, failure: Failure | None = None
    ) -> "Tour":
        """Return the tour once this has happened.

        Raises:
            TourStateForbids: its status does not allow it.
        """
        return replace(
            self,
            state=life.after(self.state, happening),
            failure=failure,
            version=self.version + 1,
            updated_at=now,
        )

    def spoken(self, *, talking_s: float) -> "Tour":
        """Return the tour with its talking time measured instead of planned."""
        unused = self.duration_minutes * 60 - self.walking_s - talking_s
        return replace(self, talking_s=talking_s, slack_s=max(0.0, round(unused, 1)))

    def signed(self) -> "Tour":
        """Return the tour with those named who did write it, instead of who should."""
        authors = dict.fromkeys(one for stop in self.stops for one in stop.authors)
        if not authors:
            return self
        return replace(
            self,
            llm_provider="+".join(dict.fromkeys(one.provider for one in authors)),
            llm_model="+".join(dict.fromkeys(one.model for one in authors)),
        )

    def costing(self, paid: Paid) -> "Tour":
        """Return the tour with what it has cost."""
        return replace(
            self,
            cost_usd=float(paid.usd),
            tokens_in=paid.tokens_in,
            tokens_out=paid.tokens_out,
        )

    def touched(self, *, now: datetime) -> "Tour":
        """Return the tour after a change that shows in none of its other fields."""
        return replace(self, version=self.version + 1, updated_at=now)

    def check_version(self, versions: frozenset[int] | None) -> None:
        """Refuse a change that starts from another version; None is whichever.

        Raises:
            Stale: it was changed meanwhile.
        """
        if versions is not None and self.version not in versions:
            raise Stale("The tour was changed since you read it; read it again.")

    def titled(self, title: str, *, now: datetime) -> "Tour":
        """Return the tour under a new title.

        Raises:
            TitleInvalid: no visible character, or more than ``MAX_TITLE``.
        """
        if not 1 <= len(title.strip()) <= MAX_TITLE:
            raise TitleInvalid(f"A title has 1 to {MAX_TITLE} visible characters.")
        return replace(
            self, title=title.strip(), version=self.version + 1, updated_at=now
        )

    def archived(self, *, at: datetime | None, now: datetime) -> "Tour":
        """Return the tour put away (``at``) or taken out again (None)."""
        return replace(self, archived_at=at, version=self.version + 1, updated_at=now)

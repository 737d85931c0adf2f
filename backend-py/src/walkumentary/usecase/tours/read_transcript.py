"""What is said when, and the notes behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.evidence import NothingHeardThen
from walkumentary.domain.tours.timing import (
    TimedSentence,
    heard_at,
    spoken_through,
    timed,
)
from walkumentary.gateway.notes import NotesReader
from walkumentary.gateway.tour_views import ToursReader, Track
from walkumentary.usecase.tours.read_tour import TourQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceQuery:
    """Which second of which tour."""

    actor: Actor
    tour_id: TourId
    t_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence heard then, and the notes it is grounded in."""

    moment: TimedSentence
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTranscript:
    """Every spoken sentence with its exact times."""

    tours: ToursReader

    async def execute(self, query: TourQuery) -> Sequence[TimedSentence]:
        """Return the sentences spoken so far, from the start.

        Raises:
            TourNotFound: the actor has no such tour.
        """
        track = await self.tours.track(query.tour_id, actor=query.actor)
        return _heard(track)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEvidence:
    """Why the guide says what is being heard."""

    tours: ToursReader
    notes: NotesReader

    async def execute(self, query: EvidenceQuery) -> Evidence:
        """Return the sentence at that second and its notes.

        Raises:
            TourNotFound: the actor has no such tour.
            NothingHeardThen: no sentence is heard at that second.
        """
        track = await self.tours.track(query.tour_id, actor=query.actor)
        moment = heard_at(_heard(track), query.t_s)
        if moment is None:
            raise NothingHeardThen(f"Nothing is heard at {query.t_s:g} s of this tour.")
        notes = await self.notes.cited(moment.sentence.note_ids, actor=query.actor)
        return Evidence(moment=moment, notes=notes)


def _heard(track: Track) -> Sequence[TimedSentence]:
    """Return what can be heard by now: only its times are final."""
    return timed(spoken_through(track.tour, track.sentences))

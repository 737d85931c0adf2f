"""A tour to take along where there is no network."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.notes.note import Note
from walkumentary.domain.tours.status import READY, TourStateForbids
from walkumentary.domain.tours.timing import TimedSentence, of_stop, timed
from walkumentary.domain.tours.tour import Sentence, Tour
from walkumentary.gateway.notes import NotesReader
from walkumentary.gateway.storage import StorageGateway
from walkumentary.gateway.tour_views import ToursReader, Track
from walkumentary.usecase.tours.read_tour import TourQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class TourBundle:
    """Everything a phone needs: the walk, the words, the sound of each stop, notes."""

    tour: Tour
    transcript: Sequence[TimedSentence]
    stop_audio: Sequence[bytes]
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleTour:
    """Collect a finished tour."""

    tours: ToursReader
    notes: NotesReader
    storage: StorageGateway

    async def execute(self, query: TourQuery) -> TourBundle:
        """Return the parts; packing them is the front door's business.

        Raises:
            TourNotFound: the actor has no such tour.
            TourStateForbids: it is not ready.
            FileMissing, GatewayUnavailable: storage cannot deliver a piece.
        """
        track = await self.tours.track(query.tour_id, actor=query.actor)
        if track.tour.state != READY:
            raise TourStateForbids("Only a tour that is ready can be taken along.")
        cited = dict.fromkeys(n for s in track.sentences for n in s.note_ids)
        audio = [
            await self._joined(track, of_stop(track.sentences, stop.position))
            for stop in track.tour.stops
        ]
        return TourBundle(
            tour=track.tour,
            transcript=timed(track.sentences),
            stop_audio=audio,
            notes=await self.notes.cited(list(cited), actor=query.actor),
        )

    async def _joined(self, track: Track, spoken: Sequence[Sentence]) -> bytes:
        paths = [track.paths[s.piece_key] for s in spoken if s.piece_key]
        return b"".join([await self.storage.get(path) for path in paths])

"""Hear a tour, or one stop: finished as a file, unfinished as it grows."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.audio import FRAME_BYTES
from walkumentary.domain.tours.evidence import StopNotFound
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.domain.tours.status import READY
from walkumentary.domain.tours.timing import (
    playing_order,
    spoken_of_stop,
    spoken_through,
    stop_is_spoken,
)
from walkumentary.domain.tours.tour import Sentence, TourNotFound
from walkumentary.gateway.events import EventSignals, tour_topic
from walkumentary.gateway.storage import StorageGateway
from walkumentary.gateway.tour_views import ToursReader, Track
from walkumentary.usecase.tours.telling import rung


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioQuery:
    """Which tour; which 1-based stop, or None for the whole."""

    actor: Actor
    tour_id: TourId
    stop: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAudioQuery:
    """By which link; which 1-based stop, or None for the whole."""

    share: ShareHash
    stop: int | None = None


type Hearing = AudioQuery | SharedAudioQuery


@dataclass(frozen=True, slots=True)
class Sound:
    """A stored piece of audio: where it lies, and its length in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """Sound that stands (``complete``) or still grows.

    ``version`` is part of a finished sound's address; ``tag`` changes whenever the
    bytes would: it is a strong validator.
    """

    complete: bool
    version: int
    size: int
    tag: str
    pieces: Sequence[Sound]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAudio:
    """Find out what can be heard, and stream it.

    Who listens by a link is let in piece by piece: revoking it ends the sound.
    """

    tours: ToursReader
    storage: StorageGateway
    signals: EventSignals

    async def execute(self, query: Hearing) -> Audio:
        """Return what stands now.

        Raises:
            TourNotFound: the actor has no such tour, or the link opens none.
            StopNotFound: the tour has no such stop.
        """
        track = await self._track(query)
        self._check_stop(track, query.stop)
        pieces = _playable(track, query.stop)
        size = sum(piece.size for piece in pieces)
        version = track.tour.audio_version
        return Audio(
            complete=_complete(track, query.stop),
            version=version,
            size=size,
            tag=f"{version}-{len(pieces)}-{size}",
            pieces=pieces,
        )

    async def stream(
        self, query: Hearing, pieces: Sequence[Sound], *, first: int, last: int
    ) -> AsyncIterator[bytes]:
        """Yield the bytes ``first`` to ``last`` (inclusive) of finished pieces.

        Raises:
            FileMissing, GatewayUnavailable: storage lost a piece.
            TourNotFound: the link was revoked meanwhile.
        """
        offset = 0
        for piece in pieces:
            if offset + piece.size > first and offset <= last:
                data = await self._sound(query, piece)
                yield data[max(0, first - offset) : last - offset + 1]
            offset += piece.size

    async def grow(self, query: Hearing) -> AsyncIterator[bytes]:
        """Yield sound as it comes to stand; ends when the tour does, in any way."""
        try:
            async with aclosing(self._growing(query)) as pieces:
                async for piece in pieces:
                    yield await self._sound(query, piece)
        except TourNotFound:
            return

    async def _growing(self, query: Hearing) -> AsyncGenerator[Sound]:
        sent, over = 0, False
        topic = tour_topic((await self._track(query)).tour.id)
        async with self.signals.listen(topic) as signal:
            while not over:
                track = await self._track(query)
                pieces = _playable(track, query.stop)
                for piece in pieces[sent:]:
                    yield piece
                sent = len(pieces)
                over = _ended(track, query.stop) or await rung(signal)

    async def _track(self, query: Hearing) -> Track:
        if isinstance(query, SharedAudioQuery):
            return await self.tours.shared_track(query.share)
        return await self.tours.track(query.tour_id, actor=query.actor)

    async def _sound(self, query: Hearing, piece: Sound) -> bytes:
        sound = await self.storage.get(piece.path)
        if isinstance(query, SharedAudioQuery):
            await self._check_shared(query.share)
        return sound

    async def _check_shared(self, share: ShareHash) -> None:
        if not await self.tours.is_shared(share):
            raise TourNotFound("The tour is not shared any more.")

    def _check_stop(self, track: Track, stop: int | None) -> None:
        if stop is not None and not 1 <= stop <= len(track.tour.stops):
            raise StopNotFound(f"This tour has stops 1 to {len(track.tour.stops)}.")


def _playable(track: Track, stop: int | None) -> tuple[Sound, ...]:
    """Return what can be played from the start without a gap."""
    return tuple(
        Sound(track.paths[sentence.piece_key], sentence.frames * FRAME_BYTES)
        for sentence in _spoken(track, stop)
        if sentence.piece_key and sentence.frames
    )


def _spoken(track: Track, stop: int | None) -> tuple[Sentence, ...]:
    if stop is None:
        return spoken_through(track.tour, track.sentences)
    return spoken_of_stop(track.tour, track.sentences, stop)


def _ended(track: Track, stop: int | None) -> bool:
    return track.tour.finished or _complete(track, stop)


def _complete(track: Track, stop: int | None) -> bool:
    if stop is None:
        return track.tour.state == READY
    return stop_is_spoken(track.tour, playing_order(track.sentences), stop)

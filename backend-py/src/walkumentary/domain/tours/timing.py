"""When each sentence is heard: sums of whole frames, exact by construction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from math import inf

from walkumentary.domain.tours.audio import seconds
from walkumentary.domain.tours.tour import Sentence, Tour


@dataclass(frozen=True, slots=True)
class TimedSentence:
    """A spoken sentence with its place in the playing time, in seconds."""

    start_s: float
    end_s: float
    sentence: Sentence


def playing_order(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences as they are heard."""
    return tuple(sorted(sentences, key=lambda s: (s.segment, s.position)))


def of_stop(sentences: Iterable[Sentence], stop: int) -> tuple[Sentence, ...]:
    """Return the sentences in one stop's audio file."""
    return playing_order(s for s in sentences if s.stop == stop)


def timed(sentences: Iterable[Sentence]) -> tuple[TimedSentence, ...]:
    """Return the spoken sentences from the start up to the first silent one.

    Their times are final only among sentences that stand (``spoken_through``).
    """
    spoken = list(takewhile(lambda s: s.frames, playing_order(sentences)))
    ends = list(accumulate(s.frames or 0 for s in spoken))
    starts = [0, *ends]
    return tuple(
        TimedSentence(seconds(start), seconds(end), sentence)
        for start, end, sentence in zip(starts, ends, spoken, strict=False)
    )


def heard_at(moments: Sequence[TimedSentence], t_s: float) -> TimedSentence | None:
    """Return what is being heard at that second, or None outside the sound."""
    return next((m for m in moments if m.start_s <= t_s < m.end_s), None)


def spoken_through(tour: Tour, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences that can be played now, from the start, without a gap.

    A narration may still grow: nothing after it counts before its stop is written.
    """
    unwritten = {2 * stop.position for stop in tour.stops if not stop.written}
    limit = min(unwritten, default=None)
    reachable = (s for s in sentences if limit is None or s.segment <= limit)
    return tuple(takewhile(lambda s: s.frames, playing_order(reachable)))


def spoken_of_stop(
    tour: Tour, sentences: Iterable[Sentence], position: int
) -> tuple[Sentence, ...]:
    """Return the sentences of a stop's audio file that can be played without a gap.

    Other stops do not matter: a stop that is written can be heard before they are.
    """
    stop = tour.stops[position - 1]
    limit = inf if stop.written else 2 * position
    own = (s for s in of_stop(sentences, position) if s.segment <= limit)
    return tuple(takewhile(lambda s: s.frames, own))


def stop_is_spoken(tour: Tour, sentences: Sequence[Sentence], position: int) -> bool:
    """Return whether a stop's own audio file is whole."""
    stop = tour.stops[position - 1]
    own = of_stop(sentences, position)
    return stop.written and all(sentence.frames for sentence in own)


def talking_s(sentences: Iterable[Sentence]) -> float:
    """Return the seconds of sound so far."""
    return seconds(sum(s.frames or 0 for s in sentences))

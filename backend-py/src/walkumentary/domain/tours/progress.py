"""How far a tour is, from 0 to 100."""

from collections.abc import Iterable, Sequence

from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.status import READY
from walkumentary.domain.tours.tour import Sentence, SentenceKind, Tour


def progress(tour: Tour, sentences: Sequence[Sentence]) -> int:
    """Return the share of the expected words that have been spoken, in percent.

    Words stand for seconds: one voice speaks a whole tour. 100 means ready.
    """
    if tour.state == READY:
        return 100
    framing = _words(s for s in sentences if s.kind != SentenceKind.NARRATION)
    expected = framing + sum(stop.words for stop in tour.stops)
    spoken = _words(s for s in sentences if s.frames is not None)
    return min(99, 100 * spoken // max(1, expected))


def _words(sentences: Iterable[Sentence]) -> int:
    return sum(word_count(sentence.text) for sentence in sentences)

"""How much a landmark is worth to this listener: a score in 0…1.

score = (match x similarity of the wishes + prior x popularity + rich x notes) x near,
with the weights below. The ``discovery`` dial turns the popularity prior round: at 0
famous places win, at 1 hidden ones. Without interests the prior takes the match's
weight. ``near`` falls linearly with the distance from the start: who stands elsewhere
gets another walk (docs/decisions/0014).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.interests import Interest, canonical

MATCH_WEIGHT, PRIOR_WEIGHT, RICH_WEIGHT = 0.6, 0.28, 0.12
FILLS_A_STOP_WORDS = 240
"""Words on an interest that answer it fully: two notes' worth."""
RICH_WORDS = 680
"""Words that fill the longest stop. Source: the largest length bucket."""
CLOSE_COSINE = 0.35
"""Cosine that counts as a full match of free text; measured on the starter pack."""
TAG_SHARE = 0.85
FARTHEST_SHARE = 0.35
"""What a landmark at the edge of the radius keeps of its score."""
ASKED_FOR = 1.0
"""Worth of the landmark that the person named as the place of the tour."""
MAX_CANDIDATES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSummary:
    """Words, tags and similarity to each wish of one note; none where unknown."""

    words: int
    tags: tuple[str, ...]
    similarity: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A landmark that might become a stop, and what it is worth."""

    place: Place
    score: float
    words: int


def scored(
    place: Place,
    notes: Sequence[NoteSummary],
    *,
    wishes: Sequence[str],
    discovery: float,
    remoteness: float,
) -> Candidate:
    """Return the landmark with its score.

    Args:
        place: the landmark; its popularity is the prior.
        notes: its notes; ``similarity`` in the order of ``wishes``.
        wishes: interests as the person wrote them.
        discovery: 0 iconic … 1 hidden.
        remoteness: distance from the start by the radius, 0…1.
    """
    words = sum(note.words for note in notes)
    prior = (1 - discovery) * place.popularity + discovery * (1 - place.popularity)
    rich = min(1.0, words / RICH_WORDS)
    score = _weighed(match=_match(notes, wishes), prior=prior, rich=rich)
    near = 1 - (1 - FARTHEST_SHARE) * remoteness
    return Candidate(place=place, score=score * near, words=words)


def best(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the ``MAX_CANDIDATES`` best by score, ties by id."""
    ranked = sorted(candidates, key=lambda c: (-c.score, c.place.id))
    return tuple(ranked[:MAX_CANDIDATES])


def leads(
    stops: Sequence[Sequence[Note]], wishes: Sequence[Interest]
) -> tuple[tuple[Interest, ...], ...]:
    """Return the wish each stop is told from, if its notes answer any.

    Of the two wishes that its notes answer best, the one heard least on the way there:
    every wish gets its turn, and a narration serves all whom that side of the
    landmark interests (docs/decisions/0025).
    """
    heard = Counter[Interest]()
    led = list[tuple[Interest, ...]]()
    for notes in stops:
        lead = sorted(_answered_best(notes, wishes), key=heard.__getitem__)[:1]
        heard.update(lead)
        led.append(tuple(lead))
    return tuple(led)


def _answered_best(
    notes: Sequence[Note], wishes: Sequence[Interest]
) -> tuple[Interest, ...]:
    """Return the (at most two) wishes these notes say most about, most first.

    Of equals the one that stands first among ``Interest``: the order in which a person
    named them changes nothing.
    """
    spoken = {
        wish: sum(word_count(note.text) for note in notes if wish in note.tags)
        for wish in Interest
        if wish in wishes
    }
    ranked = sorted(spoken, key=lambda wish: -spoken[wish])
    return tuple(wish for wish in ranked if spoken[wish])[:2]


def _weighed(*, match: float | None, prior: float, rich: float) -> float:
    if match is None:
        return (MATCH_WEIGHT + PRIOR_WEIGHT) * prior + RICH_WEIGHT * rich
    return MATCH_WEIGHT * match + PRIOR_WEIGHT * prior + RICH_WEIGHT * rich


def _match(notes: Sequence[NoteSummary], wishes: Sequence[str]) -> float | None:
    """Half the best answered wish, half the mean: breadth counts, and so does focus."""
    if not wishes:
        return None
    answers = [_answer(notes, wish, n) for n, wish in enumerate(wishes)]
    return (max(answers) + sum(answers) / len(answers)) / 2


def _answer(notes: Sequence[NoteSummary], wish: str, index: int) -> float:
    known = [note.similarity[index] for note in notes if note.similarity]
    close = max(known, default=0.0)
    similar = min(1.0, max(0.0, close / CLOSE_COSINE))
    interest = canonical(wish)
    if interest is None:
        return similar
    words = sum(note.words for note in notes if interest in note.tags)
    tagged = min(1.0, words / FILLS_A_STOP_WORDS)
    return TAG_SHARE * tagged + (1 - TAG_SHARE) * similar

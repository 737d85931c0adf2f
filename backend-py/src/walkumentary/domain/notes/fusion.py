"""Two rankings of notes made one, and what is relevant enough to be an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.ids import NoteId

FUSION_K = 60
"""How little the first ranks differ.

Source: Cormack, Clarke and Büttcher, Reciprocal Rank Fusion, SIGIR 2009.
"""
TEXT_WEIGHT = 5.0
"""What a text score counts beside a cosine; every word found once scores 0.061."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What relevance must reach: the best hit ``answer``, every other ``related``.

    Where no note answers, none is returned: a question on something else shares a word
    or two with some note, whatever it asks.
    """

    answer: float
    related: float


FLOORS: Mapping[str, Floor] = {"lexical-1": Floor(answer=0.22, related=0.12)}
"""By embedder.

Source: tests/data/questions.toml (88 of 89 questions are answered in their city, all of
them over six cities) against 45 questions on anything but cities, which a third of the
time share a telling word with some note; gibberish reaches 0.15.
"""
PROVIDER_FLOOR = Floor(answer=0.35, related=0.25)
"""For models that know what words mean; what has nothing to do with them scores 0.2."""
TEXT_FLOOR = Floor(answer=0.12, related=0.075)
"""While there is no vector: a third of the words and more, a quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmHit:
    """One note in one arm's ranking: rank from 1, score (cosine, or ts_rank)."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """A note's place in both rankings, and what it scores by them (at most 2/61)."""

    note_id: NoteId
    score: float
    vector: ArmHit | None
    text: ArmHit | None


type Scores = Mapping[NoteId, float]


def fused(vector: Scores, text: Scores, *, floor: Floor) -> Sequence[Fused]:
    """Return the relevant notes, best first, by reciprocal rank fusion.

    Args:
        vector: cosines of the notes nearest to the question.
        text: text scores of the notes that share words with it.
        floor: what their ``relevance`` must reach.
    """
    by_vector, by_text = _ranking(vector), _ranking(text)
    hits = [
        _fused(note_id, by_vector.get(note_id), by_text.get(note_id))
        for note_id in by_vector | by_text
    ]
    if max(map(relevance, hits), default=0.0) < floor.answer:
        return ()
    related = [hit for hit in hits if relevance(hit) >= floor.related]
    return sorted(related, key=lambda hit: (-hit.score, str(hit.note_id)))


def relevance(hit: Fused) -> float:
    """Return how much a note has to do with the question, whatever the others do."""
    cosine = hit.vector.score if hit.vector else 0.0
    return cosine + TEXT_WEIGHT * (hit.text.score if hit.text else 0.0)


def floor_of(embedder: str | None) -> Floor:
    """Return the floor for questions embedded so; None where nothing embeds."""
    if embedder is None:
        return TEXT_FLOOR
    return FLOORS.get(embedder, PROVIDER_FLOOR)


def _ranking(scores: Scores) -> dict[NoteId, ArmHit]:
    order = sorted(scores.items(), key=lambda item: (-item[1], str(item[0])))
    return {
        note_id: ArmHit(rank=rank, score=score)
        for rank, (note_id, score) in enumerate(order, start=1)
    }


def _fused(note_id: NoteId, vector: ArmHit | None, text: ArmHit | None) -> Fused:
    arms = [arm for arm in (vector, text) if arm]
    score = sum(1 / (FUSION_K + arm.rank) for arm in arms)
    return Fused(note_id=note_id, score=score, vector=vector, text=text)

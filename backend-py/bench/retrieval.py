"""Retrieval through the real reader: how much it finds, and how it grows.

Two databases of one server, asked the same number of questions in turn.
"""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bench.corpus import PROVIDER, SEED, Corpus, Halves, Question
from bench.corpus_database import (
    NOTES_PER_CITY,
    centre_of,
    city_of,
    copy_of_migrated,
    load_corpus,
    note_number,
)
from bench.figures import AtLeast, AtMost, Figure
from bench.ground import database
from bench.processes import installation
from bench.questions import labelled
from walkumentary.domain.notes.fusion import floor_of
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.notes import NoteHit, NoteScope
from walkumentary.infra.embedding.lexical import NAME as LEXICAL
from walkumentary.infra.postgres.embedded import EmbeddedServer
from walkumentary.infra.postgres.engine import open_read_pool
from walkumentary.infra.postgres.migrations import APP_ROLE
from walkumentary.infra.postgres.notes_reader import PostgresNotesReader

SIZES = (10_000, 100_000)
LARGE_SIZES = (10_000, 300_000)
ROUNDS = 5
QUESTIONS = 80
"""A round, for each way of asking."""
JUDGED = 15
"""Of these, whose answers are compared with the truth."""
WARM_UP = 15
TOP = 10
_TIE = 1e-6
_EVERY_HIT = 400
_CHUNK = 10_000
_CITY_RADIUS_M = 2_500.0
_ASKER = Actor(user_id=UserId(UUID(int=7)), kind=ActorKind.USER)

type Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of asking: in a city or everywhere, in one space or the other."""

    scoped: bool
    space: str
    judged: bool
    """Whether the goals hold for it."""

    @property
    def name(self) -> str:
        """How the table calls it."""
        where = "scoped" if self.scoped else "unscoped"
        return f"{where}, {'lexical' if self.space == LEXICAL else 'provider-like'}"


WAYS = (
    Way(scoped=True, space=LEXICAL, judged=True),
    Way(scoped=True, space=PROVIDER, judged=True),
    Way(scoped=False, space=LEXICAL, judged=False),
    Way(scoped=False, space=PROVIDER, judged=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """One database, everything that is in it, and what will be asked."""

    size: int
    vectors: dict[str, Halves]
    questions: list[Question]
    readers: dict[str, PostgresNotesReader]

    async def ask(self, question: Question, way: Way, *, limit: int) -> list[NoteHit]:
        """Search as the product does."""
        scope = NoteScope(language="en")
        if way.scoped:
            centre = centre_of(question.note)
            scope = NoteScope(centre=centre, radius_m=_CITY_RADIUS_M, language="en")
        found = await self.readers[way.space].search(
            question.text,
            question.vectors[way.space].astype(np.float32),
            actor=_ASKER,
            scope=scope,
            limit=limit,
        )
        return list(found)

    def truths(self, questions: Sequence[Question], way: Way) -> list[list[float]]:
        """Return the cosines of the nearest notes above the floor, exactly."""
        asked = np.stack([question.vectors[way.space] for question in questions])
        cosines = _cosines(self.vectors[way.space], asked)
        least = floor_of(way.space).related + _TIE
        inside = [
            row[city_of(question.note)] if way.scoped else row
            for row, question in zip(cosines, questions, strict=True)
        ]
        best = [np.sort(row)[::-1][:TOP] for row in inside]
        return [[float(one) for one in row if one >= least] for row in best]


def _cosines(vectors: Halves, asked: Halves) -> Floats:
    """Return shape (asked, vectors), in single precision as the database does."""
    chunks = np.split(vectors, range(_CHUNK, len(vectors), _CHUNK))
    return np.concatenate([_unit(asked) @ _unit(chunk).T for chunk in chunks], axis=1)


def _unit(vectors: Halves) -> Floats:
    whole = vectors.astype(np.float32)
    lengths: Floats = np.linalg.norm(whole, axis=1, keepdims=True)
    return whole / lengths


@dataclass(slots=True)
class _Tally:
    """What was measured of one way: per size, one value a round."""

    p95_ms: dict[int, list[float]] = field(default_factory=dict)
    recall: dict[int, list[float]] = field(default_factory=dict)


async def measure(large: bool) -> tuple[Figure, ...]:  # noqa: FBT001
    """Fill the databases, ask, then ask the labelled questions of the starter notes."""
    sizes = LARGE_SIZES if large else SIZES
    async with (
        installation() as install,
        database(install) as server,
        _stocks(server, sizes) as stocks,
    ):
        tallies = [await _asked(stocks, way) for way in WAYS]
    figures = [
        one
        for way, tally in zip(WAYS, tallies, strict=True)
        for one in _figures(way, tally, sizes)
    ]
    return (*figures, *await labelled())


@asynccontextmanager
async def _stocks(
    server: EmbeddedServer, sizes: Sequence[int]
) -> AsyncIterator[list[Stock]]:
    async with AsyncExitStack() as stack:
        yield [await _stock(server, size, stack) for size in sizes]


async def _stock(server: EmbeddedServer, size: int, stack: AsyncExitStack) -> Stock:
    corpus, name = Corpus(size), f"notes_{size}"
    vectors = {LEXICAL: await corpus.lexical(), PROVIDER: corpus.provider}
    await load_corpus(await copy_of_migrated(server, name), corpus, vectors)
    url = server.url(user=APP_ROLE, database=name)
    pool = await stack.enter_async_context(open_read_pool(url, size=2))
    return Stock(
        size=size,
        vectors=vectors,
        questions=await corpus.questions(WARM_UP + ROUNDS * QUESTIONS),
        readers={space: PostgresNotesReader(pool, embedder=space) for space in vectors},
    )


async def _asked(stocks: Sequence[Stock], way: Way) -> _Tally:
    """Ask in turn, round after round, so that a busy moment hits both."""
    tally = _Tally()
    for stock in stocks:
        await _timed(stock, stock.questions[:WARM_UP], way)
    for n in range(ROUNDS):
        chosen = slice(WARM_UP + n * QUESTIONS, WARM_UP + (n + 1) * QUESTIONS)
        await _round(stocks, way, chosen, tally)
    return tally


async def _round(
    stocks: Sequence[Stock], way: Way, chosen: slice, tally: _Tally
) -> None:
    for stock in stocks:
        questions = stock.questions[chosen]
        took_ms = await _timed(stock, questions, way)
        tally.p95_ms.setdefault(stock.size, []).append(_p95(took_ms))
        found = await _recall(stock, questions[:JUDGED], way)
        tally.recall.setdefault(stock.size, []).append(found)


async def _timed(stock: Stock, questions: Sequence[Question], way: Way) -> list[float]:
    """Return each question's milliseconds, its vector being there already."""
    took: list[float] = []
    for question in questions:
        begun_s = time.perf_counter()
        await stock.ask(question, way, limit=TOP)
        took.append(1_000 * (time.perf_counter() - begun_s))
    return took


async def _recall(stock: Stock, questions: Sequence[Question], way: Way) -> float:
    """Return the mean share of the true nearest that the vector ranking found."""
    judged = zip(questions, stock.truths(questions, way), strict=True)
    shares = [await _share(stock, one, way, truth) for one, truth in judged if truth]
    return float(np.mean([share for share in shares if share is not None]))


async def _share(
    stock: Stock, question: Question, way: Way, truth: Sequence[float]
) -> float | None:
    """Return the share for one question; None where nothing was relevant enough."""
    hits = await stock.ask(question, way, limit=_EVERY_HIT)
    ranked = [hit for hit in hits if hit.vector and hit.vector.rank <= TOP]
    if not ranked:
        return 0.0 if hits else None
    notes = [note_number(hit.note.id) for hit in ranked]
    asked = question.vectors[way.space][np.newaxis]
    right = _cosines(stock.vectors[way.space][notes], asked) >= truth[-1] - _TIE
    return min(1.0, float(np.count_nonzero(right)) / len(truth))


def _p95(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95))


def _figures(way: Way, tally: _Tally, sizes: Sequence[int]) -> list[Figure]:
    small, big = sizes[0], sizes[-1]
    growth = zip(tally.p95_ms[big], tally.p95_ms[small], strict=True)
    asked = f"{QUESTIONS} questions a round, {NOTES_PER_CITY} notes a city"
    return [
        Figure(
            name=f"p95 {way.name}",
            formula=f"95th percentile of a search among {big:,} notes ÷ that "
            f"among {small:,}, asked in turn",
            values=tuple(one / other for one, other in growth),
            size=asked,
            seed=SEED,
            goal=AtMost(2.0) if way.judged else None,
            remark=_milliseconds(tally, sizes),
        ),
        *(_recall_figure(way, tally, size) for size in sizes),
    ]


def _milliseconds(tally: _Tally, sizes: Sequence[int]) -> str:
    medians = [f"{np.median(tally.p95_ms[n]):.1f} ms at {n:,}" for n in sizes]
    return f"Median p95: {', '.join(medians)}."


def _recall_figure(way: Way, tally: _Tally, size: int) -> Figure:
    return Figure(
        name=f"recall@{TOP} {way.name}, {size:,}",
        formula=f"share of the {TOP} nearest above the relevance floor (exact, ties "
        f"± 1e-6 right) among the first {TOP} of the vector ranking",
        values=tuple(tally.recall[size]),
        size=f"{JUDGED} questions a round",
        seed=SEED,
        unit="",
        goal=AtLeast(0.95) if way.judged else None,
        remark="" if way.judged else "Its vectors only re-rank what words found.",
    )

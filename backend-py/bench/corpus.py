"""Synthetic notes: seeded words about topics, seeded vectors like a provider's.

The first notes of a corpus are a smaller corpus. Words follow Zipf's law; a note speaks
of one topic. Vectors lie in clusters and vary within them along few directions, as
embeddings of texts do.
"""

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from walkumentary.gateway.notes import DIMENSIONS
from walkumentary.infra.embedding.lexical import NAME as LEXICAL
from walkumentary.infra.embedding.lexical import LexicalEmbedder

PROVIDER = "provider-bench"
"""Name of the space of the clustered vectors."""
SEED = 20_261_121
NOTES_PER_PLACE = 5
PLACES_PER_CITY = 100
WORDS_PER_NOTE = 28
VOCABULARY = 8_000
TOPICS, WORDS_PER_TOPIC, ON_TOPIC = 400, 60, 12
CLUSTERS, DIRECTIONS = 400, 24
WITHIN_CLUSTER = 0.7
"""Length of what varies within a cluster, beside a centre of length 1."""
QUESTION_WORDS = 5
NEAR_A_NOTE = 0.35
"""Length of what parts a question's vector from its note's, beside a length of 1."""
_CHUNK = 2_000

type Halves = NDArray[np.float16]
type Floats = NDArray[np.float64]
type Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words of one note, and vectors by the space they are of."""

    text: str
    note: int
    vectors: Mapping[str, Halves]


@dataclass(frozen=True)
class Corpus:
    """Notes 0…size-1; five make a place, a hundred places a city."""

    size: int

    @cached_property
    def texts(self) -> list[str]:
        """One text per note."""
        return [text for start in self._chunks() for text in _texts(start)]

    @cached_property
    def provider(self) -> Halves:
        """Clustered unit vectors as stored, shape (size, 1,024)."""
        return np.concatenate([_clustered(start) for start in self._chunks()])

    async def lexical(self) -> Halves:
        """The built-in embedder's vectors as stored, shape (size, 1,024)."""
        parts = [self.texts[start : start + _CHUNK] for start in self._chunks()]
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(max_workers=2) as workers:
            coming = [loop.run_in_executor(workers, embedded, part) for part in parts]
            return np.concatenate(await asyncio.gather(*coming))

    async def questions(self, count: int) -> list[Question]:
        """Return questions, each about one note."""
        random = np.random.default_rng(SEED)
        notes = [int(note) for note in random.integers(self.size, size=count)]
        texts = [self._asked(note, random) for note in notes]
        lexical = (await LexicalEmbedder().embed(texts)).astype(np.float16)
        vectors = zip(lexical, self._near(notes, random), strict=True)
        return [
            Question(text, note, {LEXICAL: one, PROVIDER: other})
            for text, note, (one, other) in zip(texts, notes, vectors, strict=True)
        ]

    def _asked(self, note: int, random: Random) -> str:
        words = self.texts[note].removesuffix(".").split()
        return " ".join(random.choice(words, size=QUESTION_WORDS, replace=False))

    def _near(self, notes: list[int], random: Random) -> Halves:
        aside = _unit(random.normal(size=(len(notes), DIMENSIONS)))
        near = self.provider[notes].astype(np.float64) + NEAR_A_NOTE * aside
        return _unit(near).astype(np.float16)

    def _chunks(self) -> range:
        return range(0, self.size, _CHUNK)


def embedded(texts: list[str]) -> Halves:
    """Embed texts lexically, as the product does, rounded as they are stored."""
    return asyncio.run(LexicalEmbedder().embed(texts)).astype(np.float16)


def _texts(start: int) -> Iterator[str]:
    words, topics, frequent = _language()
    random = np.random.default_rng([SEED, start])
    topic = random.integers(TOPICS, size=_CHUNK)
    on_topic = random.integers(WORDS_PER_TOPIC, size=(_CHUNK, ON_TOPIC))
    common = random.random((_CHUNK, WORDS_PER_NOTE - ON_TOPIC))
    rows = np.concatenate(
        [topics[topic[:, None], on_topic], np.searchsorted(frequent, common)], axis=1
    )
    for row in rows:
        yield " ".join(words[n] for n in row).capitalize() + "."


def _language() -> tuple[list[str], NDArray[np.int64], Floats]:
    """Return words, the words of each topic, and how frequent the first so many are."""
    random = np.random.default_rng(SEED)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    lengths = random.integers(2, 5, size=VOCABULARY)
    words = ["".join(random.choice(syllables, size=length)) for length in lengths]
    topics = random.integers(VOCABULARY, size=(TOPICS, WORDS_PER_TOPIC))
    frequencies = 1.0 / np.arange(10, VOCABULARY + 10)
    return words, topics, np.cumsum(frequencies / frequencies.sum())


def _clustered(start: int) -> Halves:
    shared = np.random.default_rng(SEED)
    centres = _unit(shared.normal(size=(CLUSTERS, DIMENSIONS)))
    directions = _unit(shared.normal(size=(DIRECTIONS, DIMENSIONS)))
    random = np.random.default_rng([SEED, start])
    members = random.integers(CLUSTERS, size=_CHUNK)
    spread = random.normal(size=(_CHUNK, DIRECTIONS)) / np.sqrt(DIRECTIONS)
    vectors = centres[members] + WITHIN_CLUSTER * (spread @ directions)
    return _unit(vectors).astype(np.float16)


def _unit(vectors: Floats) -> Floats:
    lengths: Floats = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / lengths

"""Adapter: an embedder that needs no key, no download and no model."""

import asyncio
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.accounts.usage import Bill
from walkumentary.domain.shared.text import folded
from walkumentary.gateway.notes import DIMENSIONS, Vector

NAME = "lexical-1"
"""Vectors of one name are comparable; any change to the arithmetic is a new name."""

SEED = b"walkumentary-1"
WORD, PAIR, GRAMS = 1.0, 0.2, 1.0
"""Weight of a word, of two neighbours, and of all letter runs of a word together.

Source: tuned on tests/data/questions.toml.
"""
PLAIN = 0.5
"""Weight of words that any place is described with.

Source: tuned likewise.
"""
GRAM_SIZES = (3, 4, 5)
AT_ONCE = 8
"""Texts embedded on the event loop; more go to a thread."""
KNOWN_WORDS = 65_536
"""Words whose features are remembered (about 1 kB each)."""

STOP_WORDS = frozenset(
    "a about above after all also an and any are as at be because been before being "
    "below between both but by can could did do does during each few for from further "
    "had has have having he her here hers him his how i if in into is it its itself "
    "just me more most my no nor not of off on once only or other our ours out over "
    "own same she should so some such than that the their theirs them then there these "
    "they this those through to too under until up us very was we were what when where "
    "which while who whom whose why will with would you your yours s t d m ll re "
    "ve".split()
)
PLAIN_WORDS = frozenset(
    "across against along among around back became become becomes behind beside "
    "between big build building buildings built call called came centuries century "
    "city come comes day days down early end ever every famous find first found front "
    "gave give given gives go great high home house houses inside keep keeps kept "
    "know known large last late later left like long look low made make makes man "
    "many men middle much name names near never new now old one outside part people "
    "place places said say says second see seen set side since small square stand "
    "stands still stood stories story street streets take taken takes tell tells "
    "three time times today told took top town two until visitors way ways well went "
    "within without woman women work works world year years young".split()
)


class LexicalEmbedder:
    """Hashed words, word pairs and letter runs, added up and scaled to unit length.

    Texts that share words or parts of words lie close; nothing is known of synonyms.
    Equal texts get equal vectors on every machine and for ever.
    """

    def __init__(self) -> None:
        self._word = lru_cache(maxsize=KNOWN_WORDS)(_word_features)
        self._pair = lru_cache(maxsize=KNOWN_WORDS)(_slot)

    @property
    def name(self) -> str:
        """See ``EmbedderGateway.name``."""
        return NAME

    async def embed(
        self,
        texts: Sequence[str],
        *,
        bill: Bill | None = None,  # noqa: ARG002 - free
    ) -> NDArray[np.float32]:
        """See ``EmbedderGateway.embed``; no more than ``AT_ONCE`` block the loop."""
        if len(texts) <= AT_ONCE:
            return self._embed_all(texts)
        return await asyncio.to_thread(self._embed_all, texts)

    def _embed_all(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._embed_one(text) for text in texts])

    def _embed_one(self, text: str) -> Vector:
        words = _content_words(text)
        vector = np.zeros(DIMENSIONS, dtype=np.float64)
        for word, times in sorted(Counter(words).items()):
            slots, values = self._word(word)
            np.add.at(vector, slots, values * _damped(times))
        for pair, times in sorted(Counter(pairwise(words)).items()):
            slot, sign = self._pair("pair " + " ".join(pair))
            vector[slot] += sign * PAIR * _damped(times)
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def _content_words(text: str) -> list[str]:
    """Return the folded words without stop words; never none at all."""
    words = folded(text).split()
    telling = [word for word in words if word not in STOP_WORDS]
    return telling or words or [""]


def _damped(times: int) -> float:
    """Return the sublinear weight of a term that occurs so many times."""
    return 1.0 + math.log(times)


def _word_features(word: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return where a word counts and how much: itself, then its letter runs."""
    grams = list(_grams(word))
    hashed = [_slot("word " + word), *(_slot("gram " + gram) for gram in grams)]
    share = PLAIN if word in PLAIN_WORDS else 1.0
    weights = [WORD, *[GRAMS / math.sqrt(len(grams) or 1)] * len(grams)]
    slots = np.array([slot for slot, _ in hashed], dtype=np.intp)
    signs = np.array([sign for _, sign in hashed])
    return slots, share * signs * np.array(weights)


def _grams(word: str) -> Iterator[str]:
    """Yield every run of 3 to 5 letters, the word's ends marked."""
    marked = f"<{word}>"
    for size in GRAM_SIZES:
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]


def _slot(feature: str) -> tuple[int, float]:
    """Return the dimension and the sign a feature is hashed to."""
    digest = int.from_bytes(
        blake2b(feature.encode(), digest_size=8, key=SEED).digest(), "big"
    )
    return digest % DIMENSIONS, 1.0 if digest >> 63 else -1.0

"""The narration plan: who talks how long, in whole length buckets.

Talk time is what the minutes leave after walking and the short pieces; it is shared
out in buckets of words, so that a narration's length never depends on the voice.
Source: spec, tours, points 5 and 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BUCKETS = (170, 260, 340, 510, 680)
"""Lengths of a stop narration in words."""
MIN_TALK_S, MAX_TALK_S = 60.0, 240.0
TOLERANCE = 0.06
"""A bucket may miss the talk bounds by this much: voices differ."""
FILL = 0.98
"""Share of the talk time planned for, since sentences are whole."""
GRAIN = 10
"""Greatest common divisor of the buckets, in words."""
FEWEST_WORDS = 60
"""A landmark with less to tell is no stop."""
MIN_STOPS, MAX_STOPS = 3, 15
STOPS_UP_TO_45 = 7


def stop_range(minutes: int) -> tuple[int, int]:
    """Return the fewest and most stops: 3 to 7, one more per 8 minutes above 45."""
    extra = max(0, minutes - 45) // 8
    return MIN_STOPS, min(MAX_STOPS, STOPS_UP_TO_45 + extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appetite:
    """The lengths a stop can have: buckets its notes fill and the voice allows.

    ``buckets`` is never empty; ``words_per_s`` is the voice's rate at the speed asked.
    """

    buckets: tuple[int, ...]
    words_per_s: float

    @property
    def min_s(self) -> float:
        """Seconds of its shortest narration."""
        return self.buckets[0] / self.words_per_s

    @property
    def max_s(self) -> float:
        """Seconds of its longest narration."""
        return self.buckets[-1] / self.words_per_s


def appetite(*, words: int, words_per_s: float) -> Appetite | None:
    """Return what a landmark with so many words of notes can be given.

    Returns:
        None where its notes cannot fill a stop of ``FEWEST_WORDS``.
    """
    if words < FEWEST_WORDS:
        return None
    low = MIN_TALK_S * (1 - TOLERANCE) * words_per_s
    high = min(words, MAX_TALK_S * (1 + TOLERANCE) * words_per_s)
    fitting = tuple(size for size in BUCKETS if low <= size <= high)
    return Appetite(buckets=fitting or (_most(words),), words_per_s=words_per_s)


def _most(words: int) -> int:
    """Return the longest narration that few words of notes can fill."""
    filled = [size for size in BUCKETS if size <= words]
    return max(filled, default=words // GRAIN * GRAIN)


def shared_out(appetites: Sequence[Appetite], *, talk_s: float) -> tuple[int, ...]:
    """Give every stop a length; together as near to ``talk_s`` as buckets allow.

    Among the ways that come within two percent of the best filling, the most even one
    (by the stops' own capacity) wins; ties go to the lexicographically first.

    Args:
        appetites: one per stop, in walking order.
        talk_s: seconds for all narrations together.
    """
    rate = appetites[0].words_per_s
    room = int(talk_s * FILL * rate) // GRAIN
    capacity = sum(one.buckets[-1] for one in appetites)
    share = min(1.0, room * GRAIN / capacity)
    ways: dict[int, _Way] = {0: _Way(0.0, ())}
    for one in appetites:
        ways = _extended(ways, one, share=share)
    return _chosen(ways, room=room).words


@dataclass(frozen=True, slots=True)
class _Way:
    unevenness: float
    words: tuple[int, ...]

    def plus(self, words: int, *, fair: float) -> "_Way":
        return _Way(self.unevenness + (words - fair) ** 2, (*self.words, words))


def _extended(ways: dict[int, _Way], one: Appetite, *, share: float) -> dict[int, _Way]:
    fair = one.buckets[-1] * share
    longer: dict[int, _Way] = {}
    for total, way in ways.items():
        for size in one.buckets:
            key = total + size // GRAIN
            new = way.plus(size, fair=fair)
            longer[key] = min(
                longer.get(key, new), new, key=lambda w: (w.unevenness, w.words)
            )
    return longer


def _chosen(ways: dict[int, _Way], *, room: int) -> _Way:
    fitting = [total for total in ways if total <= room] or [min(ways)]
    fullest = max(fitting)
    near = [total for total in fitting if total >= fullest * 0.98]
    return min((ways[total] for total in near), key=lambda w: (w.unevenness, w.words))

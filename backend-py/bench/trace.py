"""The trace: who asks for what, in order; the same on every machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from random import Random

from walkumentary.domain.tours.interests import Interest
from walkumentary.domain.tours.request import Style

SEED = 7
REQUESTS = 2_000
STARTS = 40
MINUTES = {15: 2, 30: 5, 45: 2, 60: 1}
"""How many of ten ask for so long."""
USUAL_STYLE, USUAL_SHARE = Style.CONVERSATIONAL, 0.8
MOST_INTERESTS = 3
CHECKSUM = "fe86cde2701ed647b3625569596a9485af504a16f648526c8890e16676099fdd"
"""SHA-256 of the whole trace, one line a request."""

type PlanKey = tuple[int, tuple[str, ...], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One request: at which landmark (0 is the most asked for), and what for."""

    start: int
    interests: tuple[str, ...]
    minutes: int
    style: str

    @property
    def plan_key(self) -> PlanKey:
        """What a plan depends on; the style is not of it."""
        return self.start, self.interests, self.minutes


def trace() -> list[Wish]:
    """Return the requests.

    Starts follow Zipf's law with exponent 1; one to three of the twelve interests and
    the styles besides the usual one are equally likely.
    """
    random = Random(SEED)  # noqa: S311 - luck, not secrecy
    return [_wish(random) for _ in range(REQUESTS)]


def checksum(wishes: Sequence[Wish]) -> str:
    """Return what changes when any request does."""
    lines = (
        f"{one.start} {','.join(one.interests)} {one.minutes} {one.style}\n"
        for one in wishes
    )
    return sha256("".join(lines).encode()).hexdigest()


def _wish(random: Random) -> Wish:
    zipf = list(accumulate(1 / rank for rank in range(1, STARTS + 1)))
    [start] = random.choices(range(STARTS), cum_weights=zipf)
    wanted = random.randint(1, MOST_INTERESTS)
    [minutes] = random.choices(list(MINUTES), weights=list(MINUTES.values()))
    return Wish(
        start=start,
        interests=tuple(random.sample([one.value for one in Interest], wanted)),
        minutes=minutes,
        style=_style(random),
    )


def _style(random: Random) -> str:
    others = [style.value for style in Style if style is not USUAL_STYLE]
    usual = random.random() < USUAL_SHARE
    return USUAL_STYLE.value if usual else random.choice(others)

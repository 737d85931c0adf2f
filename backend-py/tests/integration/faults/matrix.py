"""The faults of the matrix, and how far each of them strikes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import pytest

from tests.simulator.knobs import Fault, Kind
from tests.simulator.server import Simulator
from walkumentary.domain.ops.resilience import BALANCED, Resilience

NOBODY = "http://127.0.0.1:1/v1"
"""Where no server listens."""
FOR_EVER = 1_000_000
PACE = 10.0
"""So many seconds of patience pass in one."""
STRATEGY = BALANCED
CALM = Resilience(
    name="calm", failures_to_open=1_000, recovery_s=60.0, strategy=STRATEGY
)
"""Breakers stay closed, so that every failure is seen for what it is."""


class Reach(StrEnum):
    """How far a fault strikes."""

    ONCE = "once"
    """One call of the preferred provider."""
    PRIMARY = "primary"
    """Every call of the preferred provider."""
    ALL = "all"
    """Every call of every provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One fault, and what it comes to where nobody takes over.

    Args:
        name: of its cells.
        fault: what the simulator is told; its path is put in by ``strike``.
        causes: codes of errors that may be named; none where it does no harm.
        calls: how often a provider is asked for one thing, at most.
        is_slow: it is found out by waiting, so patience is short.
        is_lucky: it may strike after everything was said.
    """

    name: str
    fault: Fault
    causes: frozenset[str]
    calls: int = STRATEGY.attempts
    is_slow: bool = False
    is_lucky: bool = False

    @property
    def harmless(self) -> bool:
        """Whether an answer in which it strikes is good all the same."""
        return not self.causes


AWAY, LATE = "gateway-unavailable", "gateway-timeout"
UNNAMED = frozenset({"unnamed"})
"""Of a trouble whose cause nobody is told."""
ONCE_MORE = 2
NEVER_AGAIN = 1


def passing(name: str, fault: Fault, *causes: str) -> Trouble:
    """Return a trouble that is worth all attempts."""
    return Trouble(name=name, fault=fault, causes=frozenset(causes or {AWAY}))


def slow(name: str, fault: Fault, *causes: str) -> Trouble:
    """Return a trouble that is found out by waiting."""
    named = frozenset(causes or {LATE})
    return Trouble(name=name, fault=fault, causes=named, is_slow=True)


def broken(name: str, fault: Fault, *causes: str) -> Trouble:
    """Return a trouble that is worth asking once more."""
    named = frozenset(causes) or UNNAMED
    return Trouble(name=name, fault=fault, causes=named, calls=ONCE_MORE)


def final(name: str, fault: Fault, *causes: str) -> Trouble:
    """Return a trouble that is not worth asking again."""
    named = frozenset(causes) or UNNAMED
    return Trouble(name=name, fault=fault, causes=named, calls=NEVER_AGAIN)


def harmless(name: str, fault: Fault) -> Trouble:
    """Return a trouble that is none."""
    return Trouble(name=name, fault=fault, causes=frozenset(), calls=1)


def lucky(trouble: Trouble) -> Trouble:
    """Return the trouble as one that may come too late."""
    return replace(trouble, is_lucky=True)


def status(number: int, *, retry_after_s: float | None = None, code: str = "") -> Fault:
    """Return the fault of a status."""
    return Fault(
        kind=Kind.STATUS,
        status=number,
        retry_after_s=retry_after_s,
        code=code or None,
    )


REFUSED = "gateway-refused"
STATUSES: Sequence[Trouble] = (
    passing("429", status(429)),
    passing("429-in-2-s", status(429, retry_after_s=2)),
    final("429-in-an-hour", status(429, retry_after_s=3_600), AWAY),
    passing("408", status(408)),
    passing("409", status(409)),
    passing("500", status(500)),
    passing("502", status(502)),
    passing("503", status(503)),
    passing("529", status(529)),
    final("400", status(400), REFUSED),
    final("413", status(413), REFUSED),
    final("422", status(422), REFUSED),
)
"""Those that mean the same to everybody."""
SPENT = final("429-spent", status(429, code="insufficient_quota"), REFUSED)
"""As OpenAI says it."""
KEYS: Sequence[Trouble] = (
    final("401", status(401), "key-refused"),
    final("403", status(403), "key-refused"),
    final("404-model", status(404), "model-not-found"),
)
"""Those that chat and embedding models name more closely than voices."""


def strike(
    trouble: Trouble,
    reach: Reach,
    *providers: tuple[Simulator, str],
) -> None:
    """Set the simulators, the preferred one first, each with the path it is asked at.

    What a previous cell left is forgotten.
    """
    times = 1 if reach is Reach.ONCE else FOR_EVER
    struck = providers if reach is Reach.ALL else providers[:1]
    for simulator, path in providers:
        simulator.calls.clear()
        simulator.knobs.faults.clear()
        if (simulator, path) in struck:
            fault = replace(trouble.fault, path=path, times=times)
            simulator.knobs.faults.append(fault)


def cells(
    troubles: Sequence[Trouble],
    *,
    at_once: Sequence[str] = (),
    reaches: Sequence[Reach] = tuple(Reach),
) -> list[object]:
    """Return every trouble at every reach as parameters of a test.

    Args:
        troubles: the rows.
        at_once: names of the rows that ``make test`` runs too.
        reaches: the columns.
    """
    return [
        pytest.param(
            trouble,
            reach,
            id=f"{trouble.name}-{reach}",
            marks=[] if trouble.name in at_once else [pytest.mark.ci],
        )
        for trouble in troubles
        for reach in reaches
    ]

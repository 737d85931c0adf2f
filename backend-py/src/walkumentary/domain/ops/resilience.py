"""How patient we are with what lies outside: strategies, presets, own settings.

Source: spec, models, resilience; the keys of a custom configuration are seed 002's.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from walkumentary.domain.shared.errors import FieldProblem, Invalid


class ResilienceInvalid(Invalid):
    """A preset or a custom configuration that cannot be used."""

    code = "resilience-invalid"
    title = "Resilience configuration not valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """How often and how long one call is tried.

    Args:
        name: of the table below.
        attempts: at most so many per provider.
        backoff_s: the first pause at most; it doubles with every failure.
        longest_backoff_s: no pause is longer.
        total_s: from the call to its first item, over all attempts and pauses.
    """

    name: str
    attempts: int
    backoff_s: float
    longest_backoff_s: float
    total_s: float

    def pause_s(self, *, failures: int, luck: float) -> float:
        """Return the pause after so many failures: exponential, with full jitter.

        Args:
            failures: 1 or more.
            luck: 0…1, drawn anew for every pause.

        Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
        """
        # Beyond 2**30 the power is of no interest, and could overflow.
        longest_s = self.backoff_s * 2.0 ** min(failures - 1, 30)
        return luck * min(self.longest_backoff_s, longest_s)


def _strategy(
    name: str, attempts: int, backoff_s: tuple[float, float], total_s: float
) -> Strategy:
    return Strategy(
        name=name,
        attempts=attempts,
        backoff_s=backoff_s[0],
        longest_backoff_s=backoff_s[1],
        total_s=total_s,
    )


AGGRESSIVE = _strategy("aggressive", 2, (0.5, 5.0), 10.0)
BALANCED = _strategy("balanced", 3, (1.0, 10.0), 30.0)
CONSERVATIVE = _strategy("conservative", 5, (2.0, 30.0), 120.0)
CRITICAL = _strategy("critical", 7, (1.5, 60.0), 300.0)

STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {one.name: one for one in (AGGRESSIVE, BALANCED, CONSERVATIVE, CRITICAL)}
)


class Operation(StrEnum):
    """What is asked of the outside."""

    NARRATE = "narrate"
    SPEAK = "speak"
    EMBED = "embed"
    LOOK = "look"
    GEOCODE = "geocode"
    ROUTE = "route"
    CHAT = "chat"
    ANSWER = "answer"
    SENTIMENT = "sentiment"
    STORE = "store"
    IDENTIFY = "identify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resilience:
    """A whole configuration.

    Args:
        name: of the preset it comes from.
        failures_to_open: so many failures of a provider in a row open its breaker.
        recovery_s: so long an open breaker lets nobody through.
        strategy: of every operation without one of its own.
        strategies: by operation.
    """

    name: str
    failures_to_open: int
    recovery_s: float
    strategy: Strategy
    strategies: Mapping[Operation, Strategy] = MappingProxyType({})

    def strategy_for(self, operation: Operation) -> Strategy:
        """Return how patient we are with an operation."""
        return self.strategies.get(operation, self.strategy)


INTERACTIVE: Mapping[Operation, Strategy] = MappingProxyType(
    dict.fromkeys(
        (
            Operation.EMBED,
            Operation.LOOK,
            Operation.GEOCODE,
            Operation.ROUTE,
            Operation.IDENTIFY,
        ),
        AGGRESSIVE,
    )
)
"""What somebody waits for while their request is open, whichever the preset."""

PRESETS: Mapping[str, Resilience] = MappingProxyType(
    {
        "simple": Resilience(
            name="simple",
            failures_to_open=5,
            recovery_s=60.0,
            strategy=BALANCED,
            strategies=INTERACTIVE,
        ),
        "development": Resilience(
            name="development",
            failures_to_open=3,
            recovery_s=30.0,
            strategy=AGGRESSIVE,
            strategies=INTERACTIVE,
        ),
        "production": Resilience(
            name="production",
            failures_to_open=10,
            recovery_s=120.0,
            strategy=CONSERVATIVE,
            strategies=MappingProxyType(
                {
                    **INTERACTIVE,
                    Operation.CHAT: CRITICAL,
                    Operation.ANSWER: CRITICAL,
                    Operation.SENTIMENT: AGGRESSIVE,
                }
            ),
        ),
    }
)

type Check = Callable[[object], str | None]
"""Returns what is wrong with a value, if anything is."""


def configured(preset: str, custom: str | None = None) -> Resilience:
    """Return a preset, changed by a custom configuration.

    Args:
        preset: a name in ``PRESETS``.
        custom: a JSON object with any of the keys of ``CUSTOM``.

    Raises:
        ResilienceInvalid: with every problem there is.
    """
    if preset not in PRESETS:
        raise _invalid([FieldProblem("", f"use one of {', '.join(PRESETS)}")])
    wishes = _object(custom or "{}")
    problems = list(_problems(wishes))
    if problems:
        raise _invalid(problems)
    return _changed(PRESETS[preset], wishes)


def _whole(least: int, most: int) -> Check:
    def check(value: object) -> str | None:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        fits = is_whole and value in range(least, most + 1)
        return None if fits else f"must be a whole number in {least}…{most}"

    return check


def _named(value: object) -> str | None:
    return None if value in list(STRATEGIES) else f"use one of {', '.join(STRATEGIES)}"


def _overriding(value: object) -> str | None:
    pairs = value.items() if isinstance(value, dict) else [(None, None)]
    known, strategies = list(Operation), list(STRATEGIES)
    fine = all(key in known and name in strategies for key, name in pairs)
    form = f"{{one of {', '.join(Operation)}: one of {', '.join(STRATEGIES)}}}"
    return None if fine else f"must be an object {form}"


CUSTOM: Mapping[str, Check] = MappingProxyType(
    {
        "retry_attempts": _whole(1, 10),
        "circuit_breaker_threshold": _whole(1, 50),
        "recovery_timeout": _whole(1, 600),
        "default_strategy": _named,
        "operation_overrides": _overriding,
    }
)
"""Keys of a custom configuration; ``recovery_timeout`` is in seconds."""


def _object(text: str) -> Mapping[str, object]:
    try:
        read: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _invalid([FieldProblem("", "must be a JSON object")]) from error
    if not isinstance(read, dict):
        raise _invalid([FieldProblem("", "must be a JSON object")])
    return read


def _problems(wishes: Mapping[str, object]) -> Iterator[FieldProblem]:
    for key, value in wishes.items():
        wrong = CUSTOM.get(key, _unknown)(value)
        if wrong:
            yield FieldProblem(f"/{key}", wrong)


def _unknown(_value: object) -> str:
    return f"unknown; there are {', '.join(CUSTOM)}"


def _changed(preset: Resilience, wishes: Mapping[str, object]) -> Resilience:
    """Return the preset with checked wishes; attempts hold for every strategy."""
    overrides = wishes.get("operation_overrides", {})
    own = dict(overrides) if isinstance(overrides, dict) else {}
    named = {Operation(key): STRATEGIES[name] for key, name in own.items()}
    default = str(wishes.get("default_strategy", preset.strategy.name))
    threshold = wishes.get("circuit_breaker_threshold", preset.failures_to_open)
    recovery_s = wishes.get("recovery_timeout", preset.recovery_s)
    attempts = wishes.get("retry_attempts")
    return Resilience(
        name=preset.name,
        failures_to_open=int(str(threshold)),
        recovery_s=float(str(recovery_s)),
        strategy=_tried(STRATEGIES[default], attempts),
        strategies={
            one: _tried(strategy, attempts)
            for one, strategy in {**preset.strategies, **named}.items()
        },
    )


def _tried(strategy: Strategy, attempts: object) -> Strategy:
    return (
        replace(strategy, attempts=attempts) if isinstance(attempts, int) else strategy
    )


def _invalid(problems: list[FieldProblem]) -> ResilienceInvalid:
    told = "; ".join(f"{one.pointer or '/'}: {one.detail}" for one in problems)
    return ResilienceInvalid(told, fields=problems)

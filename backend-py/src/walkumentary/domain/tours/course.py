"""A leg's manoeuvres as a walker remembers them: few moves, no jogs.

An engine names every kerb it crosses. A move here is a stretch worth saying: jogs are
part of the stretch before them, and what they turn one way and the other cancels out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import dropwhile

from walkumentary.domain.tours.manoeuvres import Manoeuvre, Turn

JOG_M = 30.0
"""A shorter step is no stretch of its own."""

_ANGLES = {
    Turn.SLIGHT_RIGHT: 40.0,
    Turn.RIGHT: 90.0,
    Turn.SHARP_RIGHT: 140.0,
    Turn.BACK: 180.0,
    Turn.SHARP_LEFT: -140.0,
    Turn.LEFT: -90.0,
    Turn.SLIGHT_LEFT: -40.0,
}
"""Degrees that a turn stands for, where only its name is known."""
_BY_ANGLE = (
    (25.0, Turn.STRAIGHT, Turn.STRAIGHT),
    (60.0, Turn.SLIGHT_RIGHT, Turn.SLIGHT_LEFT),
    (125.0, Turn.RIGHT, Turn.LEFT),
    (160.0, Turn.SHARP_RIGHT, Turn.SHARP_LEFT),
)
"""Up to so many degrees either way, it is called so."""
_BENDS = frozenset({Turn.SLIGHT_LEFT, Turn.SLIGHT_RIGHT})
ALWAYS_SAID = frozenset({Turn.STAIRS, Turn.ESCALATOR, Turn.LIFT})
"""Moves of their own, however short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A stretch: how one turns into it, its metres, its street ("" without a name)."""

    turn: Turn
    distance_m: float
    street: str
    bearing_deg: float


def moves(manoeuvres: Sequence[Manoeuvre]) -> tuple[Move, ...]:
    """Return the moves of a leg; the first begins with ``Turn.START``."""
    steps = [step for step in manoeuvres if step.turn is not Turn.ARRIVE]
    walked = list(dropwhile(_is_jog, steps)) or steps[-1:]
    if not walked:
        return ()
    skipped_m = sum(step.distance_m for step in steps[: len(steps) - len(walked)])
    first = _move(walked[0], Turn.START)
    begun = replace(first, distance_m=first.distance_m + skipped_m)
    return reduce(_Course.then, walked[1:], _Course((begun,))).moves


@dataclass(frozen=True, slots=True)
class _Course:
    """The moves so far, and the degrees that jogs have turned since the last."""

    moves: tuple[Move, ...]
    turned_deg: float = 0.0

    def then(self, step: Manoeuvre) -> "_Course":
        if step.turn in ALWAYS_SAID:
            return _Course((*self.moves, _move(step, step.turn)))
        angle = self.turned_deg + _ANGLES.get(step.turn, 0.0)
        if _is_jog(step):
            return _Course(self._longer(step), angle)
        return self._stretch(step, _named(angle))

    def _stretch(self, step: Manoeuvre, turn: Turn) -> "_Course":
        if _goes_on(self.moves[-1], step, turn):
            return _Course(self._longer(step))
        return _Course((*self.moves, _move(step, turn)))

    def _longer(self, step: Manoeuvre) -> tuple[Move, ...]:
        *others, last = self.moves
        return (*others, replace(last, distance_m=last.distance_m + step.distance_m))


def _goes_on(last: Move, step: Manoeuvre, turn: Turn) -> bool:
    """Return whether a step is the stretch before it, gone on with."""
    if last.turn in ALWAYS_SAID:
        return False
    same_street = bool(step.street) and step.street == last.street
    bends = turn in _BENDS and same_street
    return bends or (turn is Turn.STRAIGHT and step.street in {"", last.street})


def _is_jog(step: Manoeuvre) -> bool:
    return step.distance_m < JOG_M and step.turn not in ALWAYS_SAID


def _move(step: Manoeuvre, turn: Turn) -> Move:
    return Move(
        turn=turn,
        distance_m=step.distance_m,
        street=step.street,
        bearing_deg=step.bearing_deg,
    )


def _named(angle_deg: float) -> Turn:
    """Return what a turn by so many degrees is called; right is positive."""
    turned = (angle_deg + 180.0) % 360.0 - 180.0
    names = (pair for limit, *pair in _BY_ANGLE if abs(turned) <= limit)
    to_the_right, to_the_left = next(names, (Turn.BACK, Turn.BACK))
    return to_the_right if turned > 0 else to_the_left

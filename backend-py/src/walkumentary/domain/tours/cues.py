"""The words that code speaks: directions, a welcome, a farewell.

Estimated legs know metres, minutes and sides, but no streets: never "turn".
Source: spec, tours, point 6.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.geo import Coordinates

COMPASS = (
    "north", "north-east", "east", "south-east",
    "south", "south-west", "west", "north-west",
)  # fmt: skip
SIDES = (
    "straight ahead",
    "ahead and to your right",
    "to your right",
    "back and to your right",
    "back the way you came",
    "back and to your left",
    "to your left",
    "ahead and to your left",
)
HERE_M = 35.0
"""Nearer than this, the stop is where one stands."""
SEEN_M = 120.0
"""A landmark this close to the way can be seen from it."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waypoint:
    """Something on or near the way; ``name`` as spoken ("the Pantheon")."""

    name: str
    coordinates: Coordinates
    look_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A leg as estimated; ``before`` is where the previous one began, if any."""

    before: Coordinates | None
    start: Coordinates
    stop: Waypoint
    distance_m: float
    duration_s: float


def direction(leg: Leg) -> str:
    """Return the side relative to the leg before; a compass point if there was none."""
    heading = leg.start.bearing_deg(leg.stop.coordinates)
    if leg.before is None or leg.before.distance_m(leg.start) < HERE_M:
        return "to the " + COMPASS[_eighth(heading)]
    return SIDES[_eighth(heading - leg.before.bearing_deg(leg.start))]


def cue(leg: Leg, *, seen: Waypoint | None) -> tuple[str, ...]:
    """Return the sentences that lead to the stop.

    Args:
        leg: the estimated leg.
        seen: a landmark visible on the way, or None.
    """
    if leg.distance_m < HERE_M:
        return (f"You are standing at {leg.stop.name} now.", *_around(seen))
    walk = f"Walk {direction(leg)} for {_length(leg)} to {leg.stop.name}."
    return (walk, *_passing(seen), *_looking(leg.stop))


def way_back(*, distance_m: float, duration_s: float) -> str:
    """Return the cue for the leg to a fixed end."""
    return (
        f"From this last stop it is {_minutes(duration_s)}, about "
        f"{_metres(distance_m)}, to the end of the walk."
    )


def visible(leg: Leg, others: Sequence[Waypoint]) -> Waypoint | None:
    """Return the other landmark nearest to the way, if it can be seen from it."""
    away = [(_off_the_way(leg, one.coordinates), one) for one in others]
    near = [
        (off_m, one.name, n) for n, (off_m, one) in enumerate(away) if off_m <= SEEN_M
    ]
    return others[min(near)[2]] if near else None


def welcome(*, city: str | None, first: str, last: str, topics: Sequence[str]) -> str:
    """Return the opening sentence; names only what notes can vouch for."""
    where = f" through {city}" if city else ""
    ear = f", with an ear for {_listed(topics)}" if topics else ""
    return f"Welcome to this walk{where}, from {first} to {last}{ear}."


def farewell(*, last: str, goes_on: bool) -> str:
    """Return the closing sentence; the walk may go on to a fixed end."""
    ends = (
        f"{_opening(last)} is the last stop" if goes_on else f"The walk ends at {last}"
    )
    return (
        f"{ends}, so thank you for walking and listening, and enjoy the streets "
        "around you."
    )


def spoken_name(name: str, texts: Sequence[str]) -> str:
    """Return the name with "the" where the place's own notes mostly say it so."""
    everything = " ".join(texts)
    said = len(re.findall(rf"\b{re.escape(name)}\b", everything))
    articled = len(re.findall(rf"\b[Tt]he {re.escape(name)}\b", everything))
    return f"the {name}" if articled * 2 > said else name


def _length(leg: Leg) -> str:
    return f"{_minutes(leg.duration_s)}, about {_metres(leg.distance_m)},"


def _minutes(duration_s: float) -> str:
    minutes = max(1, round(duration_s / 60))
    return "one minute" if minutes == 1 else f"{spelled(minutes)} minutes"


def _metres(distance_m: float) -> str:
    return f"{max(10, round(distance_m / 10) * 10)} metres"


def spelled(number: int) -> str:
    """Return a small number as a word, larger ones as digits."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def _passing(seen: Waypoint | None) -> tuple[str, ...]:
    if seen is None:
        return ()
    return (f"On the way, {seen.name} comes into view.",)


def _around(seen: Waypoint | None) -> tuple[str, ...]:
    return () if seen is None else (f"From here, {seen.name} is in view.",)


def _looking(stop: Waypoint) -> tuple[str, ...]:
    if not stop.look_for:
        return ()
    return (f"Look for {stop.look_for}.",)


def _opening(name: str) -> str:
    return name[:1].upper() + name[1:]


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _eighth(angle_deg: float) -> int:
    return round((angle_deg % 360.0) / 45.0) % 8


def _off_the_way(leg: Leg, point: Coordinates) -> float:
    """Metres a point lies off the way: the detour over it, halved."""
    over = leg.start.distance_m(point) + point.distance_m(leg.stop.coordinates)
    return (over - leg.start.distance_m(leg.stop.coordinates)) / 2

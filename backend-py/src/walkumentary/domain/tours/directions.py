"""Directions over real streets: few, short, and in the language of the tour.

Composed in the languages of ``PHRASES``; in any other, the engine's own sentences are
said for the moves that matter. Source: spec, tours, point 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.languages import primary
from walkumentary.domain.tours.course import ALWAYS_SAID, JOG_M, Move, moves
from walkumentary.domain.tours.cues import HERE_M, Waypoint, spelled
from walkumentary.domain.tours.direction_phrases import PHRASES, Phrases
from walkumentary.domain.tours.manoeuvres import Manoeuvre, Turn
from walkumentary.domain.tours.paths import off_path_m

MOST_MOVES = 4
"""More than these nobody keeps in mind: then the main street and where to is said."""
SEEN_M = 40.0
"""A landmark this close to a street walked is seen from it."""
REACHED_M = 8.0
"""Nearer than this to the end of the way, the stop is on no side of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetLeg:
    """A leg as an engine found it; ``path`` are its points, in walking order."""

    stop: Waypoint
    distance_m: float
    duration_s: float
    path: Sequence[Coordinates]
    manoeuvres: Sequence[Manoeuvre]


def directions(
    leg: StreetLeg, *, language: str, seen: Waypoint | None
) -> tuple[str, ...]:
    """Return the sentences that lead to the stop.

    Args:
        leg: the way.
        language: of the tour.
        seen: a landmark visible on the way, or None.
    """
    phrases = PHRASES.get(primary(language))
    if phrases is None:
        return _in_the_engines_words(leg)
    passing = (phrases.passing.format(name=seen.name),) if seen else ()
    if leg.distance_m < HERE_M:
        return (phrases.here.format(name=leg.stop.name), *passing)
    look = _look_for(leg.stop, phrases)
    return (_walk(leg, phrases), *passing, _arrival(leg, phrases), *look)


def visible(leg: StreetLeg, others: Sequence[Waypoint]) -> Waypoint | None:
    """Return the other landmark nearest to the way, if it can be seen from it."""
    away = [
        (off_path_m(leg.path, one.coordinates), one.name, n)
        for n, one in enumerate(others)
    ]
    near = [one for one in away if one[0] <= SEEN_M]
    return others[min(near)[2]] if near else None


def _in_the_engines_words(leg: StreetLeg) -> tuple[str, ...]:
    said = [
        step.instruction
        for step in leg.manoeuvres
        if step.instruction and step.turn is not Turn.ARRIVE
        if step.distance_m >= JOG_M
    ]
    return (*said[:MOST_MOVES], f"{leg.stop.name}.")


def _walk(leg: StreetLeg, phrases: Phrases) -> str:
    course = moves(leg.manoeuvres)
    if 1 <= len(course) <= MOST_MOVES:
        return _turn_by_turn(course, phrases)
    return _overview(leg, course, phrases)


def _turn_by_turn(course: Sequence[Move], phrases: Phrases) -> str:
    first, *others = course
    begun = phrases.walk.format(
        compass=phrases.compass[_eighth(first.bearing_deg)],
        along=_filled(phrases.along, first.street),
        metres=_metres(first.distance_m),
    )
    turns = [_turning(move, phrases) for move in others]
    goes_on = [_how_far(move, phrases) for move in others[:-1]]
    said = [
        f", {phrases.then} {turn}{how_far}"
        for turn, how_far in zip(turns, [*goes_on, ""], strict=False)
    ]
    return "".join([begun, *said, "."])


def _how_far(move: Move, phrases: Phrases) -> str:
    is_stretch = move.distance_m >= JOG_M and move.turn not in ALWAYS_SAID
    if not is_stretch:
        return ""
    return phrases.go_on.format(metres=_metres(move.distance_m))


def _turning(move: Move, phrases: Phrases) -> str:
    return phrases.turns[move.turn] + _filled(phrases.into, move.street)


def _overview(leg: StreetLeg, course: Sequence[Move], phrases: Phrases) -> str:
    named = [move for move in course if move.street]
    longest = max(named, key=lambda move: move.distance_m, default=None)
    walk = phrases.walk.format(
        compass=phrases.compass[_eighth(leg.path[0].bearing_deg(leg.path[-1]))],
        along="",
        metres=_metres(leg.distance_m),
    )
    return f"{walk}{_filled(phrases.mostly, longest.street if longest else '')}."


def _arrival(leg: StreetLeg, phrases: Phrases) -> str:
    end, stop = leg.path[-1], leg.stop.coordinates
    time = _time(leg.duration_s, phrases)
    if end.distance_m(stop) < REACHED_M:
        return phrases.reach.format(time=time, name=leg.stop.name)
    turn_deg = end.bearing_deg(stop) - leg.path[-2].bearing_deg(end)
    side = round((turn_deg % 360.0) / 90.0) % 4
    return phrases.sides[side].format(time=time, name=leg.stop.name)


def _look_for(stop: Waypoint, phrases: Phrases) -> tuple[str, ...]:
    if not stop.look_for or not phrases.look_for:
        return ()
    return (phrases.look_for.format(what=stop.look_for),)


def _time(duration_s: float, phrases: Phrases) -> str:
    minutes = max(1, round(duration_s / 60))
    one, many = phrases.minutes
    said = spelled(minutes) if phrases is PHRASES["en"] else str(minutes)
    return one if minutes == 1 else many.format(n=said)


def _filled(template: str, street: str) -> str:
    return template.format(street=street) if street else ""


def _metres(distance_m: float) -> int:
    return max(10, round(distance_m / 10) * 10)


def _eighth(angle_deg: float) -> int:
    return round((angle_deg % 360.0) / 45.0) % 8

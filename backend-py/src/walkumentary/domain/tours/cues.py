"""The words that code speaks: directions, a welcome, a farewell.

Estimated legs know metres, minutes and sides, but no streets: never "turn".
Source: spec, tours, point 6.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.framing_phrases import FramingPhrases, phrases_of

HERE_M = 35.0
"""Nearer than this, the stop is where one stands."""
SEEN_M = 120.0
"""A landmark this close to the way can be seen from it."""


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


def direction(leg: Leg, *, language: str = "en") -> str:
    """Return the side relative to the leg before; a compass point if there was none."""
    said = phrases_of(language)
    heading = leg.start.bearing_deg(leg.stop.coordinates)
    if leg.before is None or leg.before.distance_m(leg.start) < HERE_M:
        return said.compass[_eighth(heading)]
    return said.sides[_eighth(heading - leg.before.bearing_deg(leg.start))]


def cue(leg: Leg, *, seen: Waypoint | None, language: str = "en") -> tuple[str, ...]:
    """Return the sentences that lead to the stop.

    Args:
        leg: the estimated leg.
        seen: a landmark visible on the way, or None.
        language: BCP 47 tag; English where its phrases are not known.
    """
    said, name = phrases_of(language), leg.stop.name
    if leg.distance_m < HERE_M:
        return (said.here.format(name=name), *_seen(said.around, seen))
    walk = said.walk.format(
        direction=direction(leg, language=language),
        time=_minutes(leg.duration_s, said),
        metres=_metres(leg.distance_m),
        name=name,
    )
    return (walk, *_seen(said.passing, seen), *_looking(leg.stop, said))


def way_back(*, distance_m: float, duration_s: float, language: str = "en") -> str:
    """Return the cue for the leg to a fixed end."""
    said = phrases_of(language)
    return said.way_back.format(
        time=_minutes(duration_s, said), metres=_metres(distance_m)
    )


def visible(leg: Leg, others: Sequence[Waypoint]) -> Waypoint | None:
    """Return the other landmark nearest to the way, if it can be seen from it."""
    away = [(_off_the_way(leg, one.coordinates), one) for one in others]
    near = [
        (off_m, one.name, n) for n, (off_m, one) in enumerate(away) if off_m <= SEEN_M
    ]
    return others[min(near)[2]] if near else None


def welcome(
    *,
    city: str | None,
    first: str,
    last: str,
    topics: Sequence[str],
    language: str = "en",
) -> str:
    """Return the opening sentence; names only what notes can vouch for.

    ``topics`` are English, and left out elsewhere.
    """
    said = phrases_of(language)
    return said.welcome.format(
        through=said.through.format(city=city) if city else "",
        first=first,
        last=last,
        ear=said.ear.format(topics=_listed(topics)) if topics else "",
    )


def farewell(*, last: str, goes_on: bool, language: str = "en") -> str:
    """Return the closing sentence; the walk may go on to a fixed end."""
    said = phrases_of(language)
    if goes_on:
        return said.goes_on.format(last=_opening(last)) + said.thanks
    return said.ends.format(last=last) + said.thanks


def spoken_name(name: str, texts: Sequence[str]) -> str:
    """Return the name with "the" where the place's own notes mostly say it so."""
    everything = " ".join(texts)
    said = len(re.findall(rf"\b{re.escape(name)}\b", everything))
    articled = len(re.findall(rf"\b[Tt]he {re.escape(name)}\b", everything))
    return f"the {name}" if articled * 2 > said else name


def _minutes(duration_s: float, said: FramingPhrases) -> str:
    minutes = max(1, round(duration_s / 60))
    one, several = said.minutes
    return one if minutes == 1 else several.format(n=_number(minutes, said))


def _metres(distance_m: float) -> int:
    return max(10, round(distance_m / 10) * 10)


def _number(number: int, said: FramingPhrases) -> str:
    """Return a small number as a word where the language has them here."""
    return said.numbers[number] if number < len(said.numbers) else str(number)


def spelled(number: int) -> str:
    """Return a small number as an English word, larger ones as digits."""
    return _number(number, phrases_of("en"))


def _seen(phrase: str, seen: Waypoint | None) -> tuple[str, ...]:
    return () if seen is None else (phrase.format(name=seen.name),)


def _looking(stop: Waypoint, said: FramingPhrases) -> tuple[str, ...]:
    """Return what to look for: only where notes say it in this language."""
    if not (stop.look_for and said.look_for):
        return ()
    return (said.look_for.format(what=stop.look_for),)


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

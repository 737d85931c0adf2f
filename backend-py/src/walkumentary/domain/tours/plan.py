"""A planned walk: everything computed before the first word is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NarrationKey, NoteId, PlaceId
from walkumentary.domain.shared.languages import primary
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.domain.tours import cues, scoring
from walkumentary.domain.tours.cues import Waypoint
from walkumentary.domain.tours.directions import (
    StreetLeg,
    directions,
    directions_to_the_end,
    visible,
)
from walkumentary.domain.tours.interests import SPOKEN, Interest
from walkumentary.domain.tours.manoeuvres import Manoeuvre
from walkumentary.domain.tours.narration import Writer, narration_key
from walkumentary.domain.tours.pacing import Appetite, shared_out
from walkumentary.domain.tours.tour import (
    Certificate,
    EndLeg,
    Sentence,
    SentenceKind,
    Stop,
)

CUE_WORDS = 34
"""Words of a leg's cue, as the solver reckons before it is written."""
FRAME_WORDS = 44
"""Words of welcome and farewell together, reckoned likewise."""
ESTIMATED = "estimated"
"""The source of legs that nobody measured."""
ENOUGH = 0.1
"""Share of the minutes that may stay unused without a reason. Source: spec, tours."""
MIN_TRIGGER_M, MAX_TRIGGER_M = 15.0, 40.0


class NoLandmarksNearby(Invalid):
    """No landmark with notes lies in reach of the start."""

    code = "no-landmarks-nearby"
    title = "No landmarks nearby"


class MinutesTooFew(Invalid):
    """Even the shortest walk here takes longer."""

    code = "minutes-too-few"
    title = "Too few minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where the walk starts and what the person called it."""

    start: Coordinates
    place_id: PlaceId | None
    place_name: str
    city: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLeg:
    """A leg on foot: metres, seconds at the listener's pace, points walked.

    Only an engine's leg has manoeuvres; ``climb_m`` is None where heights are unknown.
    """

    distance_m: float
    duration_s: float
    path: tuple[Coordinates, ...]
    source: str
    manoeuvres: tuple[Manoeuvre, ...] = ()
    climb_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A chosen landmark with its notes, its leg and the lengths it can have."""

    place: Place
    notes: tuple[Note, ...]
    leg: PlannedLeg
    appetite: Appetite

    @property
    def spoken_name(self) -> str:
        """The name as a sentence says it ("the Pantheon")."""
        texts = [note.text for note in self.notes]
        return cues.spoken_name(self.place.name, texts)

    def waypoint(self, language: str) -> Waypoint:
        """The stop as a direction names it; articles are English."""
        is_english = primary(language) == "en"
        return Waypoint(
            name=self.spoken_name if is_english else self.place.name,
            coordinates=self.place.position,
            look_for=self.place.look_for,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What the plan is made for: listener, writer and voice."""

    wishes: tuple[Interest, ...]
    style: str
    language: str
    writer: Writer
    words_per_s: float
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkPlan:
    """Stops, legs, lengths and the words that code speaks."""

    anchor: Anchor
    stops: tuple[Stop, ...]
    end_leg: EndLeg | None
    framing: tuple[Sentence, ...]
    walking_s: float
    walking_m: float
    talking_s: float
    slack_s: float
    limited_by: str | None
    certificate: Certificate
    climb_m: float | None
    route_source: str
    notes: Mapping[PlaceId, tuple[Note, ...]]


def planned(
    anchor: Anchor,
    visits: Sequence[Visit],
    *,
    end: PlannedLeg | None,
    seen: Sequence[tuple[Waypoint, NoteId | None]],
    certificate: Certificate,
    scarce: str,
    ways: Ways,
) -> WalkPlan:
    """Lay the walk out: what is said at each stop and between them, for how long.

    Args:
        anchor: the start.
        visits: the landmarks in walking order.
        end: the leg to a fixed end, if there is one.
        seen: other landmarks that may come into view, with a note that names each.
        certificate: how good the selection is.
        scarce: what would have made a longer walk (``limited_by``, if short).
        ways: listener, writer and voice.
    """
    legs = [visit.leg for visit in visits] + ([end] if end else [])
    walking_s = sum(leg.duration_s for leg in legs)
    walking_m = sum(leg.distance_m for leg in legs)
    left_s = ways.minutes * 60 - walking_s
    framing = _fitting_frame(
        anchor, visits, end=end, seen=seen, ways=ways, left_s=left_s
    )
    framing_s = _seconds(framing, ways)
    room = left_s - framing_s
    words = shared_out([visit.appetite for visit in visits], talk_s=room)
    talking_s = framing_s + sum(words) / ways.words_per_s
    slack_s = max(0.0, ways.minutes * 60 - walking_s - talking_s)
    return WalkPlan(
        anchor=anchor,
        stops=_stops(visits, words=words, framing=framing, ways=ways),
        end_leg=_end_leg(end),
        framing=framing,
        walking_s=round(walking_s, 1),
        walking_m=round(walking_m, 1),
        talking_s=round(talking_s, 1),
        slack_s=round(slack_s, 1),
        limited_by=scarce if slack_s > ENOUGH * ways.minutes * 60 else None,
        certificate=certificate,
        climb_m=_climb_m(legs),
        route_source=_source(legs),
        notes={visit.place.id: visit.notes for visit in visits},
    )


def narration_segment(position: int) -> int:
    """Return where in the playing order stop ``position`` (from 1) is narrated."""
    return 2 * position


def _climb_m(legs: Sequence[PlannedLeg]) -> float | None:
    """Return the metres climbed, if the heights of every leg are known."""
    known = [leg.climb_m for leg in legs if leg.climb_m is not None]
    return round(sum(known), 1) if len(known) == len(legs) else None


def _source(legs: Sequence[PlannedLeg]) -> str:
    """Return where the legs come from: a walk is no better known than its worst."""
    sources = {leg.source for leg in legs}
    return ESTIMATED if ESTIMATED in sources else legs[0].source


def _end_leg(end: PlannedLeg | None) -> EndLeg | None:
    if end is None:
        return None
    return EndLeg(
        leg_s=round(end.duration_s, 1), leg_m=round(end.distance_m, 1), path=end.path
    )


def _stops(
    visits: Sequence[Visit],
    *,
    words: Sequence[int],
    framing: Sequence[Sentence],
    ways: Ways,
) -> tuple[Stop, ...]:
    leads = scoring.leads([visit.notes for visit in visits], ways.wishes)
    laid_out = zip(visits, words, leads, strict=True)
    return tuple(
        _stop(n, visit, size, lead, visits=visits, framing=framing, ways=ways)
        for n, (visit, size, lead) in enumerate(laid_out, start=1)
    )


def _stop(
    position: int,
    visit: Visit,
    words: int,
    interests: Sequence[Interest],
    *,
    visits: Sequence[Visit],
    framing: Sequence[Sentence],
    ways: Ways,
) -> Stop:
    place, leg = visit.place, visit.leg
    led = [line for line in framing if line.segment == 2 * position - 1]
    return Stop(
        position=position,
        place_id=place.id,
        name=place.name,
        short_name=place.short_name,
        description=sentences(visit.notes[0].text)[0],
        address=place.address,
        coordinates=place.position,
        leg_s=round(leg.duration_s, 1),
        leg_m=round(leg.distance_m, 1),
        leg_path=leg.path,
        cue=" ".join(line.text for line in led),
        cue_source="engine" if leg.manoeuvres else "estimated",
        cue_note_ids=tuple(dict.fromkeys(i for line in led for i in line.note_ids)),
        highlights=_highlights(visit.notes, interests),
        interests=tuple(interest.value for interest in interests),
        words=words,
        planned_talk_s=round(words / ways.words_per_s, 1),
        trigger_radius_m=_trigger_radius(visit, visits),
        approach_bearing_deg=round(leg.path[-2].bearing_deg(leg.path[-1]), 1),
        narration_key=_key(visit, interests, words=words, ways=ways),
    )


def _key(
    visit: Visit, interests: Sequence[Interest], *, words: int, ways: Ways
) -> NarrationKey:
    return narration_key(
        place_id=visit.place.id,
        notes=visit.notes,
        interests=[interest.value for interest in interests],
        style=ways.style,
        language=ways.language,
        words=words,
        writer=ways.writer,
    )


def _highlights(
    notes: Sequence[Note], interests: Sequence[Interest]
) -> tuple[str, ...]:
    """Return three titles: of notes that answer an interest first."""
    ranked = sorted(
        notes, key=lambda note: (not set(note.tags) & set(interests), note.position)
    )
    return tuple(note.title for note in ranked[:3])


def _trigger_radius(visit: Visit, visits: Sequence[Visit]) -> float:
    """Return half the way to the nearest other stop, within 15 to 40 m."""
    away = [
        visit.place.position.distance_m(other.place.position)
        for other in visits
        if other is not visit
    ]
    return round(min(MAX_TRIGGER_M, max(MIN_TRIGGER_M, min(away, default=80) / 2)), 1)


def _fitting_frame(
    anchor: Anchor,
    visits: Sequence[Visit],
    *,
    end: PlannedLeg | None,
    seen: Sequence[tuple[Waypoint, NoteId | None]],
    ways: Ways,
    left_s: float,
) -> tuple[Sentence, ...]:
    """Return the fullest frame that leaves every stop its shortest narration.

    Where minutes are short, first the landmarks on the way go, then what to look for.
    """
    least_s = sum(visit.appetite.min_s for visit in visits)
    bare = [replace(one, place=replace(one.place, look_for="")) for one in visits]
    frames = [
        _framing(anchor, told, end=end, seen=glimpses, ways=ways)
        for told, glimpses in ((visits, seen), (visits, ()), (bare, ()))
    ]
    fitting = (f for f in frames if _seconds(f, ways) + least_s <= left_s)
    return next(fitting, frames[-1])


def _seconds(lines: Sequence[Sentence], ways: Ways) -> float:
    return sum(word_count(line.text) for line in lines) / ways.words_per_s


def _framing(
    anchor: Anchor,
    visits: Sequence[Visit],
    *,
    end: PlannedLeg | None,
    seen: Sequence[tuple[Waypoint, NoteId | None]],
    ways: Ways,
) -> tuple[Sentence, ...]:
    lines = [_welcome(anchor, visits, ways=ways)]
    for n, visit in enumerate(visits, start=1):
        lines += _cue(n, visit, visits=visits, anchor=anchor, seen=seen, ways=ways)
    return (*lines, *_closing(visits, end=end, language=ways.language))


def _welcome(anchor: Anchor, visits: Sequence[Visit], *, ways: Ways) -> Sentence:
    city_note = _vouching([n for v in visits for n in v.notes], anchor.city)
    first, last = visits[0], visits[-1]
    text = cues.welcome(
        city=anchor.city if city_note else None,
        first=first.waypoint(ways.language).name,
        last=last.waypoint(ways.language).name,
        language=ways.language,
        topics=[SPOKEN[interest] for interest in ways.wishes[:3]],
    )
    vouched = (city_note, _naming(first), _naming(last))
    return _line(0, 0, 1, SentenceKind.WELCOME, text, vouched)


def _cue(
    n: int,
    visit: Visit,
    *,
    visits: Sequence[Visit],
    anchor: Anchor,
    seen: Sequence[tuple[Waypoint, NoteId | None]],
    ways: Ways,
) -> list[Sentence]:
    start = _started(n, visits, anchor)
    ends = {visit.place.position, start}
    others = [(way, note) for way, note in seen if note and way.coordinates not in ends]
    texts, glimpse = _told(
        visit,
        before=_before(n, visits, anchor),
        start=start,
        seen=[way for way, _ in others],
        language=ways.language,
    )
    note = next((note for way, note in others if way is glimpse), None)
    return [
        _line(
            2 * n - 1, k, max(1, n - 1), SentenceKind.CUE, text, (_naming(visit), note)
        )
        for k, text in enumerate(texts)
    ]


def _told(
    visit: Visit,
    *,
    before: Coordinates | None,
    start: Coordinates,
    seen: Sequence[Waypoint],
    language: str,
) -> tuple[Sequence[str], Waypoint | None]:
    """Return how to get there, by streets if they are known, and what is in view."""
    stop, leg = visit.waypoint(language), visit.leg
    if leg.manoeuvres:
        known = _street_leg(leg, stop)
        glimpse = visible(known, seen)
        return directions(known, language=language, seen=glimpse), glimpse
    guess = cues.Leg(
        before=before,
        start=start,
        stop=stop,
        distance_m=round(leg.distance_m, 1),
        duration_s=round(leg.duration_s, 1),
    )
    glimpse = cues.visible(guess, seen)
    return cues.cue(guess, seen=glimpse, language=language), glimpse


def _street_leg(leg: PlannedLeg, stop: Waypoint) -> StreetLeg:
    return StreetLeg(
        stop=stop,
        distance_m=round(leg.distance_m, 1),
        duration_s=round(leg.duration_s, 1),
        path=leg.path,
        manoeuvres=leg.manoeuvres,
    )


def _started(n: int, visits: Sequence[Visit], anchor: Anchor) -> Coordinates:
    """Return where the leg to stop ``n`` begins."""
    return visits[n - 2].place.position if n >= 2 else anchor.start


def _before(n: int, visits: Sequence[Visit], anchor: Anchor) -> Coordinates | None:
    """Return where the previous leg began; none leads to the first stop."""
    starts = [anchor.start, *(visit.place.position for visit in visits)]
    return starts[n - 2] if n >= 2 else None


def _closing(
    visits: Sequence[Visit], *, end: PlannedLeg | None, language: str
) -> list[Sentence]:
    segment, stop = 2 * len(visits) + 1, len(visits)
    last = visits[-1]
    farewell = cues.farewell(
        last=last.waypoint(language).name, goes_on=end is not None, language=language
    )
    lines = [_line(segment, 0, stop, SentenceKind.FAREWELL, farewell, (_naming(last),))]
    back = _way_back(end, language=language) if end else ()
    return lines + [
        _line(segment, k, stop, SentenceKind.CUE, text, ())
        for k, text in enumerate(back, start=1)
    ]


def _way_back(end: PlannedLeg, *, language: str) -> Sequence[str]:
    if end.manoeuvres:
        there = Waypoint(name="", coordinates=end.path[-1])
        return directions_to_the_end(_street_leg(end, there), language=language)
    metres, seconds = round(end.distance_m, 1), round(end.duration_s, 1)
    back = cues.way_back(distance_m=metres, duration_s=seconds, language=language)
    return (back,)


def _naming(visit: Visit) -> NoteId:
    note = _vouching(visit.notes, visit.place.name)
    return note or visit.notes[0].id


def _vouching(notes: Sequence[Note], name: str) -> NoteId | None:
    """Return the first note that says the name."""
    return next((note.id for note in notes if name and name in note.text), None)


def _line(
    segment: int,
    position: int,
    stop: int,
    kind: SentenceKind,
    text: str,
    notes: Sequence[NoteId | None],
) -> Sentence:
    cited = tuple(dict.fromkeys(note for note in notes if note))
    return Sentence(
        segment=segment,
        position=position,
        stop=stop,
        kind=kind,
        text=text,
        note_ids=cited,
    )

"""What must hold of a tour; each rule returns its breaches as sentences."""

import math
import re
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from tests.checker.files import Leg, Point, Spoken, TourFiles
from tests.checker.notes import KnownNote

EARTH_M = 6_371_008.8
DETOUR, METRES_PER_S = 1.35, 4.5 / 3.6
LENGTH_TOLERANCE = 0.10
SILENCE_RMS = 0.003
_NUMBER = re.compile(r"\d+(?:,\d{3})*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OPENING = re.compile(r"(?:^|[.!?]\s+)([^\W\d_]+)")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()

type Notes = Mapping[str, KnownNote]
type Rule = Callable[[TourFiles, Notes], list[str]]


def breaches(tour: TourFiles, notes: Notes) -> list[str]:
    """Return everything that is wrong with a tour."""
    return [breach for rule in RULES for breach in rule(tour, notes)]


def is_ready(tour: TourFiles, _notes: Notes) -> list[str]:
    """The tour is finished and has sentences."""
    ready = tour.status == "ready" and tour.sentences
    return [] if ready else [f"status {tour.status}, {len(tour.sentences)} sentences"]


def sound_is_as_long_as_the_transcript(tour: TourFiles, _notes: Notes) -> list[str]:
    """The decoded seconds equal the last sentence's end, to a sample."""
    end_s = tour.sentences[-1].end_s
    exact = abs(tour.seconds - end_s) <= 1 / tour.rate_hz
    return [] if exact else [f"{tour.seconds} s of sound, transcript ends at {end_s}"]


def sentences_follow_one_another(tour: TourFiles, _notes: Notes) -> list[str]:
    """Each sentence starts where the one before ended; captions say the same."""
    starts = [0.0, *(s.end_s for s in tour.sentences)]
    gaps = [
        f"gap before {s.text!r}"
        for s, start in zip(tour.sentences, starts, strict=False)
        if abs(s.start_s - start) > 1e-6 or s.end_s <= s.start_s
    ]
    said = [(s.start_s, s.end_s, s.text) for s in tour.sentences]
    same = all(
        abs(a[0] - b[0]) < 2e-3 and abs(a[1] - b[1]) < 2e-3 and a[2] == b[2]
        for a, b in zip(said, tour.captions, strict=False)
    )
    whole = same and len(said) == len(tour.captions)
    return gaps if whole else [*gaps, "captions differ from the transcript"]


def no_sentence_is_silent(tour: TourFiles, _notes: Notes) -> list[str]:
    """Something is heard in every sentence."""
    return [
        f"silent: {s.text!r}" for s in tour.sentences if _rms(tour, s) < SILENCE_RMS
    ]


def minutes_are_kept(tour: TourFiles, _notes: Notes) -> list[str]:
    """Sound plus legs recomputed from coordinates come within ten percent."""
    walking_s = sum(_metres(leg) / METRES_PER_S for leg in tour.legs)
    wanted = tour.minutes * 60
    off = abs(tour.seconds + walking_s - wanted) / wanted
    if off <= LENGTH_TOLERANCE:
        return []
    return [f"{tour.seconds:.0f} s + {walking_s:.0f} s are {off:.0%} off {wanted} s"]


def legs_are_what_the_map_shows(tour: TourFiles, _notes: Notes) -> list[str]:
    """Metres and seconds of a leg follow from its points; legs join the stops."""
    wrong = [
        f"leg of {leg.leg_m} m measures {_metres(leg):.1f} m"
        for leg in tour.legs
        if abs(_metres(leg) - leg.leg_m) > 1
        or abs(leg.leg_s * METRES_PER_S - leg.leg_m) > 1
    ]
    ends = [leg.points[-1] for leg in tour.legs][: len(tour.stop_points)]
    joined = _same(ends, tour.stop_points)
    starts = [leg.points[0] for leg in tour.legs][1:]
    chained = _same(starts, [leg.points[-1] for leg in tour.legs])
    drawn = _same(tour.map_points, tour.stop_points)
    listed = _same(tour.waypoints, tour.stop_points)
    agreeing = joined and chained and drawn and listed
    return wrong if agreeing else [*wrong, "the files disagree about the way"]


def numbers_stand_in_the_notes(tour: TourFiles, notes: Notes) -> list[str]:
    """Every number spoken stands in a note its sentence cites (cues: in the leg)."""
    return [
        f"{number} in {s.text!r}"
        for s in tour.sentences
        if s.kind != "cue"
        for number in _NUMBER.findall(s.text)
        if number not in _NUMBER.findall(_cited(s, notes))
    ]


def names_stand_in_the_notes(tour: TourFiles, notes: Notes) -> list[str]:
    """Every name spoken stands in a note its sentence cites."""
    common = {
        word
        for note in notes.values()
        for word in _WORD.findall(note.text)
        if word.islower()
    }
    return [
        f"{name} in {s.text!r}"
        for s in tour.sentences
        for name in _names(s.text, common)
        if name not in set(_WORD.findall(_cited(s, notes)))
    ]


def cues_say_what_the_legs_are(tour: TourFiles, _notes: Notes) -> list[str]:
    """Minutes and metres in a cue are those of its leg, rounded."""
    walks = [s for s in tour.sentences if s.kind == "cue" and "metres" in s.text]
    said = [_said(s.text) for s in walks]
    due = [_due(leg) for leg in tour.legs if leg.leg_m >= 35]
    return [] if said == due else [f"cues say {said}, the legs are {due}"]


def citations_exist(tour: TourFiles, notes: Notes) -> list[str]:
    """Narration cites at least one note, and only notes that exist."""
    return [
        f"cites {s.note_ids}: {s.text!r}"
        for s in tour.sentences
        if (s.kind == "narration" and not s.note_ids)
        or any(note not in notes for note in s.note_ids)
    ]


RULES: tuple[Rule, ...] = (
    is_ready,
    sound_is_as_long_as_the_transcript,
    sentences_follow_one_another,
    no_sentence_is_silent,
    minutes_are_kept,
    legs_are_what_the_map_shows,
    citations_exist,
    numbers_stand_in_the_notes,
    names_stand_in_the_notes,
    cues_say_what_the_legs_are,
)


def changed_share(tour: TourFiles, other: TourFiles) -> float:
    """Return the share of stops, or of narrated sentences, that only one tour has."""
    stops = _share(tour.stop_names, other.stop_names)
    told = _share(_narrated(tour), _narrated(other))
    return max(stops, told)


def _narrated(tour: TourFiles) -> list[str]:
    return [s.text for s in tour.sentences if s.kind == "narration"]


def _share(items: Iterable[str], others: Iterable[str]) -> float:
    mine, theirs = set(items), set(others)
    return len(mine ^ theirs) / len(mine | theirs)


def _cited(sentence: Spoken, notes: Notes) -> str:
    return " ".join(notes[i].text for i in sentence.note_ids if i in notes)


def _names(text: str, common: set[str]) -> list[str]:
    opening = {match.start(1) for match in _OPENING.finditer(text)}
    return [
        match.group()
        for match in _WORD.finditer(text)
        if match.group()[0].isupper()
        and not (match.start() in opening and match.group().lower() in common)
    ]


def _rms(tour: TourFiles, sentence: Spoken) -> float:
    first = round(sentence.start_s * tour.rate_hz)
    last = round(sentence.end_s * tour.rate_hz)
    return float(np.sqrt(np.mean(np.square(tour.sound[first:last]))))


def _metres(leg: Leg) -> float:
    pairs = zip(leg.points, leg.points[1:], strict=False)
    return DETOUR * sum(_great_circle_m(a, b) for a, b in pairs)


def _great_circle_m(a: Point, b: Point) -> float:
    lat1, lat2 = math.radians(a[1]), math.radians(b[1])
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(
        lat2
    ) * math.cos(math.radians(b[0] - a[0]))
    return EARTH_M * math.acos(min(1.0, cosine))


def _same(points: Iterable[Point], others: Iterable[Point]) -> bool:
    return all(
        abs(a[0] - b[0]) < 1e-6 and abs(a[1] - b[1]) < 1e-6
        for a, b in zip(points, others, strict=False)
    )


def _due(leg: Leg) -> tuple[int, int]:
    minutes = max(1, round(leg.leg_s / 60))
    return minutes, max(10, round(leg.leg_m / 10) * 10)


def _said(text: str) -> tuple[int, int]:
    minutes = re.search(r"(\w+) minutes?\b", text)
    metres = re.search(r"(\d+) metres", text)
    assert minutes is not None
    assert metres is not None
    word = minutes.group(1)
    return (_SMALL.index(word) if word in _SMALL else int(word)), int(metres.group(1))

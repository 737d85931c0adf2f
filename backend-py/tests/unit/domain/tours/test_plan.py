"""A planned walk: within the minutes, numbered, and vouched for by notes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import makers
from tests.unit.domain.tours.packs import CITIES, Told, landmarks
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NoteId
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours import plan
from walkumentary.domain.tours.cues import Waypoint
from walkumentary.domain.tours.interests import Interest
from walkumentary.domain.tours.narration import Writer
from walkumentary.domain.tours.pacing import BUCKETS, appetite
from walkumentary.domain.tours.plan import (
    CUE_WORDS,
    FRAME_WORDS,
    Anchor,
    PlannedLeg,
    Visit,
    WalkPlan,
    Ways,
    planned,
)
from walkumentary.domain.tours.tour import SentenceKind

RATE = 2.6
METRES_PER_S = 1.25

type Seen = list[tuple[Waypoint, NoteId | None]]


def a_leg(start: Coordinates, end: Coordinates) -> PlannedLeg:
    metres = 1.35 * start.distance_m(end)
    return PlannedLeg(
        distance_m=metres,
        duration_s=metres / METRES_PER_S,
        path=(start, end),
        source="estimated",
    )


def visits_of(told: list[Told], start: Coordinates) -> list[Visit]:
    points = [start, *(one.place.position for one in told)]
    visits = []
    for n, one in enumerate(told):
        words = sum(word_count(note.text) for note in one.notes)
        wanted = appetite(words=words, words_per_s=RATE)
        assert wanted is not None
        visits.append(
            Visit(
                place=one.place,
                notes=one.notes,
                leg=a_leg(points[n], points[n + 1]),
                appetite=wanted,
            )
        )
    return visits


def a_walk(
    city: str = "amsterdam",
    *,
    stops: tuple[int, ...] = (0, 1, 2),
    start: Coordinates | None = None,
    minutes: int = 30,
    has_end: bool = False,
    wishes: tuple[Interest, ...] = (Interest.HISTORICAL, Interest.CULINARY),
    seen: Seen | None = None,
) -> WalkPlan:
    told = [landmarks(city)[n] for n in stops]
    first = start or Coordinates(
        told[0].place.position.latitude_deg - 0.002,
        told[0].place.position.longitude_deg,
    )
    return planned(
        Anchor(start=first, place_id=None, place_name="here", city=told[0].place.city),
        visits_of(told, first),
        end=a_leg(told[-1].place.position, first) if has_end else None,
        seen=around(city) if seen is None else seen,
        certificate=makers.a_certificate(),
        scarce="legs",
        ways=Ways(
            wishes=wishes,
            style="conversational",
            language="en",
            writer=Writer(provider="notes", model="1", prompt_version="1"),
            words_per_s=RATE,
            minutes=minutes,
        ),
    )


def around(city: str) -> Seen:
    return [
        (
            Waypoint(name=one.place.name, coordinates=one.place.position),
            next((n.id for n in one.notes if one.place.name in n.text), None),
        )
        for one in landmarks(city)
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(CITIES),
    st.permutations(range(12)),
    st.integers(3, 8),
    st.integers(15, 90),
    st.booleans(),
)
def test_walking_and_talking_stay_within_the_minutes_the_solver_reckoned_with(
    city: str, order: list[int], stops: int, minutes: int, has_end: bool
) -> None:
    walk = a_walk(city, stops=tuple(order[:stops]), minutes=minutes, has_end=has_end)

    shortest_s = BUCKETS[0] * stops / RATE
    reckoned_s = (CUE_WORDS * stops + FRAME_WORDS) / RATE
    fits = walk.walking_s + shortest_s + reckoned_s <= minutes * 60
    total_s = walk.walking_s + walk.talking_s
    assert total_s <= minutes * 60 + 0.2 or not fits
    assert walk.slack_s == pytest.approx(max(0, minutes * 60 - total_s), abs=0.3)


def test_talking_nearly_fills_the_minutes_where_notes_allow() -> None:
    walk = a_walk(stops=(0, 1, 2, 3, 4), minutes=25)

    assert walk.slack_s <= 0.06 * 25 * 60
    assert walk.limited_by is None


def test_a_walk_that_notes_cannot_fill_says_what_is_scarce() -> None:
    walk = a_walk(minutes=60)

    assert walk.slack_s > 360
    assert walk.limited_by == "legs"


def test_sentences_stand_in_playing_order_in_the_file_they_are_heard_from() -> None:
    walk = a_walk(has_end=True)

    places = [(line.segment, line.position) for line in walk.framing]
    assert places == sorted(set(places))
    heard_in = {line.segment: line.stop for line in walk.framing}
    assert heard_in == {0: 1, 1: 1, 3: 1, 5: 2, 7: 3}
    kinds = [line.kind for line in walk.framing if line.segment in {0, 7}]
    assert kinds == [SentenceKind.WELCOME, SentenceKind.FAREWELL, SentenceKind.CUE]


def test_a_stops_cue_is_what_is_said_on_the_way_to_it() -> None:
    walk = a_walk()

    for stop in walk.stops:
        led = [s for s in walk.framing if s.segment == 2 * stop.position - 1]
        assert stop.cue == " ".join(line.text for line in led)
        assert set(stop.cue_note_ids) == {n for line in led for n in line.note_ids}
        assert stop.cue_source == "estimated"


@pytest.mark.parametrize("city", CITIES)
def test_the_names_said_stand_in_the_notes_cited(city: str) -> None:
    walk = a_walk(city, stops=(3, 5, 9, 11))
    known = {
        note.id: f"{told.place.name}: {note.text}"
        for told in landmarks(city)
        for note in told.notes
    }
    names = {told.place.name for told in landmarks(city)}
    names.add(landmarks(city)[0].place.city)

    for line in walk.framing:
        vouched = " ".join(known[note_id] for note_id in line.note_ids)
        said = {name for name in names if f" {name}" in line.text}
        assert all(name in vouched for name in said), line.text


def test_a_landmark_no_note_names_is_not_pointed_out() -> None:
    first, second, *_ = landmarks("amsterdam")
    middle = Waypoint(name="Nowhere", coordinates=first.place.position)

    walk = a_walk(stops=(1, 2), start=second.place.position, seen=[(middle, None)])

    assert "Nowhere" not in " ".join(line.text for line in walk.framing)


def test_a_city_no_note_names_is_not_welcomed_to() -> None:
    walk = planned_in("Atlantis")

    assert "Atlantis" not in walk.framing[0].text


def planned_in(city: str) -> WalkPlan:
    told = [*landmarks("amsterdam")[:2]]
    start = told[0].place.position
    ways = Ways(
        wishes=(),
        style="conversational",
        language="en",
        writer=Writer(provider="notes", model="1", prompt_version="1"),
        words_per_s=RATE,
        minutes=15,
    )
    return planned(
        Anchor(start=start, place_id=None, place_name="here", city=city),
        visits_of(told, start),
        end=None,
        seen=[],
        certificate=makers.a_certificate(),
        scarce="notes",
        ways=ways,
    )


def test_a_first_stop_where_one_stands_needs_no_walk() -> None:
    walk = planned_in("Amsterdam")

    assert walk.stops[0].leg_m == 0
    assert walk.stops[0].cue.startswith("You are standing at Dam Square now.")
    assert walk.stops[1].cue.startswith("Walk to the ")


def test_where_minutes_are_short_the_frame_is_bare() -> None:
    full, bare = a_walk(minutes=40), a_walk(minutes=9)

    assert "Look for" in " ".join(line.text for line in full.framing)
    assert "Look for" not in " ".join(line.text for line in bare.framing)


def test_a_trigger_is_at_least_15_m_and_does_not_reach_another_stop() -> None:
    told = landmarks("amsterdam")[0]
    place = replace(
        makers.a_place(),
        position=Coordinates(
            told.place.position.latitude_deg + 0.0001,
            told.place.position.longitude_deg,
        ),
    )
    twin = replace(told, place=place)
    far = landmarks("amsterdam")[5]
    start = told.place.position
    base = planned_in("Amsterdam")

    visits = visits_of([told, twin, far], start)
    radii = [
        plan._trigger_radius(visit, visits)  # the rule itself, at its lower limit
        for visit in visits
    ]

    assert radii[:2] == [15.0, 15.0]
    assert all(15 <= radius <= 40 for radius in radii)
    assert all(stop.trigger_radius_m >= 15 for stop in base.stops)


def test_a_stop_is_described_by_its_overview_and_its_best_notes() -> None:
    walk = a_walk(wishes=(Interest.LEGENDS,))
    stop, told = walk.stops[0], landmarks("amsterdam")[0]

    assert told.notes[0].text.startswith(stop.description)
    assert len(stop.highlights) == 3
    legends = [note.title for note in told.notes if "legends" in note.tags]
    assert stop.highlights[0] == legends[0]
    assert stop.interests == ("legends",)
    assert stop.planned_talk_s == pytest.approx(stop.words / RATE, abs=0.06)


def test_a_stop_is_approached_from_where_its_leg_comes() -> None:
    stop = a_walk().stops[0]

    assert stop.approach_bearing_deg == pytest.approx(0, abs=1)


def test_no_interest_reaches_a_narration_that_no_note_answers() -> None:
    keys = {
        wishes: a_walk(wishes=wishes).stops[0].narration_key
        for wishes in ((), (Interest.LEGENDS,), (Interest.LITERARY,))
    }

    assert keys[()] == keys[(Interest.LITERARY,)] != keys[(Interest.LEGENDS,)]


def test_a_fixed_end_is_walked_to_and_counted() -> None:
    open_, fixed = a_walk(), a_walk(has_end=True)

    assert open_.end_leg is None
    assert fixed.end_leg is not None
    assert fixed.walking_s == pytest.approx(
        open_.walking_s + fixed.end_leg.leg_s, abs=0.2
    )
    assert fixed.route_source == "estimated"


def test_narrations_stand_between_the_cues() -> None:
    assert [plan.narration_segment(n) for n in (1, 2, 3)] == [2, 4, 6]

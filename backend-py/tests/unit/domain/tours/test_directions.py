"""Directions over real streets, for the ear."""

from dataclasses import replace

import pytest

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.cues import Waypoint
from walkumentary.domain.tours.direction_phrases import PHRASES
from walkumentary.domain.tours.directions import StreetLeg, directions, visible
from walkumentary.domain.tours.manoeuvres import Manoeuvre, Turn

START = Coordinates(60.1700, 24.9400)
CORNER = Coordinates(60.1700, 24.9440)
END = Coordinates(60.1720, 24.9440)
THEATRE = Coordinates(60.1720, 24.9446)


def step(
    turn: Turn, distance_m: float, street: str, bearing_deg: float, said: str = ""
) -> Manoeuvre:
    return Manoeuvre(
        turn=turn,
        at=START,
        distance_m=distance_m,
        bearing_deg=bearing_deg,
        street=street,
        instruction=said,
    )


LEG = StreetLeg(
    stop=Waypoint(name="the theatre", coordinates=THEATRE),
    distance_m=444.0,
    duration_s=355.0,
    path=(START, CORNER, END),
    manoeuvres=(
        step(Turn.START, 222.0, "Kaivokatu", 90, "Gå mod øst ad Kaivokatu."),
        step(Turn.LEFT, 222.0, "Mikonkatu", 0, "Drej til venstre ad Mikonkatu."),
        step(Turn.ARRIVE, 0.0, "", 0, "Du er ankommet."),
    ),
)


def test_streets_turns_and_the_side_of_the_stop_are_said() -> None:
    said = directions(LEG, language="en", seen=None)

    assert said == (
        (
            "Walk east along Kaivokatu for about 220 metres, then turn left into "
            "Mikonkatu."
        ),
        "After six minutes, the theatre is on your right.",
    )


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("de", "Gehen Sie auf Kaivokatu etwa 220 Meter nach Osten, dann links auf"),
        ("fr", "Marchez vers l’est par Kaivokatu sur environ 220 mètres, puis tournez"),
        ("es", "Camine hacia el este por Kaivokatu unos 220 metros, luego gire a la"),
        ("it", "Cammini verso est lungo Kaivokatu per circa 220 metri, poi giri a"),
        ("nl-BE", "Loop over Kaivokatu ongeveer 220 meter naar het oosten, dan links"),
    ],
)
def test_they_are_said_in_the_language_of_the_tour(language: str, opening: str) -> None:
    said = directions(LEG, language=language, seen=None)

    assert said[0].startswith(opening)
    assert "the theatre" in said[-1]
    assert "6 " in said[-1]


def test_in_another_language_the_engine_speaks() -> None:
    said = directions(LEG, language="da", seen=None)

    assert said == (
        "Gå mod øst ad Kaivokatu.",
        "Drej til venstre ad Mikonkatu.",
        "the theatre.",
    )


def test_every_language_says_every_turn() -> None:
    for phrases in PHRASES.values():
        assert set(phrases.turns) == set(Turn) - {Turn.START, Turn.ARRIVE}
        assert len(phrases.compass) == 8


@pytest.mark.parametrize("language", PHRASES)
def test_a_way_of_many_turns_is_told_by_its_main_street(language: str) -> None:
    streets = ("A-katu", "B-katu", "C-katu", "Mikonkatu", "E-katu", "F-katu")
    winding = [
        step(Turn.LEFT if n % 2 else Turn.RIGHT, 300 if "M" in name else 60, name, 0)
        for n, name in enumerate(streets)
    ]
    leg = replace(LEG, manoeuvres=(step(Turn.START, 60, "", 0), *winding))

    said = directions(leg, language=language, seen=None)

    assert "Mikonkatu" in said[0]
    assert "A-katu" not in said[0]
    assert word_count(" ".join(said)) < 34


def test_a_way_of_many_turns_without_names_says_where_to() -> None:
    winding = [step(Turn.LEFT, 60, "", 0) for _ in range(6)]

    said = directions(replace(LEG, manoeuvres=winding), language="en", seen=None)

    assert said[0] == "Walk north-east for about 440 metres."


@pytest.mark.parametrize(
    ("stop", "ending"),
    [
        (Coordinates(60.1722, 24.9440), "the theatre is straight ahead."),
        (Coordinates(60.1720, 24.9446), "the theatre is on your right."),
        (Coordinates(60.1718, 24.9440), "the theatre is just behind you."),
        (Coordinates(60.1720, 24.9434), "the theatre is on your left."),
        (END, "you reach the theatre."),
    ],
)
def test_the_side_is_seen_from_the_way_walked(stop: Coordinates, ending: str) -> None:
    leg = replace(LEG, stop=Waypoint(name="the theatre", coordinates=stop))

    assert directions(leg, language="en", seen=None)[-1].endswith(ending)


def test_steps_and_lifts_are_announced() -> None:
    first, *others = LEG.manoeuvres
    leg = replace(LEG, manoeuvres=(first, step(Turn.STAIRS, 12, "", 90), *others))

    said = directions(leg, language="en", seen=None)[0]

    assert ", then take the steps, then turn left into Mikonkatu." in said


def test_a_landmark_by_the_way_and_what_to_look_for_are_told() -> None:
    arch = Waypoint(name="the arch", coordinates=CORNER)
    stop = replace(LEG.stop, look_for="a granite front")

    said = directions(replace(LEG, stop=stop), language="en", seen=arch)

    assert said[1] == "On the way, the arch comes into view."
    assert said[-1] == "Look for a granite front."


def test_what_to_look_for_is_told_in_the_language_it_was_written_in() -> None:
    stop = replace(LEG.stop, look_for="a granite front")

    said = directions(replace(LEG, stop=stop), language="de", seen=None)

    assert not any("granite" in line for line in said)


def test_where_one_stands_there_is_no_way_to_tell() -> None:
    leg = replace(LEG, distance_m=12.0, duration_s=10.0)

    assert directions(leg, language="en", seen=None) == (
        "You are standing at the theatre now.",
    )


def test_a_landmark_is_seen_from_the_street_not_through_the_houses() -> None:
    by_the_way = Waypoint(name="a", coordinates=Coordinates(60.1702, 24.9430))
    across = Waypoint(name="b", coordinates=Coordinates(60.1710, 24.9420))

    assert visible(LEG, [across, by_the_way]) is by_the_way
    assert visible(LEG, [across]) is None
    assert visible(LEG, []) is None

"""What code says: directions from geometry, never a turn, names as notes say them."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.cues import (
    Leg,
    Waypoint,
    cue,
    direction,
    farewell,
    spoken_name,
    visible,
    way_back,
    welcome,
)
from walkumentary.domain.tours.framing_phrases import PHRASES

DAM = Coordinates(52.3731, 4.8922)
METRES_PER_DEGREE = 111_195.0


def away(bearing_deg: float, metres: float = 200.0) -> Coordinates:
    """Return the position so far from the Dam in that direction."""
    angle = math.radians(bearing_deg)
    north, east = metres * math.cos(angle), metres * math.sin(angle)
    return Coordinates(
        DAM.latitude_deg + north / METRES_PER_DEGREE,
        DAM.longitude_deg
        + east / METRES_PER_DEGREE / math.cos(math.radians(DAM.latitude_deg)),
    )


def a_leg(
    *,
    before: Coordinates | None = None,
    towards_deg: float = 0.0,
    name: str = "the palace",
    look_for: str = "",
    distance_m: float = 270.0,
    duration_s: float = 216.0,
) -> Leg:
    return Leg(
        before=before,
        start=DAM,
        stop=Waypoint(name=name, coordinates=away(towards_deg), look_for=look_for),
        distance_m=distance_m,
        duration_s=duration_s,
    )


ENGLISH = PHRASES["en"]


@pytest.mark.parametrize(("n", "point"), [*enumerate(ENGLISH.compass)])
def test_the_first_leg_goes_by_the_compass(n: int, point: str) -> None:
    assert direction(a_leg(towards_deg=45.0 * n + 20)) == point


@pytest.mark.parametrize(("n", "side"), [*enumerate(ENGLISH.sides)])
def test_later_legs_go_by_the_side_relative_to_the_one_before(
    n: int, side: str
) -> None:
    came_from = away(200.0)

    assert direction(a_leg(before=came_from, towards_deg=20 + 45.0 * n - 15)) == side


def test_who_did_not_walk_yet_has_no_left_and_right() -> None:
    leg = a_leg(before=away(90, metres=5), towards_deg=90)

    assert direction(leg) == "to the east"


@pytest.mark.parametrize(
    ("metres", "seconds", "length"),
    [
        (270.0, 216.0, "four minutes, about 270 metres,"),
        (44.0, 35.2, "one minute, about 40 metres,"),
        (61.0, 91.0, "two minutes, about 60 metres,"),
        (1_498.0, 1_198.4, "twenty minutes, about 1500 metres,"),
        (1_800.0, 1_440.0, "24 minutes, about 1800 metres,"),
    ],
)
def test_minutes_and_metres_are_rounded(
    metres: float, seconds: float, length: str
) -> None:
    walk, *_ = cue(a_leg(distance_m=metres, duration_s=seconds), seen=None)

    assert walk == f"Walk to the north for {length} to the palace."


def test_a_cue_names_what_comes_into_view_and_what_to_look_for() -> None:
    seen = Waypoint(name="the Waag", coordinates=DAM)

    told = cue(a_leg(look_for="a green dome"), seen=seen)

    assert told[1:] == (
        "On the way, the Waag comes into view.",
        "Look for a green dome.",
    )


def test_who_stands_there_already_need_not_walk() -> None:
    seen = Waypoint(name="the Waag", coordinates=DAM)

    told = cue(a_leg(distance_m=34.9, look_for="a green dome"), seen=seen)

    assert told == (
        "You are standing at the palace now.",
        "From here, the Waag is in view.",
    )


@given(
    st.floats(0, 359),
    st.none() | st.floats(0, 359),
    st.floats(1, 1_500),
    st.sampled_from(["", "a green dome"]),
)
def test_an_estimated_leg_never_says_turn(
    towards: float, before: float | None, metres: float, look_for: str
) -> None:
    leg = a_leg(
        before=None if before is None else away(before),
        towards_deg=towards,
        look_for=look_for,
        distance_m=metres,
        duration_s=metres / 1.25,
    )

    told = " ".join(cue(leg, seen=Waypoint(name="Waag", coordinates=DAM)))

    assert "turn" not in told.lower()
    assert told[0].isupper()
    assert told.endswith(".")


def test_the_landmark_nearest_to_the_way_is_seen() -> None:
    close = Waypoint(name="Close", coordinates=away(10, metres=100))
    closest = Waypoint(name="Closest", coordinates=away(2, metres=100))
    far = Waypoint(name="Far", coordinates=away(90, metres=600))

    assert visible(a_leg(), [far, close, closest]) is closest
    assert visible(a_leg(), [far]) is None
    assert visible(a_leg(), []) is None


def test_two_landmarks_of_one_name_at_one_spot_are_no_trouble() -> None:
    twins = [Waypoint(name="Twin", coordinates=away(5, metres=90)) for _ in range(2)]

    assert visible(a_leg(), twins) is twins[0]


@pytest.mark.parametrize(
    ("city", "topics", "expected"),
    [
        (None, [], "Welcome to this walk, from A to B."),
        ("Rome", [], "Welcome to this walk through Rome, from A to B."),
        (
            "Rome",
            ["history", "faith", "art"],
            (
                "Welcome to this walk through Rome, from A to B, with an ear for "
                "history, faith and art."
            ),
        ),
    ],
)
def test_a_welcome_names_what_is_known(
    city: str | None, topics: list[str], expected: str
) -> None:
    assert welcome(city=city, first="A", last="B", topics=topics) == expected


def test_a_farewell_ends_the_walk_where_it_ends() -> None:
    assert farewell(last="the Waag", goes_on=False).startswith(
        "The walk ends at the Waag, so thank you"
    )
    assert farewell(last="the Waag", goes_on=True).startswith(
        "The Waag is the last stop, so thank you"
    )


def test_the_way_to_a_fixed_end_is_told() -> None:
    told = way_back(distance_m=300.0, duration_s=240.0)

    assert told == (
        "From this last stop it is four minutes, about 300 metres, to the end of the "
        "walk."
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["The Waag is old. Look at the Waag."], "the Waag"),
        (["Waag is old. The Waag stands. Waag."], "Waag"),
        (["The Waag. Waag."], "Waag"),
        (["The Waagen stand."], "Waag"),
        ([], "Waag"),
    ],
)
def test_a_name_has_the_article_its_notes_mostly_give_it(
    texts: list[str], expected: str
) -> None:
    assert spoken_name("Waag", texts) == expected


def test_a_name_is_no_pattern() -> None:
    assert spoken_name("S. (Old) *", ["The S. (Old) *"]) == "S. (Old) *"


SAID = {
    "de": "Ihr nächster Halt ist Dom: gehen Sie {}, etwa 200 Meter, 3 Minuten.",
    "fr": "Votre prochaine étape est Dom : marchez {}, environ 200 mètres, 3 minutes.",
    "es": "Su próxima parada es Dom: camine {}, unos 200 metros, 3 minutos.",
    "it": "La prossima tappa è Dom: cammini {}, circa 200 metri, 3 minuti.",
    "nl": "Uw volgende halte is Dom: loop {}, ongeveer 200 meter, 3 minuten.",
}


@pytest.mark.parametrize("language", SAID)
def test_estimated_legs_are_told_in_the_language(language: str) -> None:
    leg = Leg(
        before=None,
        start=DAM,
        stop=Waypoint(name="Dom", coordinates=away(0.0), look_for="a red door"),
        distance_m=204.0,
        duration_s=170.0,
    )
    tower = Waypoint(name="Turm", coordinates=DAM)

    walk, glimpse = cue(leg, seen=tower, language=language)

    assert walk == SAID[language].format(PHRASES[language].compass[0])
    assert "Turm" in glimpse


@pytest.mark.parametrize("language", PHRASES)
def test_a_frame_holds_its_names_and_figures_in_every_language(language: str) -> None:
    opening = welcome(
        city="Ulm", first="Dom", last="Turm", topics=[], language=language
    )
    back = way_back(distance_m=480.0, duration_s=60.0, language=language)
    ends = [
        farewell(last="Turm", goes_on=on, language=language) for on in (True, False)
    ]

    assert all(name in opening for name in ("Ulm", "Dom", "Turm"))
    assert "480" in back
    assert PHRASES[language].minutes[0] in back
    assert all("Turm" in end for end in ends)
    assert not any(sign in text for text in (opening, back, *ends) for sign in "{}")
    assert len(PHRASES[language].compass) == len(PHRASES[language].sides) == 8


@pytest.mark.parametrize("language", ["de-AT", "fr", "es", "it", "nl"])
def test_no_english_is_left_in_another_language(language: str) -> None:
    told = [
        welcome(city=None, first="Dom", last="Turm", topics=["art"], language=language),
        way_back(distance_m=480.0, duration_s=600.0, language=language),
        farewell(last="Turm", goes_on=True, language=language),
        *cue(a_leg(name="Dom"), seen=None, language=language),
    ]

    words = {word for text in told for word in re.findall(r"[a-z]+", text.casefold())}
    assert words.isdisjoint({"the", "walk", "to", "your", "stop", "art", "metres"})


def test_a_language_without_phrases_is_framed_in_english() -> None:
    assert farewell(last="Turm", goes_on=False, language="fi") == farewell(
        last="Turm", goes_on=False
    )

"""What a person likes stays within what a tour can follow."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from walkumentary.domain.accounts.preferences import Preferences, PreferencesInvalid

NONE = Preferences()


@pytest.mark.parametrize(
    "kept",
    [
        NONE,
        Preferences(interests=("x" * 60,) * 10),
        Preferences(language="de-AT", default_tour_duration=5, audio_speed=0.5),
        Preferences(language="nld", default_tour_duration=180, audio_speed=2),
    ],
)
def test_what_a_tour_can_follow_is_kept(kept: Preferences) -> None:
    assert replace(kept) == kept


@pytest.mark.parametrize(
    ("pointer", "make"),
    [
        ("/interests", lambda: Preferences(interests=("art",) * 11)),
        ("/interests/1", lambda: Preferences(interests=("art", "x" * 61))),
        ("/interests/0", lambda: Preferences(interests=("  ",))),
        ("/language", lambda: Preferences(language="not a tag")),
        ("/language", lambda: Preferences(language="en\n")),
        ("/default_tour_duration", lambda: Preferences(default_tour_duration=4)),
        ("/default_tour_duration", lambda: Preferences(default_tour_duration=181)),
        ("/audio_speed", lambda: Preferences(audio_speed=0.49)),
        ("/audio_speed", lambda: Preferences(audio_speed=2.01)),
        ("/audio_speed", lambda: Preferences(audio_speed=float("nan"))),
    ],
)
def test_what_no_tour_can_follow_is_refused(
    pointer: str, make: Callable[[], Preferences]
) -> None:
    with pytest.raises(PreferencesInvalid) as refused:
        make()

    assert [field.pointer for field in refused.value.fields] == [pointer]

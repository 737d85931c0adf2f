"""Languages by their tags."""

import pytest

from walkumentary.domain.shared.languages import closest, primary


def test_a_language_is_the_same_in_every_region() -> None:
    assert {primary(tag) for tag in ("en", "EN", "en-GB", "en-Latn-US")} == {"en"}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("nl", "nl"), ("en-GB", "en-GB"), ("en-US", "en"), ("nl-BE", "nl"), ("fr", "de")],
)
def test_the_closest_language_is_taken_else_the_first(
    wanted: str, expected: str
) -> None:
    assert closest(wanted, ["de", "en", "en-GB", "nl"]) == expected

"""How well places answer a text."""

import pytest

from tests import makers
from walkumentary.domain.places.ranking import Candidate, Fit, Wording, fit, ranked
from walkumentary.domain.shared.geo import Coordinates


def _candidate(
    found: Fit, *, position: Coordinates = makers.DAM, popularity: float = 0.5
) -> Candidate:
    return Candidate(
        place_id=makers.a_place_id(),
        fit=found,
        position=position,
        popularity=popularity,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dam square", Fit.EXACT),
        ("De Dam!", Fit.EXACT),
        ("Dam Square, Amsterdam, Netherlands", Fit.EXACT),
        ("dam sq", Fit.PREFIX),
        ("Dam Square, Amsterdam", Fit.PREFIX),
        ("the square on the dam", Fit.WORDS),
        ("amsterdam squ", Fit.WORDS),
        ("dam sqare", Fit.MISTYPED),
        ("dam s", Fit.PREFIX),
        ("square d", None),
        ("dam london", None),
        ("dm sqre", None),
    ],
)
def test_a_text_fits_a_place_in_one_way(text: str, found: Fit | None) -> None:
    place = makers.a_place(name="Dam Square", aliases=("De Dam",))

    assert fit(Wording.of(text), place) == found


def test_fillers_count_where_there_is_nothing_else() -> None:
    assert Wording.of("The Of").words == ("the", "of")
    assert Wording.of("the Dam").words == ("dam",)


def test_fit_comes_before_nearness_and_nearness_before_fame() -> None:
    far = Coordinates(makers.DAM.latitude_deg + 1, makers.DAM.longitude_deg)
    exact_far = _candidate(Fit.EXACT, position=far)
    begun_near = _candidate(Fit.PREFIX)
    exact_near = _candidate(Fit.EXACT, popularity=0.1)

    order = ranked([exact_far, begun_near, exact_near], near=makers.DAM)

    assert [one.candidate for one in order] == [exact_near, exact_far, begun_near]
    assert order[0].distance_m == 0
    assert order[0].score == pytest.approx(0.999)


def test_without_a_position_fame_decides() -> None:
    small, great = (
        _candidate(Fit.WORDS, popularity=0.3),
        _candidate(Fit.WORDS, popularity=0.9),
    )

    order = ranked([small, great], near=None)

    assert [one.candidate for one in order] == [great, small]
    assert {one.distance_m for one in order} == {None}


def test_typing_errors_are_forgiven_only_where_nothing_fits_as_typed() -> None:
    mistyped, begun = _candidate(Fit.MISTYPED), _candidate(Fit.PREFIX)

    assert [o.candidate for o in ranked([mistyped, begun], near=None)] == [begun]
    assert [o.candidate for o in ranked([mistyped], near=None)] == [mistyped]

"""Names as searches compare them."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from tests import makers
from walkumentary.domain.places.names import (
    alike,
    all_alike,
    all_deletions,
    completions,
    deletions,
    full_names,
    search_words,
    spoken_names,
)

words = st.text(alphabet="abcde", min_size=3, max_size=8)


@cache
def _distance(left: str, right: str) -> int:
    """Return the optimal string alignment distance, the textbook way."""
    if not (left and right):
        return len(left) + len(right)
    swapped = left[:2] == right[1::-1]
    return min(
        _distance(left[1:], right) + 1,
        _distance(left, right[1:]) + 1,
        _distance(left[1:], right[1:]) + (left[0] != right[0]),
        *([_distance(left[2:], right[2:]) + 1] if swapped else []),
    )


@given(words, words)
def test_alike_means_one_typing_error_at_most(left: str, right: str) -> None:
    assert alike(left, right) == (_distance(left, right) <= 1)


@given(words, words)
def test_words_alike_share_a_deletion(left: str, right: str) -> None:
    if alike(left, right):
        assert deletions(left) & deletions(right)


@given(words)
def test_deletions_are_the_word_and_one_letter_less(word: str) -> None:
    found = deletions(word)

    assert word in found
    assert {len(one) for one in found} == {len(word), len(word) - 1}


def test_short_words_have_to_be_right() -> None:
    assert deletions("ij") == {"ij"}
    assert not alike("ij", "ik")


def test_every_typed_word_needs_a_word_it_means() -> None:
    assert all_alike(["dam", "sqare"], ["dam", "square", "amsterdam"])
    assert not all_alike(["dam", "london"], ["dam", "square"])
    assert all_deletions(["ab", "cd"]) == {"ab", "cd"}


def test_a_place_is_called_by_name_and_aliases_folded() -> None:
    place = makers.a_place(name="Café Noir", aliases=("CAFE noir", "★", "Le Noir"))

    assert spoken_names(place) == ("cafe noir", "le noir")


def test_full_names_add_the_city_and_country_that_are_missing() -> None:
    square = makers.a_place(name="Dam Square", aliases=("De Dam",))
    city = makers.a_place(name="Amsterdam")

    assert full_names(square) == (
        "dam square amsterdam netherlands",
        "de dam amsterdam netherlands",
    )
    assert full_names(city) == ("amsterdam netherlands",)
    assert search_words(city) == ("amsterdam", "netherlands")


def test_completions_go_on_as_typed() -> None:
    places = [
        makers.a_place(name="Royal Palace", aliases=("Roi",)),
        makers.a_place(name="Palace", aliases=("Royal Seat",)),
        makers.a_place(name="Roy"),
        makers.a_place(name="Dam"),
    ]

    assert completions("roy", places) == ("Royal Palace", "Royal Seat")

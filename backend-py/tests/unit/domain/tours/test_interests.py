"""Everyday words lead to the twelve canonical interests."""

import pytest

from walkumentary.domain.tours.interests import (
    EVERYDAY,
    SPOKEN,
    Interest,
    canonical,
    canonical_all,
)


@pytest.mark.parametrize(
    ("wish", "interest"),
    [
        ("history", Interest.HISTORICAL),
        ("food", Interest.CULINARY),
        ("art", Interest.ARTISTIC),
        ("Churches", Interest.RELIGIOUS),
        ("cafés & bars", Interest.CULINARY),
        ("old books", Interest.LITERARY),
        ("ghost stories", Interest.LEGENDS),
        ("science", Interest.SCIENCE),
        ("ARCHITECTURAL", Interest.ARCHITECTURAL),
    ],
)
def test_everyday_words_name_an_interest(wish: str, interest: Interest) -> None:
    assert canonical(wish) == interest


@pytest.mark.parametrize("wish", ["", "tulips", "my grandmother", "🦆", "artful"])
def test_anything_else_is_free_text(wish: str) -> None:
    assert canonical(wish) is None


def test_interests_come_once_in_the_order_of_the_wishes() -> None:
    named = canonical_all(["food", "tulips", "wine", "history", "eating"])

    assert named == (Interest.CULINARY, Interest.HISTORICAL)


def test_every_interest_has_everyday_words_and_a_spoken_name() -> None:
    assert set(EVERYDAY) == set(SPOKEN) == set(Interest)
    assert len(Interest) == 12


def test_no_everyday_word_names_two_interests() -> None:
    words = [word for words in EVERYDAY.values() for word in words.split()]

    assert len(words) == len(set(words))


def test_an_interest_as_a_guide_says_it_leads_back_to_it() -> None:
    assert all(canonical(SPOKEN[interest]) in {interest, None} for interest in Interest)
    assert canonical(Interest.EVENING.value) == Interest.EVENING

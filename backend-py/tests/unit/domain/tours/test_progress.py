"""How far a tour is."""

import pytest

from tests import makers
from tests.contracts.database import voiced
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.progress import progress
from walkumentary.domain.tours.tour import Sentence, SentenceKind


def narrated(words: int, *, position: int = 0) -> Sentence:
    return makers.a_sentence(position=position, text=" ".join(["word"] * words))


def test_a_ready_tour_is_done() -> None:
    assert progress(makers.a_tour(state=life.READY), []) == 100


@pytest.mark.parametrize(("spoken", "percent"), [(0, 0), (17, 10), (85, 50), (170, 99)])
def test_progress_is_the_share_of_words_spoken(spoken: int, percent: int) -> None:
    tour = makers.a_tour(stops=(makers.a_stop(words=170),))

    assert progress(tour, voiced([narrated(spoken)])) == percent


def test_framing_counts_and_silent_sentences_do_not() -> None:
    tour = makers.a_tour(stops=(makers.a_stop(words=6),))
    welcome = makers.a_sentence(
        segment=0, kind=SentenceKind.WELCOME, text="Welcome to it"
    )

    assert progress(tour, [*voiced([welcome]), narrated(6)]) == 33


def test_only_ready_is_all() -> None:
    tour = makers.a_tour(stops=(makers.a_stop(words=170),))

    assert progress(tour, voiced([narrated(400)])) == 99


def test_a_tour_without_words_is_not_begun() -> None:
    assert progress(makers.a_tour(stops=()), []) == 0

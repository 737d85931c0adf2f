"""A tour changes only as its life allows, and every change is a new version."""

from datetime import timedelta

import pytest

from tests import makers
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.status import AudioState, Happening, Status
from walkumentary.domain.tours.tour import (
    MAX_TITLE,
    Failure,
    TitleInvalid,
    TourNotFound,
)

LATER = makers.NOON + timedelta(minutes=5)


def test_a_new_tour_is_being_generated() -> None:
    tour = makers.a_tour()

    assert (tour.status, tour.audio_state) == (Status.GENERATING, AudioState.GROWING)
    assert not tour.finished


def test_what_happens_raises_the_version_and_keeps_the_reason() -> None:
    tour, why = makers.a_tour(), makers.a_failure()

    failed = tour.after(Happening.FAILED, now=LATER, failure=why)

    assert (failed.state, failed.failure, failed.finished) == (life.ERROR, why, True)
    assert (failed.version, failed.updated_at) == (tour.version + 1, LATER)


def test_a_retry_forgets_the_reason() -> None:
    tour = makers.a_tour(state=life.ERROR, failure=makers.a_failure())

    again = tour.after(Happening.RETRIED, now=LATER)

    assert (again.state, again.failure) == (life.GENERATING, None)


def test_measured_talking_leaves_the_rest_as_slack() -> None:
    tour = makers.a_tour(duration_minutes=30, walking_s=600.0, talking_s=1.0)

    assert tour.spoken(talking_s=900.4).slack_s == 299.6
    assert tour.spoken(talking_s=2_000.0).slack_s == 0.0


@pytest.mark.parametrize("title", ["", "  \n", "x" * (MAX_TITLE + 1)])
def test_a_title_nobody_can_read_is_refused(title: str) -> None:
    with pytest.raises(TitleInvalid):
        makers.a_tour().titled(title, now=LATER)


def test_a_title_is_trimmed() -> None:
    titled = makers.a_tour(version=3).titled("  Sunday walk ", now=LATER)

    assert (titled.title, titled.version) == ("Sunday walk", 4)


def test_a_tour_is_put_away_and_taken_out_again() -> None:
    away = makers.a_tour().archived(at=LATER, now=LATER)
    back = away.archived(at=None, now=LATER)

    assert (away.archived_at, back.archived_at) == (LATER, None)
    assert back.version == 3


def test_notes_are_in_the_tours_language_unless_a_model_translated_them() -> None:
    spoken, translated = (
        makers.a_tour(language="en", request={"query": "Dam"}),
        makers.a_tour(language="fr", request={"notes_language": "en"}),
    )

    assert (spoken.notes_language, translated.notes_language) == ("en", "en")


def test_a_failure_keeps_what_the_person_may_know() -> None:
    failure = Failure.of(TourNotFound("Gone."))

    assert (failure.code, failure.detail) == ("tour-not-found", "Gone.")

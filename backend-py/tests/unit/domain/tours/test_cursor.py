"""Cursors survive the way through a client, and nothing else does."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import makers
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.cursor import (
    CursorInvalid,
    decode_cursor,
    encode_cursor,
)


@given(moment=st.datetimes(timezones=st.just(UTC)), tour_id=st.uuids())
def test_a_cursor_leads_back_to_where_it_was_made(
    moment: datetime, tour_id: TourId
) -> None:
    cursor = encode_cursor(moment, tour_id)

    assert decode_cursor(cursor) == (moment, tour_id)
    assert cursor.replace("-", "").replace("_", "").isalnum()


def test_a_cursor_is_the_same_in_every_time_zone() -> None:
    tour_id = makers.a_tour_id()
    elsewhere = makers.NOON.astimezone(timezone(timedelta(hours=9)))

    assert encode_cursor(elsewhere, tour_id) == encode_cursor(makers.NOON, tour_id)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "%%%",
        "AAAA",
        "é",
        "\x00",
        "MjAyNnw",
        "fHw",
        "MjAyNi0xMS0yMXxub3QtYS11dWlk",
    ],
)
def test_rubbish_is_refused_with_a_pointer(text: str) -> None:
    with pytest.raises(CursorInvalid) as caught:
        decode_cursor(text)

    assert [problem.pointer for problem in caught.value.fields] == ["/cursor"]


def test_an_instant_before_all_time_is_refused() -> None:
    plain = f"0001-01-01T00:00:00+14:00|{makers.a_tour_id()}"

    with pytest.raises(CursorInvalid):
        decode_cursor(base64.urlsafe_b64encode(plain.encode()).decode())


@given(st.text(max_size=60))
def test_any_other_text_is_refused_and_never_crashes(text: str) -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor(text)

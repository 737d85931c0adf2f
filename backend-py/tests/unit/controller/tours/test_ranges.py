"""Byte ranges as RFC 9110, section 14, has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.controller.tours.ranges import ByteRange, Unsatisfiable, requested

SIZE = 10_000
"""As in the examples of RFC 9110, section 14.1.2."""


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-499", 0, 499),
        ("bytes=500-999", 500, 999),
        ("bytes=-500", 9_500, 9_999),
        ("bytes=9500-", 9_500, 9_999),
        ("bytes=0-0", 0, 0),
        ("bytes=-1", 9_999, 9_999),
        ("bytes=0-", 0, 9_999),
        ("bytes=0-9999", 0, 9_999),
        ("bytes=0-10000", 0, 9_999),
        ("bytes=-10000", 0, 9_999),
        ("bytes=-10001", 0, 9_999),
        ("bytes=00-09", 0, 9),
        (" bytes=1-2 ", 1, 2),
    ],
)
def test_one_range_is_served(header: str, first: int, last: int) -> None:
    part = requested(header, size=SIZE)

    assert part == ByteRange(first, last)
    assert part.length == last - first + 1


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "bytes=1.5-2",
        "bytes=+1-2",
        "bytes=0-0,-1",
        "bytes=500-600,601-999",
        "items=0-1",
    ],
)
def test_anything_else_is_served_whole(header: str | None) -> None:
    assert requested(header, size=SIZE) is None


@pytest.mark.parametrize("header", ["bytes=10000-", "bytes=10000-10001", "bytes=-0"])
def test_a_range_outside_is_unsatisfiable(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        requested(header, size=SIZE)


@pytest.mark.parametrize("header", ["bytes=500-499", "bytes=1-0"])
def test_a_range_that_ends_before_it_starts_is_rejected(header: str) -> None:
    # RFC 9110, 14.2 and 15.5.17: an invalid range may be ignored or rejected.
    with pytest.raises(Unsatisfiable):
        requested(header, size=SIZE)


def test_nothing_of_nothing_can_be_sent() -> None:
    with pytest.raises(Unsatisfiable):
        requested("bytes=0-", size=0)


@given(first=st.integers(0, 10**17), length=st.integers(1, 10**17), size=st.integers(1))
def test_a_span_is_cut_to_what_there_is(first: int, length: int, size: int) -> None:
    header = f"bytes={first}-{first + length - 1}"
    if first >= size:
        with pytest.raises(Unsatisfiable):
            requested(header, size=size)
        return

    part = requested(header, size=size)

    assert part == ByteRange(first, min(first + length, size) - 1)


@given(header=st.text(max_size=30) | st.from_regex(r"bytes=\d{0,9}-\d{0,9}"))
def test_whatever_is_asked_lies_inside(header: str) -> None:
    try:
        part = requested(header, size=SIZE)
    except Unsatisfiable:
        return

    assert part is None or 0 <= part.first <= part.last < SIZE


@pytest.mark.parametrize(
    "header", [f"bytes={'9' * 5_000}-", f"bytes=0-{'9' * 5_000}", "bytes=٣-"]
)
def test_numbers_nobody_needs_are_ignored(header: str) -> None:
    assert requested(header, size=SIZE) is None

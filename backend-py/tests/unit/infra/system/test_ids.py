"""Ids and the clock."""

from datetime import UTC, timedelta

import pytest

from walkumentary.gateway.ids import Ids
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.system.clock import SystemClock
from walkumentary.infra.system.ids import UuidV7Ids


def test_the_clock_tells_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


@pytest.mark.parametrize("ids", [UuidV7Ids(FixedClock()), SequentialIds()], ids=type)
def test_ids_are_uuids_of_version_7_in_the_order_they_were_made(ids: Ids) -> None:
    made = [ids.new() for _ in range(10_000)]

    assert made == sorted(set(made))
    assert {(one.version, one.variant) for one in made} == {
        (7, "specified in RFC 4122")
    }


def test_an_id_begins_with_the_millisecond_it_was_made_in() -> None:
    clock = FixedClock(NOON + timedelta(milliseconds=7))

    made = UuidV7Ids(clock).new()

    assert made.int >> 80 == int(NOON.timestamp()) * 1_000 + 7


def test_ids_sort_by_the_time_they_were_made() -> None:
    clock = FixedClock()
    ids = UuidV7Ids(clock)

    first = ids.new()
    clock.advance(seconds=0.001)

    assert ids.new() > first


def test_ids_still_rise_when_the_clock_is_put_back() -> None:
    clock = FixedClock()
    ids = UuidV7Ids(clock)

    first = ids.new()
    clock.advance(seconds=-60)

    assert ids.new() > first

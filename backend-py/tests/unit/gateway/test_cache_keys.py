"""What a kept value is addressed by."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import makers
from walkumentary.gateway.cache import Determining, cache_key

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NAMED = st.dictionaries(st.text(), JSON, max_size=4)


def _digest(determining: dict[str, Determining]) -> str:
    return cache_key("test", determining, owner_id=None).digest


def test_a_key_is_a_sha_256() -> None:
    assert len(bytes.fromhex(_digest({}))) == 32


@given(NAMED, NAMED)
def test_different_things_have_different_keys(
    one: dict[str, Determining], other: dict[str, Determining]
) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

    assert (_digest(one) == _digest(other)) is same


@given(NAMED)
def test_the_order_of_names_does_not_matter(one: dict[str, Determining]) -> None:
    assert _digest(one) == _digest(dict(reversed(one.items())))


def test_purpose_and_owner_are_part_of_it() -> None:
    mine, yours = makers.a_user_id(), makers.a_user_id()
    keys = [
        cache_key(purpose, {"text": "a"}, owner_id=owner)
        for purpose in ("summary", "sentiment")
        for owner in (None, mine, yours)
    ]

    assert len({key.digest for key in keys}) == len(keys)


def test_tags_are_no_part_of_it() -> None:
    plain = cache_key("test", {}, owner_id=None)
    tagged = cache_key("test", {}, owner_id=None, tags=("b", "a", "b"))

    assert (tagged.digest, tagged.tags) == (plain.digest, ("a", "b"))


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        cache_key("test", {"bytes": b"x"}, owner_id=None)

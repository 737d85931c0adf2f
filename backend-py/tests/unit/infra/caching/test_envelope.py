"""How a value is wrapped."""

from hypothesis import given
from hypothesis import strategies as st

from walkumentary.infra.caching.envelope import COMPRESSED_FROM, packed, unpacked

TOKENS = st.lists(st.binary(min_size=16, max_size=16), max_size=3)


@given(st.binary(max_size=3 * COMPRESSED_FROM), TOKENS)
def test_what_is_packed_is_unpacked(value: bytes, tokens: list[bytes]) -> None:
    assert unpacked(packed(value, tokens=tokens), tokens=tokens) == value


@given(st.binary(max_size=100), TOKENS, TOKENS)
def test_with_other_tokens_nothing_is_there(
    value: bytes, tokens: list[bytes], others: list[bytes]
) -> None:
    found = unpacked(packed(value, tokens=tokens), tokens=others)

    assert found == (value if tokens == others else None)


def test_a_long_value_is_stored_compressed_where_that_helps() -> None:
    short, long = b"a" * (COMPRESSED_FROM - 1), b"a" * COMPRESSED_FROM

    assert len(packed(short, tokens=[])) > len(short)
    assert len(packed(long, tokens=[])) < 100


@given(st.binary(max_size=200))
def test_anything_else_found_there_is_no_value_or_some_bytes(stored: bytes) -> None:
    assert isinstance(unpacked(stored, tokens=[]), bytes | None)


def test_a_damaged_value_is_none() -> None:
    stored = packed(b"a" * 5_000, tokens=[])

    assert unpacked(stored[:-5], tokens=[]) is None

"""A kept value with what proves it fresh, compressed where that pays."""

import hashlib
import zlib
from collections.abc import Sequence

COMPRESSED_FROM = 1_024
"""Bytes from which a value is compressed."""
_PLAIN, _COMPRESSED = b"\x00", b"\x01"
_PROOF_BYTES = 16


def packed(value: bytes, *, tokens: Sequence[bytes]) -> bytes:
    """Return the value as it is stored, valid as long as its tags have these tokens."""
    smaller = zlib.compress(value, 1) if len(value) >= COMPRESSED_FROM else value
    if len(smaller) < len(value):
        return _COMPRESSED + proof(tokens) + smaller
    return _PLAIN + proof(tokens) + value


def unpacked(stored: bytes | None, *, tokens: Sequence[bytes]) -> bytes | None:
    """Return the value, or None where none is fresh and whole."""
    if stored is None or stored[1 : 1 + _PROOF_BYTES] != proof(tokens):
        return None
    body = stored[1 + _PROOF_BYTES :]
    return _inflated(body) if stored[:1] == _COMPRESSED else body


def proof(tokens: Sequence[bytes]) -> bytes:
    """Return what tells one set of tokens from every other."""
    return hashlib.blake2b(b"".join(tokens), digest_size=_PROOF_BYTES).digest()


def _inflated(body: bytes) -> bytes | None:
    try:
        return zlib.decompress(body)
    except zlib.error:
        return None

"""Signed tokens read so strictly that they can be understood in one way only.

RFC 7515 lets readers differ about much: who sends a token must not choose among them.
Read here before any signature is looked at, and before a library is asked.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import from_json

MAX_LENGTH = 8_000
"""Longer ones are refused before they are read. Source: headers of 8 kB are usual."""
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_DECIDING = frozenset(
    ("crit", "b64", "zip", "cty", "enc", "jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256")
)
"""Header fields by which a token would say how, or with which key, it is to be read."""
_END_OF_DATES = 253_402_300_800
"""The year 10,000: JSON has larger numbers, and infinite ones such as 1e999."""

type Members = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Unverified:
    """What a token says: nothing of it is known to be true."""

    header: Members
    claims: Members

    @property
    def kid(self) -> str:
        """The key it says to be signed with, or empty."""
        kid = self.header.get("kid", "")
        return kid if isinstance(kid, str) else ""


def read(token: str) -> Unverified:
    """Return what a token says.

    Raises:
        ValueError: too long, no compact JWS of JSON objects, not in canonical
            base64url, a member twice, or a header that would decide how it is read.
    """
    if len(token) > MAX_LENGTH or not _COMPACT.fullmatch(token):
        raise ValueError("not a compact JWS")
    header, claims, _ = (_decoded(part) for part in token.split("."))
    unverified = Unverified(_members(header), _members(claims))
    _check_header(unverified.header)
    return unverified


def moments(claims: Members, *names: str) -> Sequence[float]:
    """Return moments (Unix time) as numbers, and as nothing else.

    Raises:
        ValueError: one is missing, no number, or none that a date has.
    """
    return [_moment(claims.get(name)) for name in names]


def _moment(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no number")  # noqa: TRY004 - of the sender, not of ours
    if not 0 <= value < _END_OF_DATES:
        raise ValueError("no date has it")
    return value


def _check_header(header: Members) -> None:
    if _DECIDING & header.keys():
        raise ValueError("the header decides too much")
    if header.get("typ", "JWT") != "JWT":
        raise ValueError("another type of token")


def _decoded(part: str) -> bytes:
    """Return the bytes of a part; decoders are lenient, so it is encoded again."""
    plain = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(plain).decode().rstrip("=") != part:
        raise ValueError("not canonical")
    return plain


def _members(text: bytes) -> Members:
    from_json(text, allow_inf_nan=False)
    members: object = json.loads(text.decode(), object_pairs_hook=_once)
    if not isinstance(members, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - of the sender, not of ours
    return members


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a member stands twice")
    return members

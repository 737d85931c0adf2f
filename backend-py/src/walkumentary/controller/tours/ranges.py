"""HTTP byte ranges (RFC 9110, section 14): one range; several are served whole."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
"""Longer numbers are nobody's offsets, and Python reads only some 4,000 digits."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """First and last byte, inclusive."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """Number of bytes."""
        return self.last - self.first + 1


class Unsatisfiable(ValueError):
    """The range lies outside what there is: 416."""


def requested(header: str | None, *, size: int) -> ByteRange | None:
    """Return the one range asked for, or None: send everything.

    Raises:
        Unsatisfiable: it starts behind the end, or asks for nothing.
    """
    match = _ONE.fullmatch((header or "").strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    wanted = _suffix(int(last), size) if not first else _span(first, last, size)
    if wanted.first > wanted.last:
        raise Unsatisfiable
    return wanted


def _suffix(length: int, size: int) -> ByteRange:
    return ByteRange(max(0, size - length), size - 1)


def _span(first: str, last: str, size: int) -> ByteRange:
    end = min(int(last), size - 1) if last else size - 1
    return ByteRange(int(first), end)

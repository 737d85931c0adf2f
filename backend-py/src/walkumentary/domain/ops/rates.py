"""How often something may be asked: so many times in any window of so long."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from walkumentary.domain.shared.errors import Invalid, LimitReached

_WRITTEN = re.compile(r"(\d+)\s*/\s*(\d*)\s*(second|minute|hour|day)s?")
_UNITS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_MOST = 100_000
_LONGEST_S = 7 * 86_400


class RateInvalid(Invalid):
    """A rate nobody could keep, or not written as 100/minute."""

    code = "rate-invalid"
    title = "Rate not valid"


class TooManyRequests(LimitReached):
    """More requests came from one person or address than are answered."""

    code = "too-many-requests"
    title = "Too many requests"


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``amount`` in any ``window_s`` seconds."""

    amount: int
    window_s: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a rate as people write it.

        Args:
            text: ``100/hour``, ``300/5 minutes``.

        Raises:
            RateInvalid: another form, nothing at all, or too much.
        """
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise RateInvalid("write it as 100/hour or 300/5 minutes")
        amount, times, unit = found.groups()
        rate = cls(int(amount), int(times or 1) * _UNITS[unit])
        if not (1 <= rate.amount <= _MOST and 1 <= rate.window_s <= _LONGEST_S):
            raise RateInvalid(f"1 to {_MOST:,} in at most a week")
        return rate

    def times(self, people: int) -> "Rate":
        """Return what so many people may ask together."""
        return Rate(self.amount * people, self.window_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePolicy:
    """Who may ask how often; several rates of one kind hold together.

    Args:
        anonymous: by address, without any token.
        signed_in: by person.
        generation: by person, of what costs money or much work.
        sign_in: by address.
        media: by address, of signed and shared addresses.
        people_per_address: so many may sit behind one address; what holds for a
            person holds for the address that many times.
    """

    anonymous: Sequence[Rate]
    signed_in: Sequence[Rate]
    generation: Sequence[Rate]
    sign_in: Sequence[Rate]
    media: Sequence[Rate]
    people_per_address: int

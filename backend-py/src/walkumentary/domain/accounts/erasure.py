"""What is left of a person who leaves, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "charges": "What was paid for, under a number drawn at random: the books must"
        " add up.",
        "provider_calls": "What providers were asked and what it cost, under the same"
        " number: the books must add up.",
        "reservations": "What a guest at your address had set aside, under the same"
        " number: allowances are counted by address.",
        "account": "The number of the account, and when it was deleted, until no token"
        " of yours can be good any more: it is refused by them.",
    }
)
"""Why something is kept, by what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How many rows are kept, by what they are; and files that nobody needs."""

    kept: Mapping[str, int]
    files: tuple[str, ...] = ()

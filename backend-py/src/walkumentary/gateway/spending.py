"""Port: buying one thing at once, such as a look at a picture."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from walkumentary.domain.accounts.usage import Bill, Usage
from walkumentary.domain.shared.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What is being bought; ``used`` is told what it took."""

    bill: Bill
    taken: list[Usage] = field(default_factory=list)

    def used(self, usage: Usage) -> None:
        """Note what a provider counted."""
        self.taken.append(usage)


class SpendingGateway(Protocol):
    """Money is set aside before, and what was not used comes back after."""

    def buying(
        self, actor: Actor, *, kind: str, expected: Usage
    ) -> AbstractAsyncContextManager[Purchase]:
        """Set the price aside for as long as the block lasts, then settle it.

        What fails is not charged for, and what took nothing costs nothing.

        Args:
            actor: who pays.
            kind: what is bought, such as ``recognition``.
            expected: what it takes at most.

        Raises (on entering):
            PriceTooHigh: there is no money for it.
            GuestsSpentAll: there is none for guests.
            DatabaseUnavailable: nobody knows.
        """
        ...

"""Refuse a token that outlived its account, where nothing of anybody's is read."""

from dataclasses import dataclass

from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAccount:
    """Whatever reads or writes for a person finds this out by itself."""

    begin: Begin[AccountWork]

    async def execute(self, actor: Actor) -> None:
        """Do nothing, or refuse.

        Raises:
            NoSuchAccount: the account was deleted.
            DatabaseUnavailable: nobody knows now.
        """
        async with self.begin(actor):
            return

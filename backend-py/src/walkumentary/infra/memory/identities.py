"""Who accounts are elsewhere, in memory."""

from walkumentary.domain.accounts.identities import Identity, Provider
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.infra.memory.transaction import Transaction


class MemoryIdentities:
    """Links inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def find(self, provider: Provider, subject: str) -> Identity | None:
        """Return the link; people see their own."""
        found = self._transaction.identities[provider, subject]
        return found if found and self._transaction.sees(found.owner_id) else None

    async def add(self, identity: Identity) -> bool:
        """Store a link, unless there is one; return whether it is stored now."""
        if self._transaction.actor.kind is not ActorKind.SYSTEM:
            raise Forbidden("Row-level security forbids this.")
        key = (identity.provider, identity.subject)
        await self._transaction.lock(f"identity {identity.provider} {key[1]}")
        if self._transaction.identities[key] is not None:
            return False
        self._transaction.identities[key] = identity
        return True

"""Accounts and signing keys in memory."""

from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.unit_of_work import AlreadyStored
from walkumentary.infra.memory.transaction import Transaction


class MemoryUsers:
    """Accounts inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, user: User) -> None:
        """Store a new account."""
        _check_system(self._transaction)
        if self._transaction.users[user.id] is not None:
            raise AlreadyStored("There is an account with this id already.")
        self._transaction.users[user.id] = user

    async def find(self, user_id: UserId) -> User | None:
        """Return the account, or None."""
        visible = self._transaction.sees(user_id)
        return self._transaction.users[user_id] if visible else None


class MemorySigningKeys:
    """Signing keys inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get_or_add(self, key: SigningKey) -> SigningKey:
        """Return the stored key for the purpose; store the given one if there is none.

        Two processes that race get the same key.
        """
        _check_system(self._transaction)
        await self._transaction.lock(f"signing key {key.purpose}")
        stored = self._transaction.signing_keys[key.purpose] or key
        self._transaction.signing_keys[key.purpose] = stored
        return stored


def _check_system(transaction: Transaction) -> None:
    if transaction.actor.kind is not ActorKind.SYSTEM:
        raise Forbidden("Row-level security forbids this.")

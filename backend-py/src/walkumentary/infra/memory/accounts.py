"""Accounts and signing keys in memory."""

from datetime import datetime

from walkumentary.domain.accounts.names import email_key, username_key
from walkumentary.domain.accounts.sign_in import EmailTaken, UsernameTaken
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
        check_system(self._transaction)
        if self._transaction.users[user.id] is not None:
            raise AlreadyStored("There is an account with this id already.")
        await self._store(user)

    async def find(self, user_id: UserId) -> User | None:
        """Return the account, or None."""
        visible = self._transaction.sees(user_id)
        return self._transaction.users[user_id] if visible else None

    async def find_by_email(self, email: str) -> User | None:
        """Return the account with this address, however it is spelled, or None."""
        return next((u for u in self._visible() if _has_email(u, email)), None)

    async def find_by_username(self, username: str) -> User | None:
        """Return the account with this name, however it is spelled, or None."""
        return next((u for u in self._visible() if _has_username(u, username)), None)

    async def lock(self, user_id: UserId) -> User | None:
        """Return the account as it is now; nobody else changes it in the meantime."""
        await self._transaction.lock(f"user:{user_id}")
        return await self.find(user_id)

    async def save(self, user: User) -> None:
        """Store an account as it is now; one that is gone stays so."""
        if await self.lock(user.id) is not None:
            check_system(self._transaction)
            await self._store(user)

    async def seen(self, user_id: UserId, *, at: datetime) -> None:
        """Note, to the hour, that somebody uses the account."""
        self._transaction.seen[user_id] = at.replace(minute=0, second=0, microsecond=0)

    async def remove(self, user_id: UserId) -> None:
        """Delete the account with its credentials; an unknown one is no error."""
        await self._transaction.lock(f"user:{user_id}")
        self._transaction.users.drop(user_id)
        self._transaction.seen.drop(user_id)
        self._transaction.drop_credentials(user_id)

    async def _store(self, user: User) -> None:
        """Store it; the next to take the same address waits, as before an index."""
        await self._transaction.lock("users: addresses and names")
        others = [one for one in self._visible() if one.id != user.id]
        if any(_has_email(one, user.email) for one in others):
            raise EmailTaken("There is an account with this address.")
        if any(_has_username(one, user.username) for one in others):
            raise UsernameTaken("Somebody has this name.")
        self._transaction.users[user.id] = user

    def _visible(self) -> list[User]:
        sees = self._transaction.sees
        return [user for key, user in self._transaction.users.items() if sees(key)]


def _has_email(user: User, email: str | None) -> bool:
    return None not in {user.email, email} and (
        email_key(user.email or "") == email_key(email or "")
    )


def _has_username(user: User, username: str | None) -> bool:
    return None not in {user.username, username} and (
        username_key(user.username or "") == username_key(username or "")
    )


class MemorySigningKeys:
    """Signing keys inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get_or_add(self, key: SigningKey) -> SigningKey:
        """Return the stored key for the purpose; store the given one if there is none.

        Two processes that race get the same key.
        """
        check_system(self._transaction)
        await self._transaction.lock(f"signing key {key.purpose}")
        stored = self._transaction.signing_keys[key.purpose] or key
        self._transaction.signing_keys[key.purpose] = stored
        return stored


def check_system(transaction: Transaction) -> None:
    """Refuse what row-level security lets the system alone do.

    Raises:
        Forbidden: somebody else acts.
    """
    if transaction.actor.kind is not ActorKind.SYSTEM:
        raise Forbidden("Row-level security forbids this.")

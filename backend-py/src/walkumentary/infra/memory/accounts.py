"""Accounts and signing keys in memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from walkumentary.domain.accounts.sign_in import EmailTaken, UsernameTaken
from walkumentary.domain.accounts.user import SEEN_EVERY, User
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import Conflict, Forbidden, Stale
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.unit_of_work import AlreadyStored
from walkumentary.infra.memory.transaction import Transaction

_KEYS: tuple[tuple[type[Conflict], Callable[[User], str | None]], ...] = (
    (EmailTaken, lambda user: user.email_key),
    (UsernameTaken, lambda user: user.username_key),
)


class MemoryUsers:
    """Accounts inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, user: User) -> None:
        """Store a new account."""
        check_system(self._transaction)
        await self._claim(user)
        if self._is_known(user.id):
            raise AlreadyStored("There is an account with this id already.")
        self._transaction.users[user.id] = user

    async def find(self, user_id: UserId) -> User | None:
        """Return the account, or None; people see their own alone."""
        visible = self._transaction.sees(user_id)
        return self._transaction.users[user_id] if visible else None

    async def lock(self, user_id: UserId) -> User | None:
        """Return the account as it is now; nobody else changes it in the meantime."""
        await self._transaction.lock(f"user {user_id}")
        return await self.find(user_id)

    async def find_by_email_key(self, email_key: str) -> User | None:
        """Return the account of an address, or None; people see their own alone."""
        users = (user for _, user in self._transaction.users.items())
        found = (user for user in users if user.email_key == email_key)
        return next((user for user in found if self._transaction.sees(user.id)), None)

    async def find_by_username_key(self, username_key: str) -> User | None:
        """Return the account of a name, or None; people see their own alone."""
        users = (user for _, user in self._transaction.users.items())
        found = (user for user in users if user.username_key == username_key)
        return next((user for user in found if self._transaction.sees(user.id)), None)

    async def change(self, user: User) -> User:
        """Store a changed account, if nobody changed it since it was read."""
        await self._transaction.lock(f"user {user.id}")
        stored = self._stored(user)
        await self._claim(user)
        changed = replace(
            user,
            created_at=stored.created_at,
            seen_at=stored.seen_at,
            version=user.version + 1,
        )
        self._transaction.users[user.id] = changed
        return changed

    async def see(self, user_id: UserId, *, at: datetime) -> None:
        """Note that the account is used, once an hour and in no new version."""
        stored = self._transaction.users[user_id]
        is_system = self._transaction.actor.kind is ActorKind.SYSTEM
        if stored and is_system and stored.seen_at <= at - SEEN_EVERY:
            self._transaction.users[user_id] = replace(stored, seen_at=at)

    async def unused_guests(
        self, *, seen_before: datetime, limit: int
    ) -> Sequence[UserId]:
        """Return guests nobody was since, the longest unused first."""
        guests = [
            user
            for _, user in self._transaction.users.items()
            if user.kind is ActorKind.GUEST
            and user.seen_at < seen_before
            and self._transaction.sees(user.id)
        ]
        oldest = sorted(guests, key=lambda guest: guest.seen_at)
        return [guest.id for guest in oldest[:limit]]

    async def remove(self, user_id: UserId) -> None:
        """Delete the account with all that proves who it is; no error if unknown."""
        if self._transaction.actor.kind is ActorKind.SYSTEM:
            await self._transaction.lock(f"user {user_id}")
            self._transaction.users.drop(user_id)
            self._transaction.drop_credentials(user_id)

    def _is_known(self, user_id: UserId) -> bool:
        known = (self._transaction.users[user_id], self._transaction.deleted[user_id])
        return any(one is not None for one in known)

    def _stored(self, user: User) -> User:
        stored = self._transaction.users[user.id]
        is_system = self._transaction.actor.kind is ActorKind.SYSTEM
        if stored is None or not is_system or stored.version != user.version:
            raise Stale("The account was changed meanwhile.")
        return stored

    async def _claim(self, user: User) -> None:
        """Be the only one with these keys, as a unique index sees to."""
        for taken, key_of in _KEYS:
            if key_of(user) is not None:
                await self._transaction.lock(f"{taken.code} {key_of(user)}")
                self._check_free(taken, user, key_of)

    def _check_free(
        self, taken: type[Conflict], user: User, key_of: Callable[[User], str | None]
    ) -> None:
        others = (
            other for id_, other in self._transaction.users.items() if id_ != user.id
        )
        if any(key_of(other) == key_of(user) for other in others):
            raise taken("Somebody has it already.")


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
        stored = self._in_use(key.purpose) or key
        self._transaction.signing_keys[stored.kid] = stored
        return stored

    async def of(self, purpose: str) -> Sequence[SigningKey]:
        """Return the keys for the purpose, the retired ones too, newest first."""
        return sorted(self._of(purpose), key=_age)[::-1]

    async def rotate(self, key: SigningKey) -> None:
        """Retire the key for the purpose as of this one's making, and store this."""
        check_system(self._transaction)
        await self._transaction.lock(f"signing key {key.purpose}")
        if old := self._in_use(key.purpose):
            retired = replace(old, retired_at=key.created_at)
            self._transaction.signing_keys[old.kid] = retired
        self._transaction.signing_keys[key.kid] = key

    async def sweep(self, purpose: str, *, retired_before: datetime) -> int:
        """Delete what retired before then; return how many there were."""
        swept = [
            key.kid
            for key in self._of(purpose)
            if key.retired_at and key.retired_at < retired_before
        ]
        for kid in swept:
            self._transaction.signing_keys.drop(kid)
        return len(swept)

    def _of(self, purpose: str) -> Iterator[SigningKey]:
        keys = (key for _, key in self._transaction.signing_keys.items())
        is_system = self._transaction.actor.kind is ActorKind.SYSTEM
        return (key for key in keys if is_system and key.purpose == purpose)

    def _in_use(self, purpose: str) -> SigningKey | None:
        return next((key for key in self._of(purpose) if not key.retired_at), None)


def _age(key: SigningKey) -> datetime:
    return key.created_at


def check_system(transaction: Transaction) -> None:
    """Refuse what row-level security lets the system alone do.

    Raises:
        Forbidden: somebody else acts.
    """
    if transaction.actor.kind is not ActorKind.SYSTEM:
        raise Forbidden("Row-level security forbids this.")

"""Let people keep keys for their programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from walkumentary.domain.accounts.api_key import (
    MAX_KEYS,
    ApiKey,
    GuestsHaveNoKeys,
    Scope,
    TooManyKeys,
    check_key,
    hash_of,
    hint_of,
    new_secret,
)
from walkumentary.domain.accounts.user import NoSuchAccount, User
from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKeyCommand:
    """What a key shall open, and for how many days (1 to 366)."""

    actor: Actor
    name: str
    scopes: frozenset[Scope]
    expires_in_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedApiKey:
    """A key with its secret, which is told this once."""

    key: ApiKey
    secret: str

    def __repr__(self) -> str:
        """Show nothing that opens a door."""
        return f"CreatedApiKey(key={self.key!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey:
    """Make a key; only its hash is kept."""

    begin: Begin[AccountWork]
    clock: Clock
    ids: Ids

    async def execute(self, command: CreateApiKeyCommand) -> CreatedApiKey:
        """Store the key and return it with its secret.

        Raises:
            ApiKeyInvalid: its name, scopes or days are impossible.
            GuestsHaveNoKeys: the actor is nobody yet.
            TooManyKeys: the person has 20 already.
            NoSuchAccount: it was deleted, or never was.
        """
        secret = new_secret()
        key = self._key(command, secret)
        check_key(key)
        async with self.begin(SYSTEM) as work:
            _check_may_have(await work.users.lock(key.owner_id))
            _check_room(await work.api_keys.of(key.owner_id))
            await work.api_keys.add(key)
            await work.commit()
        return CreatedApiKey(key=key, secret=secret)

    def _key(self, command: CreateApiKeyCommand, secret: str) -> ApiKey:
        now = self.clock.now()
        return ApiKey(
            id=self.ids.new(),
            owner_id=command.actor.user_id,
            name=command.name.strip(),
            hash=hash_of(secret),
            hint=hint_of(secret),
            scopes=command.scopes,
            created_at=now,
            expires_at=now + timedelta(days=command.expires_in_days),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys:
    """One's own keys, as far as they are shown."""

    begin: Begin[AccountWork]

    async def execute(self, actor: Actor) -> Sequence[ApiKey]:
        """Return the keys, the oldest first."""
        async with self.begin(actor) as work:
            return await work.api_keys.of(actor.user_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveApiKeyCommand:
    """Which of one's keys is withdrawn."""

    actor: Actor
    key_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveApiKey:
    """Withdraw a key; the next request with it is refused."""

    begin: Begin[AccountWork]

    async def execute(self, command: RemoveApiKeyCommand) -> None:
        """Withdraw it.

        Raises:
            ApiKeyNotFound: the actor has no such key.
        """
        async with self.begin(command.actor) as work:
            await work.api_keys.remove(command.key_id, owner_id=command.actor.user_id)
            await work.commit()


def _check_may_have(user: User | None) -> None:
    if user is None:
        raise NoSuchAccount("There is no such account any more.")
    if user.kind is ActorKind.GUEST:
        raise GuestsHaveNoKeys("Keys are for people with an account; sign up first.")


def _check_room(keys: Sequence[ApiKey]) -> None:
    if len(keys) >= MAX_KEYS:
        raise TooManyKeys(f"You have {MAX_KEYS} keys; withdraw one of them first.")

"""Keys for programs: what they open, for how long, and who may have them."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.errors import (
    Conflict,
    FieldProblem,
    Forbidden,
    Invalid,
    NotFound,
)
from walkumentary.domain.shared.ids import UserId

PREFIX = "walk_"
"""What a key begins with, so that it is known where it was left lying about."""
SECRET_BYTES = 32
MAX_KEYS = 20
MAX_NAME = 80
MAX_DAYS = 366
USED_EVERY = timedelta(minutes=1)
"""How exactly is known when a key was last used."""


class ApiKeyInvalid(Invalid):
    """A key that cannot be made as it is wished for."""

    code = "api-key-invalid"
    title = "No such key can be made"


class ApiKeyNotFound(NotFound):
    """No key of the person has this id."""

    code = "api-key-not-found"
    title = "Key not found"


class GuestsHaveNoKeys(Forbidden):
    """Keys are for people with an account."""

    code = "guests-have-no-keys"
    title = "Sign up first"


class TooManyKeys(Conflict):
    """A person has as many keys as one may have."""

    code = "too-many-keys"
    title = "Too many keys"


class ScopeMissing(Forbidden):
    """A key, where a key opens nothing, or not this one."""

    code = "scope-missing"
    title = "The key does not open this"


class Scope(StrEnum):
    """What a key may open; who it belongs to decides about the rest.

    Keys, passwords, the profile and the account itself are behind none of them.
    """

    TOURS_READ = "tours:read"
    TOURS_WRITE = "tours:write"
    PLACES_READ = "places:read"
    PLACES_WRITE = "places:write"
    NOTES_READ = "notes:read"
    NOTES_WRITE = "notes:write"
    USAGE_READ = "usage:read"
    INTERNAL = "internal"


SERVICE = Actor(
    user_id=UserId(UUID("0199c0de-0000-7000-8000-0000000a9001")), kind=ActorKind.USER
)
"""Whoever holds a key of the settings; an operator's account for machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as it is kept: whoever reads this cannot use it."""

    id: UUID
    owner_id: UserId
    name: str
    hash: bytes = field(repr=False)
    hint: str
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return now < self.expires_at

    def was_used_lately(self, now: datetime) -> bool:
        """Whether its last use need not be written down again."""
        return self.used_at is not None and now < self.used_at + USED_EVERY


@dataclass(frozen=True, slots=True)
class ServiceKeys:
    """The keys of the settings, as they are compared."""

    hashes: tuple[bytes, ...] = ()

    def include(self, text: str) -> bool:
        """Whether it is one of them; takes as long whichever it is."""
        digest = hash_of(text)
        return True in [hmac.compare_digest(digest, one) for one in self.hashes]


def check_key(key: ApiKey) -> None:
    """Refuse a new key that is too vague, or good for too long.

    Raises:
        ApiKeyInvalid: with a pointer per field.
    """
    problems = [*_name_problems(key.name), *_other_problems(key)]
    if problems:
        raise ApiKeyInvalid("No such key can be made.", fields=problems)


def new_secret() -> str:
    """Return a key nobody can guess: the prefix and 32 random bytes."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def hash_of(text: str) -> bytes:
    """Return what is kept of a key; one so random needs no slower hash."""
    return hashlib.sha256(text.encode()).digest()


def hint_of(text: str) -> str:
    """Return what is shown of a key later."""
    return f"{PREFIX}…{text[-4:]}"


def check_scopes(wanted: Sequence[str], held: AbstractSet[str]) -> None:
    """Refuse a key that does not open a door; one that names no scope opens to none.

    Raises:
        ScopeMissing: it does not.
    """
    if not wanted:
        raise ScopeMissing("No key opens this; sign in as yourself.")
    missing = [scope for scope in wanted if scope not in held]
    if missing:
        raise ScopeMissing(f"The key lacks {' and '.join(missing)}.")


def _name_problems(name: str) -> Sequence[FieldProblem]:
    if 1 <= len(name.strip()) <= MAX_NAME and name.isprintable():
        return ()
    return (FieldProblem("/name", f"must be 1 to {MAX_NAME} visible characters"),)


def _other_problems(key: ApiKey) -> Sequence[FieldProblem]:
    life = key.expires_at - key.created_at
    checks = (
        ("/scopes", bool(key.scopes), "name at least one"),
        (
            "/expires_in_days",
            timedelta(0) < life <= timedelta(days=MAX_DAYS),
            f"must lie in 1…{MAX_DAYS}",
        ),
    )
    return [FieldProblem(where, why) for where, fits, why in checks if not fits]

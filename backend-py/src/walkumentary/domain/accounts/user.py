"""A person's account."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from walkumentary.domain.accounts.names import check_username, email_key, username_key
from walkumentary.domain.accounts.preferences import Preferences
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.errors import (
    FieldProblem,
    Forbidden,
    Invalid,
    Unauthenticated,
)
from walkumentary.domain.shared.ids import UserId

SEEN_EVERY = timedelta(hours=1)
"""How exactly is known when an account was last used."""

MAX_DISPLAY_NAME = 80


class GuestsClosed(Forbidden):
    """This instance takes no guests."""

    code = "guests-closed"
    title = "No guests here"


class NoSuchAccount(Unauthenticated):
    """The account was deleted, or never was: whoever names it is nobody."""

    code = "no-such-account"
    title = "No such account"


class DisplayNameInvalid(Invalid):
    """A name to be shown that is too long, or that nobody can see."""

    code = "display-name-invalid"
    title = "Name not usable"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account; role and tier live here, never in a token.

    ``email`` and ``username`` are as written; whether two are the same is asked of
    their keys. ``seen_at`` is true to the hour.
    """

    id: UserId
    kind: ActorKind
    role: str = "user"
    tier: str = "free"
    email: str | None = None
    email_key: str | None = None
    username: str | None = None
    username_key: str | None = None
    display_name: str | None = None
    preferences: Preferences = field(default_factory=Preferences)
    created_at: datetime
    updated_at: datetime
    seen_at: datetime
    version: int = 1

    def as_actor(self) -> Actor:
        """Return this person as the one who acts."""
        return Actor(user_id=self.id, kind=self.kind)

    def known_as(self, username: str | None) -> "User":
        """Return the account under another name that is nobody else's; None: none.

        Raises:
            UsernameInvalid: see ``check_username``.
        """
        if username is None:
            return replace(self, username=None, username_key=None)
        check_username(username)
        return replace(self, username=username, username_key=username_key(username))

    def called(self, display_name: str | None) -> "User":
        """Return the account under another name to be shown; None for none.

        Raises:
            DisplayNameInvalid: no visible character, a control character, or more
                than ``MAX_DISPLAY_NAME``.
        """
        name = None if display_name is None else shown_name(display_name)
        return replace(self, display_name=name)

    def signed_up(self, *, email: str, username: str | None, now: datetime) -> "User":
        """Return the account as it is once its person has said who they are."""
        return replace(
            self,
            kind=ActorKind.USER,
            email=email,
            email_key=email_key(email),
            username=username,
            username_key=username_key(username) if username else None,
            updated_at=now,
        )


def new_user(user_id: UserId, *, kind: ActorKind, now: datetime) -> User:
    """Return an account as it begins."""
    return User(id=user_id, kind=kind, created_at=now, updated_at=now, seen_at=now)


def shown_name(name: str) -> str:
    """Return a name as it is shown.

    Raises:
        DisplayNameInvalid: see ``User.called``.
    """
    stripped = name.strip()
    if not _can_be_shown(stripped):
        form = f"must be 1 to {MAX_DISPLAY_NAME} visible characters"
        raise DisplayNameInvalid(
            f"The name {form}.", fields=[FieldProblem("/display_name", form)]
        )
    return stripped


def _can_be_shown(name: str) -> bool:
    return 1 <= len(name) <= MAX_DISPLAY_NAME and name.isprintable()

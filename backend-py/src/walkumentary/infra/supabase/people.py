"""Our own row of everybody Supabase knows: role and tier stand in it."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from walkumentary.domain.accounts.names import email_key, username_key
from walkumentary.domain.accounts.sign_in import UsernameTaken
from walkumentary.domain.accounts.user import (
    MAX_DISPLAY_NAME,
    NoSuchAccount,
    User,
    new_user,
)
from walkumentary.domain.shared.actor import SYSTEM, ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, AlreadyStored, Begin
from walkumentary.infra.supabase.auth import AuthUser

KNOWN_FOR = timedelta(minutes=1)
"""After it the row is looked for again: the account may have been deleted."""
MOST_KNOWN = 10_000


@dataclass(kw_only=True)
class People:
    """Rows are made where they are missing, and brought up to date when people come."""

    begin: Begin[AccountWork]
    clock: Clock
    _seen: OrderedDict[UserId, datetime] = field(default_factory=OrderedDict)

    async def has(self, user_id: UserId) -> bool:
        """Return whether there is a row; asked of the database once a minute.

        Whoever is asked for uses the account: guests nobody uses are swept.
        """
        if self._is_known(user_id):
            return True
        async with self.begin(SYSTEM) as work:
            await work.users.see(user_id, at=self.clock.now())
            found = await work.users.find(user_id)
            await work.commit()
        if found:
            self._know(user_id)
        return found is not None

    async def address(self, user_id: UserId) -> str | None:
        """Return somebody's address, as it was when they last came."""
        async with self.begin(SYSTEM) as work:
            found = await work.users.find(user_id)
        return found.email if found else None

    async def keep(self, person: AuthUser) -> User:
        """Return the row, with what Supabase says of the person."""
        for username in (person.text("username"), None):
            with suppress(UsernameTaken):
                user = await self._kept(person, username)
                self._know(user.id)
                return user
        raise AssertionError("a row without a name is nobody else's")

    async def check_name(self, username: str | None) -> None:
        """Refuse a name that somebody has.

        Raises:
            UsernameTaken: there is such an account.
        """
        async with self.begin(SYSTEM) as work:
            key = username_key(username or "")
            holder = await work.users.find_by_username_key(key)
        if username and holder:
            raise UsernameTaken("Somebody has this name.")

    async def remove(self, user_id: UserId) -> None:
        """Delete the row, with all that hangs on it."""
        async with self.begin(SYSTEM) as work:
            await work.users.remove(user_id)
            await work.commit()
        self._seen.pop(user_id, None)

    def _is_known(self, user_id: UserId) -> bool:
        seen = self._seen.get(user_id)
        return seen is not None and self.clock.now() - seen < KNOWN_FOR

    def _know(self, user_id: UserId) -> None:
        self._seen[user_id] = self.clock.now()
        self._seen.move_to_end(user_id)
        while len(self._seen) > MOST_KNOWN:
            self._seen.popitem(last=False)

    async def _kept(self, person: AuthUser, username: str | None) -> User:
        """Store it; if somebody just made the row, what they made is brought along.

        Raises:
            NoSuchAccount: it was deleted here, and is about to be there.
        """
        with suppress(AlreadyStored):
            return await self._stored(person, username)
        try:
            return await self._stored(person, username)
        except AlreadyStored as error:
            # A row that nobody finds: it is the mark of an account that was deleted.
            raise NoSuchAccount("This account was deleted.") from error

    async def _stored(self, person: AuthUser, username: str | None) -> User:
        async with self.begin(SYSTEM) as work:
            before = await work.users.lock(UserId(person.id))
            await _free_address(work, person)
            after = await self._written(work, before, person, username)
            await work.users.see(after.id, at=self.clock.now())
            await work.commit()
        return after

    async def _written(
        self,
        work: AccountWork,
        before: User | None,
        person: AuthUser,
        username: str | None,
    ) -> User:
        if before is None:
            made = self._made(person, username)
            await work.users.add(made)
            return made
        after = _current(before, person, username)
        changed = replace(after, updated_at=self.clock.now())
        return before if after == before else await work.users.change(changed)

    def _made(self, person: AuthUser, username: str | None) -> User:
        blank = new_user(UserId(person.id), kind=_kind(person), now=self.clock.now())
        return _current(blank, person, username)


async def _free_address(work: AccountWork, person: AuthUser) -> None:
    """Take an address from whoever had it before: Supabase knows whose it is now."""
    holder = await work.users.find_by_email_key(email_key(person.email))
    if person.email and holder and holder.id != person.id:
        await work.users.change(replace(holder, email=None, email_key=None))


def _current(user: User, person: AuthUser, username: str | None) -> User:
    """Return the row with what is newer there; names are ours once they are set."""
    email = person.email or None
    name = user.username or username
    return replace(
        user,
        kind=_kind(person),
        email=email,
        email_key=email_key(email) if email else None,
        username=name,
        username_key=username_key(name) if name else None,
        display_name=user.display_name or _shown(person),
    )


def _kind(person: AuthUser) -> ActorKind:
    return ActorKind.GUEST if person.is_anonymous else ActorKind.USER


def _shown(person: AuthUser) -> str | None:
    name = (person.text("display_name", "full_name", "name") or "").strip()[
        :MAX_DISPLAY_NAME
    ]
    return name if name.isprintable() and name else None

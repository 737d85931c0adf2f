"""Let somebody in without asking who they are."""

from dataclasses import dataclass

from walkumentary.domain.accounts.user import GuestsClosed, User, new_user
from walkumentary.domain.shared.actor import SYSTEM, ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import IssuedToken, TokensGateway
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A person and their token."""

    user: User
    token: IssuedToken


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAnonymously:
    """Make a guest account, which owns tours like any other."""

    begin: Begin[AccountWork]
    identity: TokensGateway
    clock: Clock
    ids: Ids
    guests_welcome: bool

    async def execute(self) -> SignedIn:
        """Store the guest and issue a token.

        Raises:
            GuestsClosed: this instance takes no guests.
        """
        if not self.guests_welcome:
            raise GuestsClosed("Guests are not welcome here (GUESTS=off).")
        user = new_user(
            UserId(self.ids.new()), kind=ActorKind.GUEST, now=self.clock.now()
        )
        async with self.begin(SYSTEM) as work:
            await work.users.add(user)
            await work.commit()
        return SignedIn(user=user, token=self.identity.issue(user.as_actor()))

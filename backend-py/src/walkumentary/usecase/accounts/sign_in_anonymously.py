"""Let somebody in without asking who they are."""

from dataclasses import dataclass

from walkumentary.domain.accounts.user import GuestsClosed
from walkumentary.gateway.identity import IdentityGateway, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAnonymously:
    """Make a guest account, which owns tours like any other."""

    identity: IdentityGateway
    guests_welcome: bool

    async def execute(self) -> Session:
        """Make the guest and open their session.

        Raises:
            GuestsClosed: this instance takes no guests.
        """
        if not self.guests_welcome:
            raise GuestsClosed("Guests are not welcome here (GUESTS=off).")
        return await self.identity.sign_in_anonymously()

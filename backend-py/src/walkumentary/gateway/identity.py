"""Port: who people are, wherever their accounts live."""

from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """A sign-up that passed the rules; ``guest`` is who keeps their tours by it."""

    email: str
    password: str
    display_name: str
    username: str | None = None
    guest: Actor | None = None

    def __repr__(self) -> str:
        """Show nothing that is secret."""
        return f"NewAccount(email={self.email!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sign-in on one device: both tokens, and who it is.

    The access token is good for ``expires_in_s`` seconds; the refresh token is used
    once, for the next pair.
    """

    actor: Actor
    access_token: str
    expires_in_s: int
    refresh_token: str
    email: str | None = None
    display_name: str | None = None

    def __repr__(self) -> str:
        """Show whose it is, and no token."""
        return f"Session(actor={self.actor!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where to send a browser, and the state it brings back.

    The route keeps the state's hash in a cookie: what another browser brings back is
    not this one's sign-in, and never reaches ``finish_google``.
    """

    address: str
    state: str

    def __repr__(self) -> str:
        """Show nothing: both are secret."""
        return "Departure()"


class IdentityGateway(Protocol):
    """Accounts, sessions and tokens; the rest of the program knows no other way.

    Every method may raise ``GatewayUnavailable`` where the accounts cannot be reached.
    """

    @property
    def reveals_addresses(self) -> bool:
        """Whether a sign-up tells if an address is taken (no mail is configured)."""
        ...

    async def verify(self, access_token: str) -> Actor:
        """Return whom the token names; no call outside, unless a key is new.

        Raises:
            Unauthenticated: malformed, foreign, expired or badly signed.
        """
        ...

    async def sign_up(self, account: NewAccount) -> Session | None:
        """Open an account; None where a mail has to confirm it first.

        Raises:
            EmailTaken: only where ``reveals_addresses``.
            UsernameTaken: somebody has it.
        """
        ...

    async def confirm_email(self, token: str) -> Session:
        """Open the account a mail was sent for, and a session with it.

        Raises:
            LinkSpent: unknown, used or too old.
        """
        ...

    async def log_in(self, *, email: str, password: str) -> Session:
        """Open a session.

        Raises:
            WrongCredentials: no such address, or another password; alike in time too.
            TooManySignIns: more passwords are being checked than can be.
        """
        ...

    async def sign_in_anonymously(self) -> Session:
        """Make a guest and open a session."""
        ...

    async def refresh(self, refresh_token: str) -> Session:
        """Return the next pair of tokens.

        Within ten seconds a used token still gives a pair: the answer may have been
        lost, or two tabs may have raced. Later it is taken for stolen.

        Raises:
            SessionEnded: unknown, too old, logged out, or reused: then for all.
        """
        ...

    async def log_out(self, refresh_token: str) -> None:
        """End the session; an unknown one is no error."""
        ...

    async def forgot_password(self, email: str) -> None:
        """Send a way back in, where there is such an account; tell nobody whether."""
        ...

    async def reset_password(self, *, token: str, password: str) -> None:
        """Set a new password and end every session.

        Raises:
            LinkSpent: unknown, used or too old.
        """
        ...

    async def change_password(
        self, actor: Actor, *, current: str, password: str
    ) -> Session:
        """Set a new password, end every session, and open the one that goes on.

        Raises:
            WrongCredentials: the current password is another one.
        """
        ...

    async def google_address(self, *, return_to: str, guest: Actor | None) -> Departure:
        """Return the way to Google's page for an authorisation code with PKCE.

        Raises:
            NoGoogleHere: it is not configured.
        """
        ...

    async def finish_google(self, *, state: str, code: str) -> tuple[Session, str]:
        """Trade the code for a session; return it with ``return_to``.

        Raises:
            LinkSpent: the state is unknown, used or too old.
            WrongCredentials: Google does not vouch for it.
        """
        ...

    async def log_in_with_google(
        self, *, id_token: str, nonce: str | None, guest: Actor | None
    ) -> Session:
        """Open a session for a verified id token.

        Raises:
            WrongCredentials: signature, audience, issuer, nonce, time or an
                unverified address.
            NoGoogleHere: it is not configured.
        """
        ...

    async def forget(self, user_id: UserId) -> None:
        """Delete the account and all its sessions; an unknown one is no error."""
        ...

"""Port: who somebody is to Google."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What proves that somebody who comes back from Google is who set out.

    ``state`` travels through the browser; Google shows ``nonce`` in the id token and
    gives no token without ``verifier``, of which it saw the hash (PKCE, RFC 7636).
    """

    state: str
    nonce: str
    verifier: str

    def __repr__(self) -> str:
        """Show nothing: all of it is secret."""
        return "Journey()"


@dataclass(frozen=True, slots=True, kw_only=True)
class GooglePerson:
    """A person Google vouches for: a verified address, and a subject that stays."""

    subject: str
    email: str
    name: str | None = None

    def __repr__(self) -> str:
        """Show nothing that names somebody."""
        return "GooglePerson()"


class GoogleGateway(Protocol):
    """Asks Google who somebody is (OpenID Connect)."""

    def address(self, journey: Journey) -> str:
        """Return Google's page; its query has the ``state``."""
        ...

    async def redeem(self, code: str, journey: Journey) -> GooglePerson:
        """Trade a code for whom it was given.

        Raises:
            WrongCredentials: Google does not know the code, or its token does not fit.
            GatewayError: Google does not answer, or does not accept who we are.
        """
        ...

    async def recognize(self, id_token: str, *, nonce: str | None) -> GooglePerson:
        """Return whom an id token names.

        Args:
            id_token: as Google signed it, for us.
            nonce: what the token's nonce is, or is the SHA-256 of (hexadecimal); with
                None the token must have none.

        Raises:
            WrongCredentials: signature, audience, issuer, nonce, time or an
                unverified address.
            GatewayError: Google's keys cannot be had.
        """
        ...

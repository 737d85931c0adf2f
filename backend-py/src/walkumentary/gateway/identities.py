"""Port: who accounts are elsewhere."""

from typing import Protocol

from walkumentary.domain.accounts.identities import Identity, Provider


class IdentitiesGateway(Protocol):
    """Links of accounts to sign-ins elsewhere, inside one transaction."""

    async def find(self, provider: Provider, subject: str) -> Identity | None:
        """Return the link; people see their own."""
        ...

    async def add(self, identity: Identity) -> bool:
        """Store a link, unless there is one; return whether it is stored now.

        Of several who link the same at once one stores it, if that one commits.

        Raises:
            Forbidden: only the system links.
        """
        ...

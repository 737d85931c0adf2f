"""How the accounts are: what an operator should know of them."""

from walkumentary.domain.ops.health import HealthState
from walkumentary.gateway.health import Look
from walkumentary.gateway.identity import IdentityGateway

_REVEALS = "no mail is configured: signing up tells whether an address has an account"
_KEEPS = "addresses are confirmed by mail"


class AccountsProbe:
    """Satisfies ``HealthProbe``."""

    component = "accounts"

    def __init__(self, identity: IdentityGateway) -> None:
        self._identity = identity

    async def look(self) -> Look:
        """See ``HealthProbe.look``; it is a property of the settings, not a fault."""
        detail = _REVEALS if self._identity.reveals_addresses else _KEEPS
        return Look(state=HealthState.UP, detail=detail)


class GoogleProbe:
    """Satisfies ``HealthProbe``; it stands where Google is configured.

    The page shows its button by it. Google itself is not asked.
    """

    component = "google"

    async def look(self) -> Look:
        """See ``HealthProbe.look``."""
        return Look(state=HealthState.UP, detail="people may sign in with Google")

"""What people may do beyond their own things, and how much."""

from enum import StrEnum

from walkumentary.domain.shared.errors import Forbidden, NotFound


class RoleMissing(Forbidden):
    """Whoever asks has not the role it takes."""

    code = "role-missing"
    title = "Not for you"


class AccountNotFound(NotFound):
    """No account has this address."""

    code = "account-not-found"
    title = "No such account"


class Role(StrEnum):
    """Each may do what those before it may."""

    USER = "user"
    CURATOR = "curator"
    OPERATOR = "operator"

    def includes(self, other: "Role") -> bool:
        """Whether whoever has this role has the other one too."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class Tier(StrEnum):
    """How much somebody may spend."""

    FREE = "free"
    BASIC = "basic"
    PREMIUM = "premium"

"""See the keys that verify tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.gateway.accounts import PublicKey, PublicKeysGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadKeys:
    """Publish what anybody may know of the keys that sign."""

    public_keys: PublicKeysGateway

    def execute(self) -> Sequence[PublicKey]:
        """Return the keys that are good now; none where tokens come from elsewhere."""
        return self.public_keys.public_keys()

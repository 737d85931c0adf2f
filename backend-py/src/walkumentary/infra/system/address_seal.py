"""Adapter: addresses sealed with HMAC-SHA256, anew every day."""

import hashlib
import hmac

from walkumentary.domain.shared.addresses import ClientAddress
from walkumentary.gateway.accounts import SigningKey

_PURPOSE = b"guest addresses"


class KeyedAddresses:
    """Satisfies ``AddressSealGateway`` with a key drawn from one of ours."""

    def __init__(self, key: SigningKey) -> None:
        self._secret = hmac.digest(key.secret, _PURPOSE, hashlib.sha256)

    def seal(self, address: ClientAddress, *, bucket: str) -> bytes:
        """See ``AddressSealGateway.seal``."""
        message = f"{bucket}|{address.counted}".encode()
        return hmac.digest(self._secret, message, hashlib.sha256)

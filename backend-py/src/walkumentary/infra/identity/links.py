"""Adapter: the tokens of links, derived from seeds by a secret key."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from secrets import token_hex

from walkumentary.gateway.accounts import SigningKey

_PURPOSE = b"links in mails"


class DerivedLinks:
    """Satisfies ``LinkSeals`` with HMAC-SHA256."""

    def __init__(self, key: SigningKey) -> None:
        self._secret = hmac.digest(key.secret, _PURPOSE, hashlib.sha256)

    def new_seed(self) -> str:
        """See ``LinkSeals.new_seed``."""
        return token_hex(16)

    def token_of(self, seed: str) -> str:
        """See ``LinkSeals.token_of``."""
        token = hmac.digest(self._secret, seed.encode(), hashlib.sha256)
        return urlsafe_b64encode(token).decode().rstrip("=")

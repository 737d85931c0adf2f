"""A sign-in at Google that is under way, sealed into the state that travels with it.

Nothing has to be kept here: only we can open the state, and the code that comes back
with it is good once, which Supabase sees to (RFC 7636; RFC 9700, 2.1).
"""

import base64
import hashlib
import hmac
from secrets import token_urlsafe

from cryptography.fernet import Fernet, InvalidToken
from pydantic import BaseModel

from walkumentary.domain.accounts.sign_in import LinkSpent
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.clock import Clock

LIFE_S = 600
"""For choosing an account at Google."""
_PURPOSE = b"supabase oauth flows"


class OAuthFlow(BaseModel):
    """What has to be known again when the browser comes back."""

    return_to: str
    verifier: str

    def __repr__(self) -> str:
        """Show nothing that is secret."""
        return "OAuthFlow()"

    @classmethod
    def to(cls, return_to: str) -> "OAuthFlow":
        """Begin one; its verifier is 256 random bits."""
        return cls(return_to=return_to, verifier=token_urlsafe(32))

    @property
    def challenge(self) -> str:
        """What may be known of the verifier (S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class SealedFlows:
    """Seals flows with a key that all processes share."""

    def __init__(self, key: SigningKey, *, clock: Clock) -> None:
        secret = hmac.digest(key.secret, _PURPOSE, hashlib.sha256)
        self._fernet = Fernet(base64.urlsafe_b64encode(secret))
        self._clock = clock

    def seal(self, flow: OAuthFlow) -> str:
        """Return the state to send along."""
        sealed = self._fernet.encrypt_at_time(
            flow.model_dump_json().encode(), self._now
        )
        return sealed.decode()

    def open(self, state: str) -> OAuthFlow:
        """Return the flow of a state.

        Raises:
            LinkSpent: it is none of ours, or too old.
        """
        try:
            said = self._fernet.decrypt_at_time(state.encode(), LIFE_S, self._now)
        except (InvalidToken, ValueError) as error:
            raise LinkSpent("This sign-in took too long: begin again.") from error
        return OAuthFlow.model_validate_json(said)

    @property
    def _now(self) -> int:
        return int(self._clock.now().timestamp())

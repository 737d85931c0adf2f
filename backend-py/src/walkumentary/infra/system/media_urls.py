"""Adapter: media addresses signed with HMAC-SHA256, one grant for a tour's media."""

import hashlib
import hmac
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.domain.shared.ids import TourId, UserId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.media import MediaGrant


class SignedMediaUrls:
    """Satisfies ``MediaSignerGateway``."""

    def __init__(self, key: SigningKey, *, clock: Clock, ttl_s: int) -> None:
        self._secret = key.secret
        self._clock = clock
        self._ttl = timedelta(seconds=ttl_s)

    def sign(self, tour_id: TourId, *, actor: Actor) -> MediaGrant:
        """See ``MediaSignerGateway.sign``."""
        expires = str(int((self._clock.now() + self._ttl).timestamp()))
        owner = str(actor.user_id)
        signature = self._signature(tour_id, expires=expires, owner=owner)
        query = {"expires": expires, "owner": owner, "signature": signature}
        return MediaGrant(urlencode(query))

    def verify(
        self, tour_id: TourId, *, expires: str, owner: str, signature: str
    ) -> Actor:
        """See ``MediaSignerGateway.verify``."""
        expected = self._signature(tour_id, expires=expires, owner=owner)
        intact = hmac.compare_digest(expected.encode(), signature.encode())
        # Only what was signed is read as a number: until then it may be anything.
        if not intact or int(expires) <= self._clock.now().timestamp():
            raise Unauthenticated("The media address is not valid, or no longer.")
        return Actor(user_id=UserId(UUID(owner)), kind=ActorKind.USER)

    def _signature(self, tour_id: TourId, *, expires: str, owner: str) -> str:
        message = f"{tour_id}|{expires}|{owner}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()

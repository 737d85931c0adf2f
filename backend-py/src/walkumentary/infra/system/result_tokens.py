"""Adapter: a place in a token, signed with HMAC-SHA256."""

import hashlib
import hmac
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.results import ResultTokenInvalid

TTL_S = 3 * 86_400
"""As long as a geocoder's answers are kept. Source: spec, models, Caches."""
_PURPOSE = b"geocoder results"
_SIGNATURE_BYTES = 32
_SEALED = TypeAdapter(tuple[datetime, Place])


class SealedResults:
    """Satisfies ``ResultSealGateway`` with a secret derived for it alone."""

    def __init__(self, key: SigningKey, *, clock: Clock) -> None:
        self._secret = hmac.digest(key.secret, _PURPOSE, hashlib.sha256)
        self._clock = clock

    def seal(self, place: Place) -> str:
        """See ``ResultSealGateway.seal``."""
        expires = self._clock.now() + timedelta(seconds=TTL_S)
        payload = zlib.compress(_SEALED.dump_json((expires, place)))
        return urlsafe_b64encode(self._signature(payload) + payload).decode()

    def unseal(self, token: str) -> Place:
        """See ``ResultSealGateway.unseal``."""
        with _refusals():
            sealed = urlsafe_b64decode(token.encode("ascii"))
            signature, payload = sealed[:_SIGNATURE_BYTES], sealed[_SIGNATURE_BYTES:]
            if not hmac.compare_digest(signature, self._signature(payload)):
                raise ValueError("not signed by us")
            expires, place = _SEALED.validate_json(zlib.decompress(payload))
            if expires <= self._clock.now():
                raise ValueError("expired")
        return replace(place, owner_id=None)

    def _signature(self, payload: bytes) -> bytes:
        return hmac.digest(self._secret, payload, hashlib.sha256)


@contextmanager
def _refusals() -> Iterator[None]:
    """One answer for every defect: a token tells nothing about why it is bad."""
    try:
        yield
    except (ValueError, ValidationError, zlib.error) as error:
        raise ResultTokenInvalid(
            "The result is not one of ours, or too old: search again.",
            fields=[FieldProblem("/result_token", "is not valid, or no longer")],
        ) from error

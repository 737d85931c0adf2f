"""Adapter: Google as an OpenID provider.

Source: OpenID Connect Core 1.0; Google's discovery document and "Validating an ID
token" (developers.google.com/identity/openid-connect); RFC 7636 (PKCE), RFC 9700.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

import jwt
from pydantic import BaseModel, Field, ValidationError

from walkumentary.domain.accounts.sign_in import WrongCredentials
from walkumentary.domain.shared.errors import (
    AppError,
    GatewayRefused,
    GatewayUnavailable,
)
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.google import GooglePerson, Journey
from walkumentary.infra.identity.http import IdentityServer, Reply
from walkumentary.infra.identity.jwks import Jwks
from walkumentary.infra.system import compact

ISSUERS = ("https://accounts.google.com", "accounts.google.com")
"""Google writes both. Source: its guide, as above."""
REQUIRED = ("iss", "aud", "sub", "email", "email_verified", "iat", "exp")
SKEW_S = 60.0
"""By so much may Google's clock differ from ours."""
_ALGORITHM = "RS256"
_OK = 200
_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleClient:
    """Who we are to Google, and where it is."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    authorization_url: str
    token_url: str


class _Granted(BaseModel):
    id_token: str


class _Refused(BaseModel):
    error: str


class _Claims(BaseModel, strict=True):
    """What of an id token we go by."""

    sub: str = Field(min_length=1, max_length=255, pattern=r"^[!-~]+$")
    email: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    email_verified: Literal[True]
    nonce: str | None = None
    name: str | None = None


class Google:
    """Satisfies ``GoogleGateway``.

    Args:
        client: who we are.
        server: asks Google.
        keys: Google's.
    """

    def __init__(
        self, client: GoogleClient, *, server: IdentityServer, keys: Jwks, clock: Clock
    ) -> None:
        self._client = client
        self._server = server
        self._keys = keys
        self._clock = clock

    def address(self, journey: Journey) -> str:
        """See ``GoogleGateway.address``."""
        query = {
            "client_id": self._client.client_id,
            "redirect_uri": self._client.redirect_uri,
            "response_type": "code",
            "scope": "openid email profile",
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": _challenge(journey.verifier),
            "code_challenge_method": "S256",
            "prompt": "select_account",
        }
        return f"{self._client.authorization_url}?{urlencode(query)}"

    async def redeem(self, code: str, journey: Journey) -> GooglePerson:
        """See ``GoogleGateway.redeem``."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": self._client.client_id,
            "client_secret": self._client.client_secret,
            "redirect_uri": self._client.redirect_uri,
            "code_verifier": journey.verifier,
        }
        reply = await self._server.post(self._client.token_url, form)
        claims = await self._verified(_id_token(reply))
        return _person(claims, nonce=journey.nonce)

    async def recognize(self, id_token: str, *, nonce: str | None) -> GooglePerson:
        """See ``GoogleGateway.recognize``."""
        return _person(await self._verified(id_token), nonce=nonce)

    async def _verified(self, id_token: str) -> Mapping[str, object]:
        """Return the claims of a token that Google signed, for us, for now."""
        with _refusals():
            said = compact.read(id_token)
        key = await self._keys.find(said.kid) if said.kid else None
        with _refusals():
            claims = _signed_by(key, id_token, audience=self._client.client_id)
            self._check_time(claims)
        return claims

    def _check_time(self, claims: Mapping[str, object]) -> None:
        issued, ends = compact.moments(claims, "iat", "exp")
        (begins,) = compact.moments({"nbf": issued, **claims}, "nbf")
        now = self._clock.now().timestamp()
        if not max(issued, begins) - SKEW_S <= now < ends:
            raise ValueError("not yet or no longer")


def _signed_by(
    key: jwt.PyJWK | None, id_token: str, *, audience: str
) -> Mapping[str, object]:
    if key is None or key.algorithm_name != _ALGORITHM:
        raise ValueError("not a key of Google's")
    claims: Mapping[str, object] = jwt.decode(
        id_token,
        key,
        algorithms=[_ALGORITHM],
        audience=audience,
        issuer=ISSUERS,
        options={
            "require": list(REQUIRED),
            "strict_aud": True,
            "verify_exp": False,
            "verify_iat": False,
            "verify_nbf": False,
        },
    )
    return claims


def _person(claims: Mapping[str, object], *, nonce: str | None) -> GooglePerson:
    with _refusals():
        said = _Claims.model_validate(claims)
        if not _is_nonce(said.nonce, nonce):
            raise ValueError("another nonce")
    return GooglePerson(subject=said.sub, email=said.email, name=said.name)


def _is_nonce(said: str | None, known: str | None) -> bool:
    if said is None or known is None:
        return said is known
    hashed = hashlib.sha256(known.encode()).hexdigest()
    fits = (hmac.compare_digest(said.encode(), n.encode()) for n in (known, hashed))
    return any(list(fits))


def _id_token(reply: Reply) -> str:
    """Return what Google grants.

    Raises:
        WrongCredentials: the code is none, or no longer.
        GatewayRefused: Google does not accept who we are.
        GatewayUnavailable: that was not Google.
    """
    try:
        if reply.status == _OK:
            return _Granted.model_validate_json(reply.body).id_token
        raise _refusal(reply.status, _Refused.model_validate_json(reply.body))
    except ValidationError as error:
        raise GatewayUnavailable("Google answers something else.") from error


def _refusal(status: int, refused: _Refused) -> AppError:
    if status == _BAD_REQUEST and refused.error == "invalid_grant":
        return WrongCredentials("Google does not know the code, or no longer.")
    return GatewayRefused("Google does not accept how this instance is registered.")


def _challenge(verifier: str) -> str:
    hashed = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(hashed).decode().rstrip("=")


@contextmanager
def _refusals() -> Iterator[None]:
    """One answer for every defect: a token tells nothing about why it is bad."""
    try:
        yield
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise WrongCredentials("Google does not vouch for this.") from error

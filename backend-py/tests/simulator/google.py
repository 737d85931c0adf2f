"""Google's OpenID provider on loopback: consents at once, checks what Google checks.

Source: https://accounts.google.com/.well-known/openid-configuration and the guide
"OpenID Connect" (developers.google.com/identity), read 2026-11-21.
"""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from secrets import token_urlsafe
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.simulator.server import served

CLIENT_ID = "walkumentary-tests.apps.googleusercontent.com"
CLIENT_SECRET = "secret-of-the-test"  # noqa: S105 - nobody's
ISSUER = "https://accounts.google.com"
KID = "google-key-1"
LIFE_S = 3_600
_LONGEST_STALL_S = 60.0

ANNA: Mapping[str, object] = {
    "sub": "110248495921238986420",
    "email": "anna@example.com",
    "email_verified": True,
    "name": "Anna",
}


class Trouble(StrEnum):
    """How everything asked of it goes wrong."""

    STALL = "stall"
    STATUS = "status"
    HTML = "html"
    FLOOD = "flood"
    OTHER_CLIENT = "other client"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person agreed to, as the code stands for it."""

    redirect_uri: str
    challenge: str
    nonce: str | None


@dataclass(slots=True, kw_only=True)
class GoogleSimulator:
    """A provider: who is signed in to it, and what it was asked.

    ``person`` is who consents; ``claims`` go before what it would say by itself (None
    leaves one out); ``refuses`` is a person who does not consent.
    """

    now: Callable[[], float]
    person: Mapping[str, object] = field(default_factory=lambda: ANNA)
    claims: dict[str, object] = field(default_factory=dict)
    refuses: bool = False
    trouble: Trouble | None = None
    consents: dict[str, Consent] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def discovery(self) -> dict[str, object]:
        """The provider's own description, with Google's field names."""
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{self.url}/o/oauth2/v2/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/oauth2/v3/certs",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "email", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["plain", "S256"],
        }

    def id_token(self, **changed: object) -> str:
        """Return a signed id token of the person; None leaves a claim out."""
        now = int(self.now())
        said: dict[str, object] = {
            "iss": ISSUER,
            "aud": CLIENT_ID,
            "azp": CLIENT_ID,
            "iat": now,
            "exp": now + LIFE_S,
            **self.person,
            **self.claims,
            **changed,
        }
        kept = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(kept, google_key(), "RS256", headers={"kid": KID})

    def app(self) -> Starlette:
        """Return its application."""
        return Starlette(
            routes=[
                Route("/o/oauth2/v2/auth", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/oauth2/v3/certs", self._certs),
            ]
        )

    async def _authorize(self, request: Request) -> Response:
        asked = request.query_params
        if asked["client_id"] != CLIENT_ID or asked["response_type"] != "code":
            return HTMLResponse("Error 400: invalid_request", 400)
        answer = {"error": "access_denied"} if self.refuses else self._consent(asked)
        answer["state"] = asked["state"]
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 302)

    def _consent(self, asked: Mapping[str, str]) -> dict[str, str]:
        code = f"4/{token_urlsafe(24)}"
        self.consents[code] = Consent(
            redirect_uri=asked["redirect_uri"],
            challenge=asked["code_challenge"],
            nonce=asked.get("nonce"),
        )
        return {"code": code, "scope": "openid email", "iss": ISSUER}

    async def _token(self, request: Request) -> Response:
        self.asked.append("token")
        form = {name: str(value) for name, value in (await request.form()).items()}
        return await self._troubled() or self._granted(form)

    def _granted(self, form: Mapping[str, str]) -> Response:
        if (form["client_id"], form["client_secret"]) != (CLIENT_ID, CLIENT_SECRET):
            return _refused("invalid_client", 401)
        consent = self.consents.pop(form["code"], None)
        if consent is None or not _is_its(form, consent):
            return _refused("invalid_grant", 400)
        return JSONResponse(
            {
                "access_token": token_urlsafe(24),
                "expires_in": LIFE_S,
                "scope": "openid email",
                "token_type": "Bearer",
                "id_token": self.id_token(**{"nonce": consent.nonce, **self.claims}),
            }
        )

    async def _certs(self, _: Request) -> Response:
        self.asked.append("certs")
        return await self._troubled() or JSONResponse({"keys": [_jwk()]})

    async def _troubled(self) -> Response | None:
        if self.trouble is Trouble.STALL:
            await asyncio.sleep(_LONGEST_STALL_S)
        return _TROUBLES[self.trouble]() if self.trouble in _TROUBLES else None


_TROUBLES: Mapping[Trouble | None, Callable[[], Response]] = {
    Trouble.STATUS: lambda: JSONResponse({"error": "internal"}, 500),
    Trouble.HTML: lambda: HTMLResponse("<html>Sorry</html>"),
    Trouble.FLOOD: lambda: Response(bytes(1 << 20), media_type="application/json"),
    Trouble.OTHER_CLIENT: lambda: _refused("invalid_client", 401),
}


def _is_its(form: Mapping[str, str], consent: Consent) -> bool:
    hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
    same = form["redirect_uri"] == consent.redirect_uri
    return same and challenge == consent.challenge


def _refused(error: str, status: int) -> JSONResponse:
    return JSONResponse({"error": error, "error_description": "Simulated."}, status)


@cache
def google_key() -> rsa.RSAPrivateKey:
    """Return the key it signs with."""
    return rsa.generate_private_key(65537, 2048)


def _jwk() -> dict[str, object]:
    public = RSAAlgorithm.to_jwk(google_key().public_key(), as_dict=True)
    return {**public, "kid": KID, "use": "sig", "alg": "RS256"}


@asynccontextmanager
async def simulated_google(now: Callable[[], float]) -> AsyncIterator[GoogleSimulator]:
    """Serve on a free port of loopback until the block is left."""
    simulator = GoogleSimulator(now=now)
    async with served(simulator.app()) as address:
        simulator.url = address.removesuffix("/v1")
        yield simulator

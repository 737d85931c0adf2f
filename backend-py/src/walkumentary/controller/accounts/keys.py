"""The public keys of our tokens, for whoever verifies them elsewhere."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from walkumentary.controller.context import Accounts
from walkumentary.gateway.accounts import PublicKey

router = APIRouter(tags=["accounts"])

CACHED = "public, max-age=300"
"""Well below the time for which a retired key is still listed."""


class JwkView(BaseModel):
    """An Ed25519 public key (RFC 8037)."""

    kid: str
    x: str
    kty: Literal["OKP"] = "OKP"
    crv: Literal["Ed25519"] = "Ed25519"
    alg: Literal["EdDSA"] = "EdDSA"
    use: Literal["sig"] = "sig"

    @classmethod
    def of(cls, key: PublicKey) -> "JwkView":
        """Render a key."""
        return cls(kid=key.kid, x=key.x)


class JwksView(BaseModel):
    """A key set (RFC 7517); empty where tokens are not signed here."""

    keys: list[JwkView]


@router.get("/.well-known/jwks.json")
async def read_keys(accounts: Accounts, response: Response) -> JwksView:
    """See the public keys that verify access tokens."""
    response.headers["cache-control"] = CACHED
    return JwksView(keys=[JwkView.of(key) for key in accounts.keys.execute()])

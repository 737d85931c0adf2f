"""The keys of a simulated project: what signs its tokens, and what it publishes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

SECRET = "a-secret-of-the-project-of-forty-letters"  # noqa: S105
"""With which a project signs that has not moved to keys yet (HS256)."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key pair under its id."""

    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    kid: str = field(default_factory=lambda: str(uuid4()))

    @property
    def public(self) -> dict[str, object]:
        """Return the half that is published (RFC 7517)."""
        read = json.loads(ECAlgorithm.to_jwk(self.private.public_key()))
        return {**read, "kid": self.kid, "alg": "ES256", "use": "sig"}


@dataclass(slots=True)
class Keys:
    """What signs now, and what still verifies; ``secret`` signs where it is set."""

    current: SigningKey = field(default_factory=SigningKey)
    former: list[SigningKey] = field(default_factory=list)
    secret: str | None = None

    def rotate(self) -> None:
        """Sign with a new key; the old one still verifies."""
        self.former.append(self.current)
        self.current = SigningKey()

    def published(self) -> dict[str, object]:
        """Return the key set; a secret is never in it."""
        pairs = [] if self.secret else [self.current, *self.former]
        return {"keys": [pair.public for pair in pairs]}

    def sign(self, claims: Mapping[str, object]) -> str:
        """Return a token."""
        if self.secret:
            return jwt.encode(dict(claims), self.secret, "HS256")
        pair = self.current
        return jwt.encode(dict(claims), pair.private, "ES256", {"kid": pair.kid})

    def read(self, token: str) -> dict[str, object]:
        """Return the claims of a token signed here, whatever its times.

        Raises:
            jwt.PyJWTError: it was signed elsewhere.
        """
        key, algorithm = self._verifying(token)
        claims: dict[str, object] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            options={"verify_aud": False, "verify_exp": False, "verify_iat": False},
        )
        return claims

    def _verifying(self, token: str) -> tuple[str | ec.EllipticCurvePublicKey, str]:
        if self.secret:
            return self.secret, "HS256"
        kid = jwt.get_unverified_header(token).get("kid")
        pairs = [pair for pair in (self.current, *self.former) if pair.kid == kid]
        if not pairs:
            raise jwt.InvalidKeyError("There is no such key.")
        return pairs[0].private.public_key(), "ES256"

"""Every way we know to forge a signed token (JWS, RFC 7515; BCP 225).

Each is a function from an issuer to tokens none of which may be accepted. Some are
what a stranger can write; in others the issuer itself signs something that is not
for us, no longer or not yet good, or ambiguous: whoever reads must refuse that too.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import get_default_algorithms

type PrivateKey = (
    Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | bytes
)
type Forgery = Callable[["Issuer"], Iterator[str]]
type Json = Mapping[str, object]

HOUR_S = 3_600


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Whoever makes the tokens that are good.

    Args:
        token: a good one; ``other``: a good one that names somebody else.
        algorithm, key: what it signs with; bytes for HMAC.
        required: the claims no good token lacks.
        now: Unix time at which both are good.
        trap: an address on loopback at which nobody should call.
    """

    token: str
    other: str
    algorithm: str
    key: PrivateKey
    required: Sequence[str]
    now: int
    trap: str = "http://127.0.0.1:9"

    @cached_property
    def header(self) -> dict[str, object]:
        return _opened(self.token.split(".")[0])

    @cached_property
    def claims(self) -> dict[str, object]:
        return _opened(self.token.split(".")[1])

    @property
    def kid(self) -> object:
        return self.header.get("kid")

    def signed(self, header: Json | str | bytes, claims: Json | str | bytes) -> str:
        """Sign anything, as the issuer would if it were careless."""
        return signed(header, claims, algorithm=self.algorithm, key=self.key)

    def saying(self, **claims: object) -> str:
        """Return a token that is good but for these claims."""
        return self.signed(self.header, {**self.claims, **claims})

    def headed(self, **header: object) -> str:
        """Return a token that is good but for these header fields."""
        return self.signed({**self.header, **header}, self.claims)


def signed(
    header: Json | str | bytes,
    claims: Json | str | bytes,
    *,
    algorithm: str,
    key: PrivateKey,
) -> str:
    """Return a compact JWS over exactly these bytes, whatever they say."""
    start = f"{encoded(header)}.{encoded(claims)}"
    by = get_default_algorithms()[algorithm]
    return f"{start}.{_base64(by.sign(start.encode(), key))}"


def encoded(part: Json | str | bytes) -> str:
    """Return a part of a token."""
    text = part if isinstance(part, str | bytes) else json.dumps(part)
    return _base64(text.encode() if isinstance(text, str) else text)


def _base64(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def _plain(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _opened(part: str) -> dict[str, object]:
    opened: dict[str, object] = json.loads(_plain(part))
    return opened


# Signatures that are none


def unsigned(issuer: Issuer) -> Iterator[str]:
    claims, signature = issuer.token.split(".")[1:]
    for name in ("none", "None", "NONE", "nOnE", "none ", "", None, 0, [], ["none"]):
        header = encoded({**issuer.header, "alg": name})
        yield f"{header}.{claims}."
        yield f"{header}.{claims}.{signature}"
        yield f"{header}.{claims}"
    silent = {key: value for key, value in issuer.header.items() if key != "alg"}
    yield f"{encoded(silent)}.{claims}.{signature}"
    yield f"{encoded(silent)}.{claims}."


def public_key_as_a_secret(issuer: Issuer) -> Iterator[str]:
    for secret in _public_forms(issuer.key):
        for name in ("HS256", "HS384", "HS512"):
            header = {**issuer.header, "alg": name}
            yield _hmac(header, issuer.claims, algorithm=name, secret=secret)
            unnamed = {"alg": name, "typ": "JWT"}
            yield _hmac(unnamed, issuer.claims, algorithm=name, secret=secret)


def known_secrets(issuer: Issuer) -> Iterator[str]:
    words = (b"", b"secret", b"walkumentary", b"\0" * 32, str(issuer.kid).encode())
    for secret in words:
        header = {**issuer.header, "alg": "HS256"}
        yield _hmac(header, issuer.claims, algorithm="HS256", secret=secret)


def _hmac(header: Json, claims: Json, *, algorithm: str, secret: bytes) -> str:
    # PyJWT refuses to use a PEM as a secret; a forger does not.
    start = f"{encoded(header)}.{encoded(claims)}"
    by = get_default_algorithms()[algorithm]
    return f"{start}.{_base64(by.sign(start.encode(), secret))}"


def _public_forms(key: PrivateKey) -> Iterator[bytes]:
    """Return what a forger may take the public key for; a secret has none."""
    if isinstance(key, bytes):
        return
    public = key.public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    yield from (pem, pem.strip())
    yield public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if isinstance(public, Ed25519PublicKey):
        raw = public.public_bytes_raw()
        yield from (raw, _base64(raw).encode())


def somebody_elses_key(issuer: Issuer) -> Iterator[str]:
    for algorithm, key in _forgers_keys().items():
        header = {**issuer.header, "alg": algorithm}
        yield signed(header, issuer.claims, algorithm=algorithm, key=key)
        unnamed = {"alg": algorithm, "typ": "JWT"}
        yield signed(unnamed, issuer.claims, algorithm=algorithm, key=key)


def another_algorithm_in_the_header(issuer: Issuer) -> Iterator[str]:
    """The signature is the issuer's; what the header says of it is not true."""
    names = ("RS256", "PS256", "ES256", "ES256K", "ES512", "HS256", "EdDSA", "Ed448")
    right = issuer.algorithm
    odd: Sequence[object] = (right.lower(), f"{right} ", [right], {})
    for name in (*names, *odd):
        if name != issuer.algorithm:
            yield issuer.headed(alg=name)


def key_in_the_header(issuer: Issuer) -> Iterator[str]:
    for (algorithm, key), kid in product(_forgers_keys().items(), (issuer.kid, "own")):
        for name, value in _own_keys(issuer.trap, algorithm, key):
            header = {"alg": algorithm, "typ": "JWT", "kid": kid, name: value}
            yield signed(header, issuer.claims, algorithm=algorithm, key=key)


def _own_keys(
    trap: str, algorithm: str, key: PrivateKey
) -> Iterator[tuple[str, object]]:
    yield "jku", f"{trap}/.well-known/jwks.json"
    yield "x5u", f"{trap}/certificate.pem"
    yield "iss", trap
    if not isinstance(key, bytes):
        by = get_default_algorithms()[algorithm]
        public = key.public_key()
        yield "jwk", by.to_jwk(public, as_dict=True)
        der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        yield "x5c", [base64.b64encode(der).decode()]


@cache
def _forgers_keys() -> Mapping[str, PrivateKey]:
    return {
        "EdDSA": Ed25519PrivateKey.generate(),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "RS256": _rsa(),
        "PS256": _rsa(),
        "HS256": b"a secret of the forger, 32 bytes long",
    }


@cache
def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def parts_of_another(issuer: Issuer) -> Iterator[str]:
    header, claims, signature = issuer.token.split(".")
    _, others, others_signature = issuer.other.split(".")
    yield f"{header}.{claims}.{others_signature}"
    yield f"{header}.{others}.{signature}"
    yield f"{header}.{header}.{signature}"
    yield f"{header}.{claims}.{claims}"


def altered_signature(issuer: Issuer) -> Iterator[str]:
    header, claims, signature = issuer.token.split(".")
    plain = _plain(signature)
    longer_and_other = (plain + b"\0", plain[::-1], bytes(len(plain)), b"\0", plain * 2)
    for other in (plain[:-1], *longer_and_other):
        yield f"{header}.{claims}.{_base64(other)}"
    for place in range(0, len(plain), 7):
        flipped = bytearray(plain)
        flipped[place] ^= 1
        yield f"{header}.{claims}.{_base64(bytes(flipped))}"


def raised_claims(issuer: Issuer) -> Iterator[str]:
    """What people would write into their own token, under its old signature."""
    header, _, signature = issuer.token.split(".")
    wishes: Sequence[Json] = (
        {"sub": "00000000-0000-0000-0000-000000000000"},
        {"kind": "operator"},
        {"role": "service_role"},
        {"exp": issuer.now + 365 * 24 * HOUR_S},
    )
    for wish in wishes:
        yield f"{header}.{encoded({**issuer.claims, **wish})}.{signature}"


# Signed, but not for us, not now, or without what matters


def another_audience(issuer: Issuer) -> Iterator[str]:
    right = str(issuer.claims["aud"])
    for one in ("elsewhere", "", right + " ", right[:-1], right.upper() + "X"):
        yield issuer.saying(aud=one)
    for other in ([], ["elsewhere"], None, 1, True, {right: right}, [[right]]):
        yield issuer.saying(aud=other)


def another_issuer(issuer: Issuer) -> Iterator[str]:
    right = str(issuer.claims["iss"])
    for one in ("elsewhere", "", right + "/", right + " ", right[:-1], "x" + right):
        yield issuer.saying(iss=one)
    for other in ([], [right], None, 1, {right: right}, issuer.trap):
        yield issuer.saying(iss=other)


def another_key_id(issuer: Issuer) -> Iterator[str]:
    names = ("unknown", "", " ", "../../../../etc/passwd", "/dev/null", "k" * 3_000)
    sql = ("' or '1'='1", "x' union select 'a' --", "'; drop table signing_keys; --")
    for name in (*names, *sql, f"{issuer.trap}/key", "\0", "…", "%00", "${jndi:x}"):
        yield issuer.headed(kid=name)
    right = issuer.kid
    odd: Sequence[object] = (None, 0, 1, True, [], [right], {"kid": right}, [[]])
    for kid in odd:
        yield issuer.headed(kid=kid)


def another_type(issuer: Issuer) -> Iterator[str]:
    names = ("JWE", "dpop+jwt", "secevent+jwt", "", None, 1, ["JWT"], "JWT\0")
    for name in names:
        yield issuer.headed(typ=name)


def a_claim_missing(issuer: Issuer) -> Iterator[str]:
    for name in issuer.required:
        rest = {key: value for key, value in issuer.claims.items() if key != name}
        yield issuer.signed(issuer.header, rest)
        yield issuer.saying(**{name: None})
    yield issuer.signed(issuer.header, {})


def claims_of_other_types(issuer: Issuer) -> Iterator[str]:
    values: Sequence[object] = ([], {}, True, "", "…", ["a"], {"a": 1})
    for name, value in product(("sub", "exp", "iat"), values):
        yield issuer.saying(**{name: value})
    yield issuer.saying(sub=7)
    yield issuer.saying(exp=str(issuer.claims["exp"]))
    yield issuer.saying(iat=str(issuer.claims["iat"]))


def expired(issuer: Issuer) -> Iterator[str]:
    for when in (issuer.now - 1, issuer.now - HOUR_S, 0, -1, issuer.now - HOUR_S + 0.5):
        yield issuer.saying(exp=when)


def not_yet_good(issuer: Issuer) -> Iterator[str]:
    for wait_s in (2 * 60, HOUR_S, 10 * 365 * 24 * HOUR_S):
        yield issuer.saying(nbf=issuer.now + wait_s, exp=issuer.now + wait_s + HOUR_S)


def issued_in_the_future(issuer: Issuer) -> Iterator[str]:
    for wait_s in (2 * 60, HOUR_S, 10 * 365 * 24 * HOUR_S):
        yield issuer.saying(iat=issuer.now + wait_s, exp=issuer.now + wait_s + HOUR_S)


def numbers_that_are_none(issuer: Issuer) -> Iterator[str]:
    text = json.dumps(issuer.claims)
    right = f'"exp": {issuer.claims["exp"]}'
    for number in ("NaN", "Infinity", "-Infinity", "1e999", "0x7fffffffff", "1_000"):
        yield issuer.signed(issuer.header, text.replace(right, f'"exp": {number}'))


# Signed, but to be understood in more than one way


def claims_twice(issuer: Issuer) -> Iterator[str]:
    for name, said in product(issuer.required, (issuer.claims, {})):
        for text in _twice(issuer.claims, name, said.get(name, "another")):
            yield issuer.signed(issuer.header, text)


def header_fields_twice(issuer: Issuer) -> Iterator[str]:
    for name, value in (("alg", "none"), ("alg", issuer.algorithm), ("kid", "another")):
        for text in _twice(issuer.header, name, value):
            yield issuer.signed(text, issuer.claims)


def _twice(said: Json, name: str, value: object) -> Iterator[str]:
    """Return an object that has a member twice, before and after, plain and escaped."""
    text = json.dumps(said)
    for again in (name, f"\\u{ord(name[0]):04x}{name[1:]}"):
        member = f'"{again}": {json.dumps(value)}'
        yield f"{{{member}, {text[1:]}"
        yield f"{text[:-1]}, {member}}}"


def critical_extensions(issuer: Issuer) -> Iterator[str]:
    for value in (["exp"], ["b64"], ["unheard-of"], [], "exp", None, True, [1]):
        yield issuer.headed(crit=value)
    yield issuer.headed(crit=["unheard-of"], **{"unheard-of": True})
    yield issuer.headed(crit=["b64"], b64=True)
    yield issuer.headed(zip="DEF")


def payload_not_encoded(issuer: Issuer) -> Iterator[str]:
    header = encoded({**issuer.header, "b64": False, "crit": ["b64"]})
    claims = json.dumps(issuer.claims)
    by = get_default_algorithms()[issuer.algorithm]
    for start in (f"{header}.{claims}", f"{header}.{encoded(claims)}", f"{header}."):
        signature = _base64(by.sign(start.encode(), issuer.key))
        yield f"{start}.{signature}"
        yield f"{header}..{signature}"
    yield issuer.headed(b64=False)


def nested(issuer: Issuer) -> Iterator[str]:
    yield issuer.signed({**issuer.header, "cty": "JWT"}, issuer.token)
    yield issuer.signed(issuer.header, issuer.token)
    yield issuer.signed(issuer.header, json.dumps(issuer.token))
    parts = issuer.token.split(".")
    for header in (
        {"alg": "dir", "enc": "A256GCM"},
        {
            "alg": "RSA-OAEP",
        },
    ):
        yield f"{encoded({**issuer.header, **header})}..{'.'.join(parts)}"
    yield f"{issuer.token}.{issuer.token}"
    yield f"{issuer.token}.{parts[0]}"
    protected, payload, signature = parts
    general = {"protected": protected, "signature": signature}
    yield json.dumps({"payload": payload, "signatures": [general]})
    yield json.dumps({"payload": payload, **general})


def payloads_that_are_no_claims(issuer: Issuer) -> Iterator[str]:
    claims = json.dumps(issuer.claims)
    for text in ("", "[]", "null", "1", '"x"', "{", claims + "x", f"[{claims}]"):
        yield issuer.signed(issuer.header, text)
    for text in (f"\ufeff{claims}", claims.replace('"sub"', "'sub'"), "[" * 3_000):
        yield issuer.signed(issuer.header, text)
    yield issuer.signed(issuer.header, b"\xff\xfe" + claims.encode())
    yield issuer.signed(issuer.header, claims.encode("utf-16"))
    deep = '{"a":' * 900 + "1" + "}" * 900
    yield issuer.signed(issuer.header, f'{claims[:-1]}, "deep": {deep}}}')


def headers_that_are_none(issuer: Issuer) -> Iterator[str]:
    header = json.dumps(issuer.header)
    for text in ("", "[]", "null", "1", '"x"', "{", "{}", header + "x", f"[{header}]"):
        yield issuer.signed(text, issuer.claims)
    yield issuer.signed("[" * 3_000, issuer.claims)
    yield issuer.signed(b"\xff\xfe" + header.encode(), issuer.claims)


# The same bytes, written otherwise


def padded(issuer: Issuer) -> Iterator[str]:
    parts = issuer.token.split(".")
    for place, part in enumerate(parts):
        for padding in ("=", "==", "===", "=" * (-len(part) % 4 or 4), "%3D"):
            yield ".".join((*parts[:place], part + padding, *parts[place + 1 :]))


def another_alphabet(issuer: Issuer) -> Iterator[str]:
    """Where the token has no such letter, the issuer signs one that has."""
    for token in (issuer.token, issuer.saying(note="???>>>~~~ÿÿÿ")):
        other = token.replace("-", "+").replace("_", "/")
        if other != token:
            yield other


def unused_bits(issuer: Issuer) -> Iterator[str]:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    parts = issuer.token.split(".")
    for place, part in enumerate(parts):
        for bit in range(2 * (-len(part) % 4)):
            last = alphabet[alphabet.index(part[-1]) ^ (1 << bit)]
            yield ".".join((*parts[:place], part[:-1] + last, *parts[place + 1 :]))


def whitespace(issuer: Issuer) -> Iterator[str]:
    header, claims, signature = issuer.token.split(".")
    for space in (" ", "\t", "\n", "\r\n", "\u00a0", "\v"):
        yield f"{header}{space}.{claims}.{signature}"
        yield f"{header}.{space}{claims}.{signature}"
        yield f"{header}.{claims[:9]}{space}{claims[9:]}.{signature}"
        yield f"{header}.{claims}.{signature[:-1]}{space}{signature[-1]}"


def around(issuer: Issuer) -> Iterator[str]:
    for quoted in ("'{}'", '"{}"', "<{}>", "Bearer {}", "{},", "{};"):
        yield quoted.format(issuer.token)
    yield f"{issuer.token}, {issuer.token}"
    yield f"{issuer.token} {issuer.other}"


def other_letters(issuer: Issuer) -> Iterator[str]:
    token = issuer.token
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in token)
    yield wide
    for odd in ("\u200b", "\u0430", "é", "😀", "\0", "\x7f", "%2E"):
        yield token[:5] + odd + token[5:]
        yield token + odd
    yield token.replace(".", "\u2024")
    yield token.replace(".", "%2E")


def truncated(issuer: Issuer) -> Iterator[str]:
    for length in range(len(issuer.token)):
        yield issuer.token[:length]


def empty_parts(issuer: Issuer) -> Iterator[str]:
    header, claims, signature = issuer.token.split(".")
    yield from ("", ".", "..", "...", "....", "null", "undefined", "[object Object]")
    yield from (f"{header}..", f".{claims}.", f"..{signature}", f"{header}.{claims}")
    yield from (f"{header}..{signature}", f".{claims}.{signature}", f"{issuer.token}.")


def large(issuer: Issuer) -> Iterator[str]:
    yield issuer.saying(padding="a" * 100_000)
    yield issuer.headed(padding="a" * 100_000)
    yield "a" * 100_000
    yield f"{'a' * 50_000}.{'a' * 50_000}.{'a' * 10}"
    yield "." * 100_000


FORGERIES: Sequence[Forgery] = (
    unsigned,
    public_key_as_a_secret,
    known_secrets,
    somebody_elses_key,
    another_algorithm_in_the_header,
    key_in_the_header,
    parts_of_another,
    altered_signature,
    raised_claims,
    another_audience,
    another_issuer,
    another_key_id,
    another_type,
    a_claim_missing,
    claims_of_other_types,
    expired,
    not_yet_good,
    issued_in_the_future,
    numbers_that_are_none,
    claims_twice,
    header_fields_twice,
    critical_extensions,
    payload_not_encoded,
    nested,
    payloads_that_are_no_claims,
    headers_that_are_none,
    padded,
    another_alphabet,
    unused_bits,
    whitespace,
    around,
    other_letters,
    truncated,
    empty_parts,
    large,
)
"""All of them, by name; parametrise with ``ids=name_of``."""


def name_of(forgery: Forgery) -> str:
    """Return a forgery's name, for a test's id."""
    return forgery.__name__


@dataclass(slots=True)
class Trap:
    """A server that nobody should call: it counts who does."""

    url: str = ""
    callers: list[object] = field(default_factory=list)


@asynccontextmanager
async def trap() -> AsyncIterator[Trap]:
    """Listen on a free port of loopback until the block is left."""
    set_ = Trap()

    async def caught(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        set_.callers.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(caught, "127.0.0.1", 0)
    set_.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield set_

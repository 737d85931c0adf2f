"""Tokens are understood in one way, or not at all."""

import json
import math

import pytest

from tests.forgeries import encoded
from walkumentary.infra.system.compact import MAX_LENGTH, moments, read

HEADER = {"alg": "EdDSA", "kid": "k1", "typ": "JWT"}
CLAIMS = {"sub": "anna", "exp": 1}


def a_token(header: object = HEADER, claims: object = CLAIMS) -> str:
    return f"{encoded(json.dumps(header))}.{encoded(json.dumps(claims))}.c2ln"


def test_a_token_says_what_it_says() -> None:
    said = read(a_token())

    assert (said.header, said.claims, said.kid) == (HEADER, CLAIMS, "k1")


@pytest.mark.parametrize("kid", [None, 1, ["k1"], {}])
def test_a_key_id_is_a_string(kid: object) -> None:
    assert read(a_token({**HEADER, "kid": kid})).kid == ""


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b",
        a_token() + "=",
        a_token() + "\n",
        a_token([]),
        a_token(claims="claims"),
        a_token({**HEADER, "typ": "JWE"}),
        a_token({**HEADER, "crit": ["b64"]}),
        a_token({**HEADER, "jku": "https://keys.example"}),
        a_token(claims={"padding": "a" * MAX_LENGTH}),
        f"{encoded(HEADER)}.{encoded(b'{"sub": 1, "sub": 2}')}.c2ln",
        f"{encoded(HEADER)}.{encoded(b'{"sub": NaN}')}.c2ln",
        f"{encoded(HEADER)}.{encoded(b'[' * 3_000)}.c2ln",
        f"{encoded(HEADER)}.{encoded(b'{"sub": "\xff"}')}.c2ln",
        f"{encoded(HEADER)}.{encoded(CLAIMS)}.c2l",
        f"{encoded(HEADER)}.{encoded(CLAIMS)}.c",
    ],
)
def test_what_could_be_understood_otherwise_is_not(token: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - every one of them is the same
        read(token)


def test_moments_are_moments() -> None:
    assert moments({"iat": 1, "exp": 2.5}, "iat", "exp") == [1, 2.5]


@pytest.mark.parametrize("value", [None, "2", True, [2], {}, -1, 10**400, math.inf])
def test_nothing_else_is_a_moment(value: object) -> None:
    with pytest.raises(ValueError, match="no "):
        moments({"exp": value}, "exp")

"""Tokens of a project: whoever they name, and nobody else."""

import asyncio
import json
from collections.abc import Sequence

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import get_default_algorithms

from tests import makers
from tests.forgeries import (
    FORGERIES,
    Forgery,
    Issuer,
    PrivateKey,
    another_key_id,
    name_of,
    signed,
    trap,
)
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import GatewayUnavailable, Unauthenticated
from walkumentary.infra.identity.jwks import AGAIN_S, FRESH_S, Jwks
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.supabase.tokens import LEEWAY_S, SupabaseTokens

URL = "https://abcdefghijklmnop.supabase.test"
SECRET = "the-secret-of-a-project-that-has-no-keys"  # noqa: S105
NOW = int(NOON.timestamp())
ANNA, BERT = makers.an_actor(), makers.an_actor()

KEYS: dict[str, PrivateKey] = {
    "ES256": ec.generate_private_key(ec.SECP256R1()),
    "RS256": rsa.generate_private_key(65537, 2048),
    "EdDSA": Ed25519PrivateKey.generate(),
    "HS256": SECRET.encode(),
}
PUBLISHED = ("ES256", "RS256", "EdDSA")


class Publisher:
    """A project's key set, and how often it was asked for."""

    def __init__(self, *algorithms: str) -> None:
        self.keys = [published(algorithm) for algorithm in algorithms]
        self.asked = 0
        self.is_down = False

    async def fetch(self) -> bytes:
        self.asked += 1
        await asyncio.sleep(0)
        if self.is_down:
            raise GatewayUnavailable("down")
        return json.dumps({"keys": self.keys}).encode()


def published(algorithm: str, **changed: object) -> dict[str, object]:
    key = KEYS[algorithm]
    assert not isinstance(key, bytes)
    by = get_default_algorithms()[algorithm]
    public = by.to_jwk(key.public_key(), as_dict=True)
    return {**public, "kid": algorithm, "alg": algorithm, "use": "sig", **changed}


def tokens(
    publisher: Publisher, *, clock: FixedClock | None = None, secret: str | None = None
) -> SupabaseTokens:
    clock = clock or FixedClock()
    keys = Jwks(publisher.fetch, clock=clock)
    return SupabaseTokens(url=URL, keys=keys, secret=secret, clock=clock)


def a_token(algorithm: str = "ES256", **changed: object) -> str:
    """Return a token as the project makes them; None takes a claim away."""
    claims: dict[str, object] = {
        "iss": f"{URL}/auth/v1",
        "sub": str(ANNA.user_id),
        "aud": "authenticated",
        "exp": NOW + 3_600,
        "iat": NOW,
        "email": "anna@example.test",
        "phone": "",
        "app_metadata": {"provider": "email"},
        "user_metadata": {},
        "role": "authenticated",
        "aal": "aal1",
        "session_id": "5b8d3f1e-2a49-4fd2-9a3a-0d5c2f9b7e11",
        "is_anonymous": False,
        **changed,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    header = {"alg": algorithm, "typ": "JWT", "kid": algorithm}
    return signed(header, kept, algorithm=algorithm, key=KEYS[algorithm])


def an_issuer(algorithm: str, at: str = "http://127.0.0.1:9") -> Issuer:
    return Issuer(
        token=a_token(algorithm),
        other=a_token(algorithm, sub=str(BERT.user_id)),
        algorithm=algorithm,
        key=KEYS[algorithm],
        required=("iss", "aud", "sub", "exp", "iat", "role"),
        now=NOW,
        trap=at,
    )


async def accepted(reader: SupabaseTokens, forged: Sequence[str]) -> list[str]:
    """Return those that are taken for good; the flood must not hide any."""
    taken = []
    for token in forged:
        try:
            await reader.verify(token)
        except Unauthenticated:
            continue
        taken.append(token)
    return taken


@pytest.mark.parametrize("algorithm", PUBLISHED)
async def test_a_token_names_its_person(algorithm: str) -> None:
    reader = tokens(Publisher(*PUBLISHED))

    assert await reader.verify(a_token(algorithm)) == ANNA


async def test_an_anonymous_person_is_a_guest() -> None:
    reader = tokens(Publisher("ES256"))

    guest = await reader.verify(a_token(is_anonymous=True))

    assert guest.kind is ActorKind.GUEST
    assert guest.user_id == ANNA.user_id


@pytest.mark.parametrize("odd", ["true", "false", 1, 0, [], {}])
async def test_who_is_neither_anonymous_nor_not_is_nobody(odd: object) -> None:
    with pytest.raises(Unauthenticated):
        await tokens(Publisher("ES256")).verify(a_token(is_anonymous=odd))


async def test_a_project_with_a_secret_signs_with_it() -> None:
    reader = tokens(Publisher(), secret=SECRET)

    assert await reader.verify(a_token("HS256")) == ANNA


async def test_a_secret_is_good_for_nothing_where_none_is_configured() -> None:
    with pytest.raises(Unauthenticated):
        await tokens(Publisher("ES256")).verify(a_token("HS256"))


async def test_while_a_project_moves_to_keys_both_are_good() -> None:
    reader = tokens(Publisher("ES256"), secret=SECRET)

    named = {await reader.verify(a_token(one)) for one in ("ES256", "HS256")}

    assert named == {ANNA}


@pytest.mark.parametrize("forgery", FORGERIES, ids=name_of)
@pytest.mark.parametrize("algorithm", PUBLISHED)
async def test_a_forged_token_names_nobody(algorithm: str, forgery: Forgery) -> None:
    publisher = Publisher(*PUBLISHED)
    reader = tokens(publisher)
    await reader.verify(a_token(algorithm))

    assert await accepted(reader, [*forgery(an_issuer(algorithm))]) == []
    assert publisher.asked == 1


@pytest.mark.parametrize(
    "forgery", [one for one in FORGERIES if one is not another_key_id], ids=name_of
)
@pytest.mark.parametrize("published", [(), PUBLISHED], ids=["alone", "beside keys"])
async def test_a_forged_token_of_a_project_with_a_secret_names_nobody(
    published: tuple[str, ...], forgery: Forgery
) -> None:
    """A secret has no id: whatever it is called, it is this one."""
    reader = tokens(Publisher(*published), secret=SECRET)

    assert await accepted(reader, [*forgery(an_issuer("HS256"))]) == []


@pytest.mark.parametrize("algorithm", PUBLISHED)
async def test_a_public_key_is_no_secret_where_there_is_one_too(algorithm: str) -> None:
    reader = tokens(Publisher(*PUBLISHED), secret=SECRET)
    forged = [one for each in FORGERIES for one in each(an_issuer(algorithm))]

    assert await accepted(reader, forged) == []


async def test_a_forged_token_calls_nobody() -> None:
    publisher = Publisher(*PUBLISHED)
    async with trap() as set_:
        reader = tokens(publisher)
        for algorithm in PUBLISHED:
            issuer = an_issuer(algorithm, set_.url)
            forged = [one for each in FORGERIES for one in each(issuer)]
            await accepted(reader, forged)

        assert set_.callers == []
    assert publisher.asked == 1


@pytest.mark.parametrize(
    "role", ["service_role", "anon", "system", "postgres", "", 1, ["authenticated"]]
)
@pytest.mark.parametrize("algorithm", ["ES256", "HS256"])
async def test_a_key_of_the_project_is_no_person(algorithm: str, role: object) -> None:
    reader = tokens(Publisher("ES256"), secret=SECRET)

    with pytest.raises(Unauthenticated):
        await reader.verify(a_token(algorithm, role=role))


async def test_the_anon_and_service_role_keys_name_nobody() -> None:
    reader = tokens(Publisher("ES256"), secret=SECRET)
    for role in ("anon", "service_role"):
        said = {"iss": "supabase", "ref": "abc", "role": role, "iat": NOW}
        key = jwt.encode({**said, "exp": NOW + 10**9}, SECRET, "HS256")

        with pytest.raises(Unauthenticated):
            await reader.verify(key)


@pytest.mark.parametrize("place", ["user_metadata", "app_metadata"])
async def test_a_role_in_the_metadata_is_no_role(place: str) -> None:
    wish = {"role": "operator", "kind": "operator", "is_anonymous": True}

    said: dict[str, object] = {place: wish}

    actor = await tokens(Publisher("ES256")).verify(a_token("ES256", **said))

    assert actor.kind is ActorKind.USER


@pytest.mark.parametrize(
    "sub",
    ["", "anna", "{%s}", "urn:uuid:%s", "%s ", "0", None],
)
async def test_a_person_has_one_id_written_one_way(sub: str | None) -> None:
    written = sub and sub.replace("%s", str(ANNA.user_id))

    with pytest.raises(Unauthenticated):
        await tokens(Publisher("ES256")).verify(a_token(sub=written))


async def test_a_token_ends_when_it_says() -> None:
    clock = FixedClock()
    reader = tokens(Publisher("ES256"), clock=clock)
    token = a_token(exp=NOW + 60)

    clock.advance(seconds=59)
    still = await reader.verify(token)
    clock.advance(seconds=1)

    assert still == ANNA
    with pytest.raises(Unauthenticated):
        await reader.verify(token)


async def test_a_clock_may_be_a_little_behind() -> None:
    reader = tokens(Publisher("ES256"))
    ahead = a_token(iat=NOW + LEEWAY_S, nbf=NOW + LEEWAY_S)
    too_far = a_token(iat=NOW + LEEWAY_S + 1)

    assert await reader.verify(ahead) == ANNA
    with pytest.raises(Unauthenticated):
        await reader.verify(too_far)


async def test_a_key_is_good_for_its_own_algorithm() -> None:
    publisher = Publisher()
    publisher.keys = [published("RS256", alg="PS256", kid="RS256")]
    key = KEYS["RS256"]
    header = {"alg": "PS256", "typ": "JWT", "kid": "RS256"}
    claims = jwt.decode(a_token("RS256"), options={"verify_signature": False})

    for token in (
        a_token("RS256"),
        signed(header, claims, algorithm="PS256", key=key),
    ):
        with pytest.raises(Unauthenticated):
            await tokens(publisher).verify(token)


async def test_ten_thousand_unknown_key_ids_ask_once_a_minute() -> None:
    clock, publisher = FixedClock(), Publisher("ES256")
    reader = tokens(publisher, clock=clock)
    forged = [
        signed(
            {"alg": "ES256", "typ": "JWT", "kid": f"unknown-{number}"},
            {"sub": "x"},
            algorithm="HS256",
            key=b"anything",
        )
        for number in range(10_000)
    ]

    for minute in range(1, 4):
        tried = await asyncio.gather(
            *(reader.verify(token) for token in forged), return_exceptions=True
        )
        assert {type(one) for one in tried} == {Unauthenticated}
        assert publisher.asked == minute
        clock.advance(seconds=AGAIN_S)

    assert await reader.verify(a_token()) == ANNA


async def test_keys_rotate() -> None:
    clock, publisher = FixedClock(), Publisher("ES256")
    reader = tokens(publisher, clock=clock)
    await reader.verify(a_token("ES256"))
    publisher.keys.append(published("EdDSA"))
    clock.advance(seconds=AGAIN_S)

    named = [await reader.verify(a_token(one)) for one in ("EdDSA", "ES256")]

    assert named == [ANNA, ANNA]


async def test_a_withdrawn_key_takes_its_tokens_along() -> None:
    clock, publisher = FixedClock(), Publisher("ES256")
    reader = tokens(publisher, clock=clock)
    await reader.verify(a_token())
    publisher.keys = [published("EdDSA")]
    clock.advance(seconds=FRESH_S)

    with pytest.raises(Unauthenticated):
        await reader.verify(a_token())


async def test_another_key_under_the_same_id_does_not_verify_what_was_known() -> None:
    clock, publisher = FixedClock(), Publisher("ES256")
    reader = tokens(publisher, clock=clock)
    await reader.verify(a_token())
    KEYS["other"] = ec.generate_private_key(ec.SECP256R1())
    by = get_default_algorithms()["ES256"]
    other = KEYS.pop("other")
    assert not isinstance(other, bytes)
    swapped = by.to_jwk(other.public_key(), as_dict=True)
    publisher.keys = [{**swapped, "kid": "ES256", "alg": "ES256"}]
    clock.advance(seconds=FRESH_S)

    with pytest.raises(Unauthenticated):
        await reader.verify(a_token())


async def test_known_keys_serve_while_the_project_is_silent() -> None:
    clock, publisher = FixedClock(), Publisher("ES256")
    reader = tokens(publisher, clock=clock)
    await reader.verify(a_token())
    publisher.is_down = True
    clock.advance(seconds=FRESH_S)

    assert await reader.verify(a_token()) == ANNA


async def test_a_token_is_not_called_bad_while_its_key_cannot_be_asked_for() -> None:
    publisher = Publisher("ES256")
    publisher.is_down = True

    with pytest.raises(GatewayUnavailable):
        await tokens(publisher).verify(a_token())


async def test_a_refusal_does_not_say_what_is_wrong() -> None:
    reader = tokens(Publisher("ES256"))
    said = set()
    for token in ("x", a_token(exp=1), a_token(iss="elsewhere"), a_token("HS256")):
        with pytest.raises(Unauthenticated) as refusal:
            await reader.verify(token)
        said.add(refusal.value.detail)

    assert len(said) == 1

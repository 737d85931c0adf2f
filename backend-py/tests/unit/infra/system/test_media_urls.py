"""Signed media addresses: one tour, one owner, for a while."""

from urllib.parse import parse_qs

import pytest

from tests import makers
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.domain.shared.ids import TourId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.system.media_urls import SignedMediaUrls

ANNA = makers.an_actor()
TOUR = makers.a_tour_id()


def signer(clock: FixedClock | None = None, *, secret: bytes = b"s") -> SignedMediaUrls:
    key = SigningKey(kid="k1", purpose="media", secret=secret, created_at=NOON)
    return SignedMediaUrls(key, clock=clock or FixedClock(), ttl_s=60)


def opened(
    query: str, *, tour_id: TourId = TOUR, by: SignedMediaUrls | None = None
) -> Actor:
    """Return whom an address was made for."""
    fields = parse_qs(query, strict_parsing=True)
    return (by or signer()).verify(
        tour_id,
        expires=fields["expires"][0],
        owner=fields["owner"][0],
        signature=fields["signature"][0],
    )


def test_an_address_opens_the_tour_for_whom_it_was_made() -> None:
    query = signer().sign(TOUR, actor=ANNA).query

    assert opened(query).user_id == ANNA.user_id


def test_an_address_ends() -> None:
    clock = FixedClock()
    query = signer(clock).sign(TOUR, actor=ANNA).query

    clock.advance(seconds=60)

    with pytest.raises(Unauthenticated):
        opened(query, by=signer(clock))


def test_an_address_opens_no_other_tour() -> None:
    query = signer().sign(TOUR, actor=ANNA).query

    with pytest.raises(Unauthenticated):
        opened(query, tour_id=makers.a_tour_id())


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("expires=", "expires=9"),
        (f"owner={ANNA.user_id}", f"owner={makers.a_user_id()}"),
        ("signature=", "signature=0"),
        ("signature=", "signature=é"),
        ("expires=", "expires=%20"),
        ("expires=", "expires=%2B"),
        ("expires=", "expires=0"),
        ("expires=", "expires=١"),
        ("expires=", "expires=NaN"),
    ],
    ids=(
        "later",
        "another owner",
        "another signature",
        "not ASCII",
        "blank",
        "signed number",
        "leading zero",
        "other digits",
        "no number",
    ),
)
def test_an_altered_address_opens_nothing(part: str, other: str) -> None:
    query = signer().sign(TOUR, actor=ANNA).query.replace(part, other)

    with pytest.raises(Unauthenticated):
        opened(query)


def test_another_key_opens_nothing() -> None:
    query = signer(secret=b"o").sign(TOUR, actor=ANNA).query

    with pytest.raises(Unauthenticated):
        opened(query)

"""Addresses are counted by and not kept."""

import pytest

from tests.makers import NOON
from tests.unit.usecase.tours.money import ADDRESSES
from walkumentary.domain.shared.addresses import ClientAddress
from walkumentary.gateway.accounts import SigningKey
from walkumentary.infra.system.address_seal import KeyedAddresses

TODAY = "2026-11-21"


def sealed(address: str, *, bucket: str = TODAY) -> bytes:
    return ADDRESSES.seal(ClientAddress.parse(address), bucket=bucket)


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
def test_an_ipv4_address_or_an_ipv6_network_counts_as_one(
    one: str, other: str, *, are_one: bool
) -> None:
    assert (sealed(one) == sealed(other)) == are_one


def test_nothing_of_the_address_is_in_it() -> None:
    assert bytes((192, 0, 2, 1)) not in sealed("192.0.2.1")
    assert len(sealed("192.0.2.1")) == 32


def test_days_cannot_be_put_together() -> None:
    assert sealed("192.0.2.1") != sealed("192.0.2.1", bucket="2026-11-22")


def test_without_the_key_it_is_another() -> None:
    other = KeyedAddresses(
        SigningKey(kid="m", purpose="media", secret=b"another", created_at=NOON)
    )

    address = ClientAddress.parse("192.0.2.1")
    assert other.seal(address, bucket=TODAY) != ADDRESSES.seal(address, bucket=TODAY)

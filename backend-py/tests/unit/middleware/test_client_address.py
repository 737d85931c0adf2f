"""Whose address counts where proxies stand in between."""

from ipaddress import ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from walkumentary.domain.shared.addresses import UNKNOWN, ClientAddress
from walkumentary.middleware.client_address import (
    ClientAddressMiddleware,
    client_address,
)

OURS = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


async def seen(
    *lines: str, peer: str | None = "10.0.0.1", proto: str = "http"
) -> Scope:
    """Return the scope an application is given."""
    scopes: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        scopes.append(scope)

    sent = [("x-forwarded-for", line) for line in lines]
    scope: Scope = {
        "type": "http",
        "scheme": "http",
        "client": peer and (peer, 1234),
        "headers": [
            (name.encode(), value.encode())
            for name, value in (*sent, ("x-forwarded-proto", proto))
        ],
    }
    await ClientAddressMiddleware(app, trusted=OURS)(scope, _receive, _send)
    return scopes[0]


async def _receive() -> Message:
    return {}


async def _send(_message: Message) -> None:
    return None


async def client(*lines: str, peer: str | None = "10.0.0.1") -> str:
    return str(client_address(await seen(*lines, peer=peer)).address)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), "10.0.0.1"),
        (("192.0.2.1",), "192.0.2.1"),
        (("198.51.100.9, 192.0.2.1",), "192.0.2.1"),
        (("198.51.100.9, 192.0.2.1, 10.0.0.7",), "192.0.2.1"),
        (("198.51.100.9", "192.0.2.1", "10.0.0.7"), "192.0.2.1"),
        (("10.0.0.9, 10.0.0.7",), "10.0.0.9"),
        (("192.0.2.1:50123",), "192.0.2.1"),
        (("[2001:db8::1]:443",), "2001:db8::1"),
        (("2001:db8::1",), "2001:db8::1"),
        (("2001:db8::1, fd00::5",), "2001:db8::1"),
        (("::ffff:192.0.2.1",), "192.0.2.1"),
        (("192.0.2.1, unknown, 10.0.0.7",), "10.0.0.7"),
        (("192.0.2.1, ",), "10.0.0.1"),
    ],
)
async def test_the_right_most_hop_that_is_not_ours_is_the_client(
    lines: tuple[str, ...], expected: str
) -> None:
    assert await client(*lines) == expected


@given(forged=st.text(st.characters(codec="utf-8", exclude_characters="\r\n")))
@example(forged="198.51.100.9")
async def test_what_a_stranger_writes_counts_for_nothing(forged: str) -> None:
    scope = await seen(forged, peer="192.0.2.1")

    assert str(client_address(scope)) == "192.0.2.1/32"


@given(forged=st.text(st.characters(codec="ascii", exclude_characters="\r\n")))
async def test_what_a_client_writes_before_our_proxy_counts_for_nothing(
    forged: str,
) -> None:
    assert await client(f"{forged},192.0.2.1") == "192.0.2.1"


async def test_only_our_proxies_say_that_the_client_came_by_https() -> None:
    ours = await seen(proto="https")
    strange = await seen(peer="192.0.2.1", proto="https")
    nonsense = await seen(proto="gopher")

    assert [one["scheme"] for one in (ours, strange, nonsense)] == [
        "https",
        "http",
        "http",
    ]


async def test_a_peer_without_an_address_is_nobody_in_particular() -> None:
    assert client_address(await seen("192.0.2.1", peer=None)) is UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
    ],
)
def test_ipv6_counts_by_its_64(one: str, other: str, same: bool) -> None:
    first, second = ClientAddress.parse(one), ClientAddress.parse(other)

    assert (first.counted == second.counted) is same
    assert (first.packed == second.packed) is same

"""Where requests come from, as it is counted."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Self

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network

_COUNTED_BITS = 64
"""An IPv6 subscriber has a /64 at least, and may answer from all of it."""


@dataclass(frozen=True, slots=True)
class ClientAddress:
    """One client's address; ``counted`` is what its allowances are counted by."""

    address: Address

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the address, IPv4 written as IPv6 as what it is.

        Args:
            text: of a socket or a header: a zone or a port may follow.

        Raises:
            ValueError: that is no address.
        """
        found = ip_address(_without_port(text.strip()).partition("%")[0])
        mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
        return cls(mapped or found)

    @property
    def counted(self) -> Network:
        """The network whose clients count as one: an IPv4 address, an IPv6 /64."""
        if isinstance(self.address, IPv4Address):
            return IPv4Network(self.address)
        return IPv6Network((self.address, _COUNTED_BITS), strict=False)

    @property
    def packed(self) -> bytes:
        """The network as bytes, for a table: 4 of IPv4, the first 8 of IPv6."""
        network = self.counted
        return network.network_address.packed[: network.prefixlen // 8]

    def __str__(self) -> str:
        return str(self.counted)


UNKNOWN = ClientAddress(IPv4Address(0))
"""Who comes through something without addresses, as a socket in the file system."""


def _without_port(text: str) -> str:
    """Return the address of ``192.0.2.1:443`` and of ``[2001:db8::1]:443``."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text

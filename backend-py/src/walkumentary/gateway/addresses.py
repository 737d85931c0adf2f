"""Port: addresses to count by, of which nobody can tell whose they are."""

from typing import Protocol

from walkumentary.domain.shared.addresses import ClientAddress


class AddressSealGateway(Protocol):
    """Turns where somebody asks from into a key of a day's counter."""

    def seal(self, address: ClientAddress, *, bucket: str) -> bytes:
        """Return the same bytes for the same network on one day, and on no other.

        Nobody without the secret finds the address from them, not even by trying all.
        """
        ...

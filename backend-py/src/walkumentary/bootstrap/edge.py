"""What the front door is told: who may stand before it, and how it holds."""

from dataclasses import dataclass

from walkumentary.domain.shared.addresses import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """How requests are received; the defaults are a laptop's."""

    trusted_proxies: tuple[Network, ...] = ()
    public_url: str = "http://127.0.0.1:8000"

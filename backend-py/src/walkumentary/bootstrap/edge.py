"""What the front door is told: who may stand before it, and how it holds."""

from dataclasses import dataclass

from walkumentary.domain.ops.rates import RatePolicy
from walkumentary.domain.shared.addresses import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """How requests are received; the defaults are a laptop's."""

    trusted_proxies: tuple[Network, ...] = ()
    rates: RatePolicy | None = None
    cors_origins: tuple[str, ...] = ()
    cors_credentials: bool = False
    https_only: bool = False
    public_url: str = "http://127.0.0.1:8000"

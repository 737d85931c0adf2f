"""Google on loopback, and a client of ours for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.simulator.google import (
    CLIENT_ID,
    CLIENT_SECRET,
    GoogleSimulator,
    simulated_google,
)
from walkumentary.infra.identity.google import Google, GoogleClient
from walkumentary.infra.identity.http import IdentityServer
from walkumentary.infra.identity.jwks import Jwks
from walkumentary.infra.memory.clock import NOON, FixedClock

CALLBACK = "http://test/v1/auth/oauth/google/callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Googles:
    """Both ends of one connection."""

    simulator: GoogleSimulator
    client: Google


@asynccontextmanager
async def googles(*, redirect_uri: str = CALLBACK) -> AsyncIterator[Googles]:
    """Serve a Google at noon until the block is left."""
    clock = FixedClock()
    async with (
        simulated_google(NOON.timestamp) as simulator,
        IdentityServer(deadline_s=0.5) as server,
    ):
        keys = Jwks(lambda: server.get(f"{simulator.url}/oauth2/v3/certs"), clock=clock)
        async with keys:
            client = a_client(simulator, redirect_uri=redirect_uri)
            google = Google(client, server=server, keys=keys, clock=clock)
            yield Googles(simulator=simulator, client=google)


def a_client(simulator: GoogleSimulator, *, redirect_uri: str) -> GoogleClient:
    """Return who we are, as its discovery document has it."""
    described = simulator.discovery
    return GoogleClient(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        redirect_uri=redirect_uri,
        authorization_url=str(described["authorization_endpoint"]),
        token_url=str(described["token_endpoint"]),
    )

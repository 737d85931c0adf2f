"""Composition: Google, where this instance is registered with it."""

from contextlib import AsyncExitStack

from walkumentary.bootstrap.settings import Settings, revealed
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.health import HealthProbe
from walkumentary.infra.identity.google import Google, GoogleClient
from walkumentary.infra.identity.http import IdentityServer
from walkumentary.infra.identity.jwks import Jwks
from walkumentary.infra.identity.probe import GoogleProbe

CALLBACK = "/v1/auth/oauth/google/callback"
"""Where Google sends browsers back to; registered with it."""


def google_probes(settings: Settings) -> tuple[HealthProbe, ...]:
    """Return what says that people may sign in with Google, where they may."""
    return (GoogleProbe(),) if settings.google_client_id else ()


async def open_google(
    settings: Settings, *, clock: Clock, opened: AsyncExitStack
) -> Google | None:
    """Return Google, or None where the settings name no client; asks nothing yet."""
    client_id = settings.google_client_id
    secret = revealed(settings.google_client_secret)
    if client_id is None or secret is None:
        return None
    client = GoogleClient(
        client_id=client_id,
        client_secret=secret,
        redirect_uri=settings.public_url + CALLBACK,
        authorization_url=settings.google_authorization_url,
        token_url=settings.google_token_url,
    )
    server = await opened.enter_async_context(IdentityServer())

    async def fetch() -> bytes:
        return await server.get(settings.google_jwks_url)

    keys = await opened.enter_async_context(Jwks(fetch, clock=clock))
    return Google(client, server=server, keys=keys, clock=clock)

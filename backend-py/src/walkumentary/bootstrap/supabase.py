"""Composition: accounts in a project of Supabase's."""
# ruff: noqa: PLC0415 - slow to load, and of no use to those who keep accounts here

from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from structlog.stdlib import get_logger

from walkumentary.bootstrap.settings import Settings, revealed
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.errors import GatewayTimeout, GatewayUnavailable
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.health import HealthProbe
from walkumentary.gateway.unit_of_work import AccountWork, Begin
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.system.clock import SystemClock

if TYPE_CHECKING:
    from walkumentary.infra.supabase.auth import AuthServer, SupabaseAuth
    from walkumentary.infra.supabase.identity import SupabaseIdentity

GOOGLE_CALLBACK = "/v1/auth/oauth/google/callback"

_log = get_logger(__name__)


async def open_supabase(
    settings: Settings,
    begin: Begin[AccountWork],
    key: SigningKey,
    forge: Forge,
    opened: AsyncExitStack,
) -> "SupabaseIdentity | None":
    """Return the project's accounts, None where accounts are our own.

    Raises:
        KeyRefused: the anon key is none of the project's.
        AnswerForeign: something else answers at the address.
    """
    if settings.auth_provider != "supabase":
        return None
    auth = await opened.enter_async_context(_auth(settings))
    identity = await _identity(settings, auth, begin, key, forge, opened)
    await _inspect(identity)
    return identity


def supabase_probes(identity: "SupabaseIdentity | None") -> Sequence[HealthProbe]:
    """Return what looks after the project, nothing where there is none."""
    if identity is None:
        return ()
    from walkumentary.infra.supabase.probe import SupabaseProbe

    return (SupabaseProbe(identity),)


def _auth(settings: Settings) -> "SupabaseAuth":
    from walkumentary.infra.supabase.auth import SupabaseAuth

    return SupabaseAuth(
        url=settings.supabase_url or "",
        key=revealed(settings.supabase_anon_key) or "",
        service_key=revealed(settings.supabase_service_role_key) or "",
    )


async def _identity(
    settings: Settings,
    auth: "SupabaseAuth",
    begin: Begin[AccountWork],
    key: SigningKey,
    forge: Forge,
    opened: AsyncExitStack,
) -> "SupabaseIdentity":
    from walkumentary.infra.identity.jwks import Jwks
    from walkumentary.infra.resilience.auth import ResilientAuth
    from walkumentary.infra.supabase.flows import SealedFlows
    from walkumentary.infra.supabase.identity import SupabaseIdentity
    from walkumentary.infra.supabase.people import People
    from walkumentary.infra.supabase.tokens import SupabaseTokens

    clock, url = SystemClock(), (settings.supabase_url or "").rstrip("/")
    server: AuthServer = auth
    return SupabaseIdentity(
        server=ResilientAuth(
            chain=forge.chain(
                Operation.IDENTIFY,
                ("supabase", server),
                in_flight=settings.provider_concurrency,
            )
        ),
        tokens=SupabaseTokens(
            url=url,
            keys=await opened.enter_async_context(Jwks(auth.keys, clock=clock)),
            secret=revealed(settings.supabase_jwt_secret),
            clock=clock,
        ),
        people=People(begin=begin, clock=clock),
        flows=SealedFlows(key, clock=clock),
        url=url,
        callback=f"{settings.public_url}{GOOGLE_CALLBACK}",
    )


async def _inspect(identity: "SupabaseIdentity") -> None:
    try:
        await identity.inspect()
    except (GatewayUnavailable, GatewayTimeout) as error:
        _log.warning("supabase_auth_not_reached", detail=error.detail)

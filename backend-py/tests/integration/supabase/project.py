"""A simulated project, and the accounts in it as the product sees them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tests.simulator.auth import ANON_KEY, SERVICE_KEY, AuthSimulator, simulated_auth
from tests.simulator.auth_project import GooglePerson
from tests.unit.infra.resilience.doubles import Daydream, Loaded, patience
from walkumentary.domain.accounts.user import User
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.unit_of_work import AccountWork, Begin
from walkumentary.infra.identity.jwks import Jwks
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.infra.resilience.auth import ResilientAuth
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.supabase.auth import AuthServer, SupabaseAuth
from walkumentary.infra.supabase.flows import SealedFlows
from walkumentary.infra.supabase.identity import SupabaseIdentity
from walkumentary.infra.supabase.people import People
from walkumentary.infra.supabase.tokens import SupabaseTokens

CALLBACK = "https://walks.test/v1/auth/oauth/google/callback"
KEY = SigningKey(kid="k", purpose="token", secret=b"s" * 32, created_at=NOON)
FORGE = Forge(resilience=patience(), stopwatch=Daydream(), dice=Loaded())


@dataclass(frozen=True, slots=True)
class Product:
    """What the product makes of a project: one process over one database."""

    simulator: AuthSimulator
    identity: SupabaseIdentity
    begin: Begin[AccountWork]
    clock: FixedClock

    async def row(self, user_id: UserId) -> User | None:
        """Return our row of somebody."""
        async with self.begin(SYSTEM) as work:
            return await work.users.find(user_id)


@asynccontextmanager
async def a_product(
    *,
    begin: Begin[AccountWork] | None = None,
    clock: FixedClock | None = None,
    autoconfirm: bool = True,
    secret: str | None = None,
) -> AsyncIterator[Product]:
    """Open accounts over a project that confirms by itself, or by mail."""
    clock = clock or FixedClock()
    begin = begin or MemoryBegin(MemoryStore())
    async with simulated_auth(clock) as simulator:
        simulator.project.autoconfirm = autoconfirm
        simulator.project.keys.secret = secret
        async with another_process(simulator, begin=begin, clock=clock) as product:
            await product.identity.inspect()
            yield product


@asynccontextmanager
async def another_process(
    simulator: AuthSimulator,
    *,
    begin: Begin[AccountWork],
    clock: FixedClock,
    key: str = ANON_KEY,
    deadline_s: float = 5.0,
) -> AsyncIterator[Product]:
    """Open accounts of a project that is there already."""
    async with SupabaseAuth(
        url=simulator.url, key=key, service_key=SERVICE_KEY, deadline_s=deadline_s
    ) as auth:
        server: AuthServer = auth
        chain = FORGE.chain(Operation.IDENTIFY, ("supabase", server), in_flight=64)
        async with Jwks(auth.keys, clock=clock) as keys:
            tokens = SupabaseTokens(
                url=simulator.url,
                keys=keys,
                secret=simulator.project.keys.secret,
                clock=clock,
            )
            identity = SupabaseIdentity(
                server=ResilientAuth(chain=chain),
                tokens=tokens,
                people=People(begin=begin, clock=clock),
                flows=SealedFlows(KEY, clock=clock),
                url=simulator.url,
                callback=CALLBACK,
            )
            yield Product(simulator, identity, begin, clock)


def consented(simulator: AuthSimulator, address: str, who: GooglePerson) -> str:
    """Follow an address to Google and consent; return where the browser comes back."""
    state = parse_qs(urlsplit(address).query)["state"][0]
    return simulator.consented(state, who)

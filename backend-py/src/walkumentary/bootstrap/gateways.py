"""Composition: settings in, gateways out. Owns engines, pools, clients and children."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from walkumentary.bootstrap.database import Database, open_database
from walkumentary.bootstrap.google import google_probes, open_google
from walkumentary.bootstrap.identity import local_identity, open_mail
from walkumentary.bootstrap.keys import new_key
from walkumentary.bootstrap.providers import Providers
from walkumentary.bootstrap.routing import open_routes
from walkumentary.bootstrap.service_account import open_service_account
from walkumentary.bootstrap.settings import Settings, revealed
from walkumentary.bootstrap.storage import open_storage
from walkumentary.bootstrap.supabase import open_supabase, supabase_probes
from walkumentary.bootstrap.usecases import Gateways
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.accounts import TOKENS, SigningKey
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.health import HealthProbe
from walkumentary.gateway.identity import IdentityGateway
from walkumentary.gateway.storage import StorageGateway
from walkumentary.infra.alerting.alerts import Alerts
from walkumentary.infra.caching.opening import open_cache
from walkumentary.infra.identity.links import DerivedLinks
from walkumentary.infra.identity.probe import AccountsProbe
from walkumentary.infra.jobs.procrastinate_app import ProcrastinateQueue
from walkumentary.infra.limiting.redis import open_rate_limits
from walkumentary.infra.metering.books import Books
from walkumentary.infra.pictures.decoder import SandboxedPictures
from walkumentary.infra.postgres.api_keys import PostgresApiKeysReader
from walkumentary.infra.postgres.engine import Connections, open_engine, open_read_pool
from walkumentary.infra.postgres.events import PostgresEventsReader
from walkumentary.infra.postgres.export import PostgresExport
from walkumentary.infra.postgres.idempotency import PostgresIdempotency
from walkumentary.infra.postgres.journal import migrations_folder, read_journal
from walkumentary.infra.postgres.listening import PostgresSignals
from walkumentary.infra.postgres.notes_reader import PostgresNotesReader
from walkumentary.infra.postgres.places_reader import PostgresPlacesReader
from walkumentary.infra.postgres.probes import (
    DatabaseProbe,
    JobEngineProbe,
    MigrationsProbe,
    WorkersProbe,
)
from walkumentary.infra.postgres.roles import refuse_powerful_login
from walkumentary.infra.postgres.tour_views import PostgresToursReader
from walkumentary.infra.postgres.turns import PostgresTurns
from walkumentary.infra.postgres.unit_of_work import PostgresBegin
from walkumentary.infra.postgres.usage import PostgresUsageReader
from walkumentary.infra.pricing.catalogue import Price, PriceCatalogue
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.dice import FairDice
from walkumentary.infra.resilience.redis_breaker import ANSWER_S
from walkumentary.infra.storage.probe import StorageProbe
from walkumentary.infra.storage.starter_packs import TomlPacks
from walkumentary.infra.system.address_seal import KeyedAddresses
from walkumentary.infra.system.admission import BoundedQueue
from walkumentary.infra.system.clock import SystemClock
from walkumentary.infra.system.ids import UuidV7Ids
from walkumentary.infra.system.keyring import Keyring, learning
from walkumentary.infra.system.media_urls import SignedMediaUrls
from walkumentary.infra.system.result_tokens import SealedResults
from walkumentary.infra.system.stopwatch import LoopStopwatch
from walkumentary.infra.system.tokens import NoTokens, SignedTokens

if TYPE_CHECKING:
    from redis.asyncio import Redis


@asynccontextmanager
async def open_gateways(
    settings: Settings, clock: Clock | None = None
) -> AsyncIterator[Gateways]:
    """Fill every port by the adapter the settings name, for as long as the block lasts.

    Raises:
        EmbeddedServerFailed: the embedded database does not start.
        PowerfulLogin: DATABASE_URL may do more than the application should.
        DatabaseUnavailable: the database cannot be reached.
        GatewayRefused: a key of Supabase's, or the bucket, is not one to work with.
    """
    async with AsyncExitStack() as opened:
        database = opened.enter_context(open_database(settings))
        yield await _gateways(settings, database, opened, clock or SystemClock())


async def _gateways(
    settings: Settings, database: Database, opened: AsyncExitStack, clock: Clock
) -> Gateways:
    url, size = database.app_url, settings.database_pool_size
    engine = await opened.enter_async_context(open_engine(url, size=size))
    pool = await opened.enter_async_context(open_read_pool(url, size=size))
    async with pool.connection() as connection:
        await refuse_powerful_login(connection)
    begin = PostgresBegin(engine=engine, clock=clock, queue=ProcrastinateQueue())
    providers = _providers(settings, begin, opened)
    embedder = await providers.embedder()
    storage = await open_storage(settings, providers.forge, opened)
    caching = await opened.enter_async_context(open_cache(revealed(settings.redis_url)))
    mail = open_mail(settings)
    media_key = await _key(begin, "media")
    tokens = await _tokens(settings, begin, opened)
    links = DerivedLinks(media_key)
    project = await open_supabase(settings, begin, media_key, providers.forge, opened)
    identity: IdentityGateway = project or local_identity(
        settings,
        begin=begin,
        tokens=tokens,
        links=links,
        clock=clock,
        opened=opened,
        google=await open_google(settings, clock=clock, opened=opened),
    )
    return Gateways(
        begin_tour=begin,
        begin_knowledge=begin,
        begin_account=begin,
        begin_budget=begin,
        begin_ledger=begin,
        tours=PostgresToursReader(pool),
        places=PostgresPlacesReader(pool),
        geocoder=await providers.geocoder(
            turns=PostgresTurns(pool), cache=caching.cache
        ),
        results=SealedResults(media_key, clock=clock),
        pictures=SandboxedPictures(),
        vision=await providers.vision(caching.cache),
        notes=PostgresNotesReader(pool, embedder=embedder.name),
        events=PostgresEventsReader(pool),
        signals=await opened.enter_async_context(PostgresSignals(url)),
        embedder=embedder,
        packs=TomlPacks(),
        routes=await open_routes(settings, providers.forge, opened),
        narrator=await providers.narrator(),
        speech=await providers.speech(),
        storage=storage,
        identity=identity,
        mail=mail,
        links=links,
        home=settings.public_url,
        public_keys=NoTokens() if project else tokens,
        api_keys=PostgresApiKeysReader(pool),
        export=PostgresExport(pool),
        service_keys=await open_service_account(settings.service_keys, begin, clock),
        media=SignedMediaUrls(media_key, clock=clock, ttl_s=settings.media_url_ttl_s),
        idempotency=PostgresIdempotency(pool, clock),
        rate_limits=await opened.enter_async_context(
            open_rate_limits(revealed(settings.redis_url))
        ),
        cache=caching.cache,
        probes=(
            *_probes(pool, storage),
            *caching.probes,
            AccountsProbe(identity),
            *supabase_probes(project),
            *google_probes(settings),
        ),
        clock=clock,
        ids=UuidV7Ids(clock),
        stopwatch=LoopStopwatch(),
        instance=media_key.kid,
        prices=providers.books.prices,
        alerts=Alerts(settings.alert_webhook_url),
        usage=PostgresUsageReader(pool),
        limits=settings.limits,
        guest_limits=settings.guest_limits,
        addresses=KeyedAddresses(media_key),
        planning=BoundedQueue(places=settings.planning_concurrency),
        guests_welcome=settings.guests,
        speech_concurrency=settings.speech_concurrency,
    )


def _providers(
    settings: Settings, begin: PostgresBegin, opened: AsyncExitStack
) -> Providers:
    clock = begin.clock
    books = Books(
        begin=begin, prices=_prices(settings), clock=clock, ids=UuidV7Ids(clock)
    )
    forge = Forge(
        resilience=settings.resilience,
        stopwatch=LoopStopwatch(),
        dice=FairDice(),
        redis=_redis(settings, opened),
    )
    return Providers(settings=settings, books=books, forge=forge, opened=opened)


def _prices(settings: Settings) -> PriceCatalogue:
    own = settings.price_overrides
    return PriceCatalogue(
        own={model: Price(**price.model_dump()) for model, price in own.items()}
    )


def _redis(settings: Settings, opened: AsyncExitStack) -> "Redis | None":
    """Return a client for shared breakers; it connects when first asked."""
    url = revealed(settings.redis_url)
    if url is None:
        return None
    from redis.asyncio import Redis  # noqa: PLC0415 - only where there is one

    redis = Redis.from_url(url, socket_connect_timeout=ANSWER_S, max_connections=20)
    opened.push_async_callback(redis.aclose)
    return redis


async def _tokens(
    settings: Settings, begin: PostgresBegin, opened: AsyncExitStack
) -> SignedTokens:
    """Return the signer of tokens; it learns of new keys while it runs."""
    clock, ttl_s = begin.clock, settings.token_ttl_s

    async def load() -> Sequence[SigningKey]:
        async with begin(SYSTEM) as work:
            return await work.signing_keys.of(TOKENS)

    await _key(begin, TOKENS)
    keyring = Keyring(await load(), clock=clock, ttl_s=ttl_s)
    await opened.enter_async_context(learning(keyring, load, stopwatch=LoopStopwatch()))
    return SignedTokens(keyring, clock=clock, ttl_s=ttl_s)


async def _key(begin: PostgresBegin, purpose: str) -> SigningKey:
    """Return the stored key for a purpose; the first process to start makes it."""
    async with begin(SYSTEM) as work:
        key = await work.signing_keys.get_or_add(new_key(purpose))
        await work.commit()
    return key


def _probes(pool: Connections, storage: StorageGateway) -> tuple[HealthProbe, ...]:
    return (
        DatabaseProbe(pool),
        MigrationsProbe(pool, read_journal(migrations_folder())),
        JobEngineProbe(pool),
        WorkersProbe(pool),
        StorageProbe(storage),
    )

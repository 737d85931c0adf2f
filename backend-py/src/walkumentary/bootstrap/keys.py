"""Composition: a new key that signs tokens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

from walkumentary.bootstrap.database import open_database
from walkumentary.bootstrap.settings import Settings
from walkumentary.controller.cli.keys import Rotated
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.accounts import TOKENS, SigningKey
from walkumentary.infra.jobs.procrastinate_app import ProcrastinateQueue
from walkumentary.infra.postgres.engine import open_engine
from walkumentary.infra.postgres.unit_of_work import PostgresBegin
from walkumentary.infra.system.clock import SystemClock
from walkumentary.infra.system.keyring import SPREAD_S
from walkumentary.infra.system.tokens import new_token_secret


async def rotate_keys(settings: Settings) -> Rotated:
    """Make a new key, and delete those whose last token has ended.

    Raises:
        DatabaseUnavailable: the database cannot be reached.
    """
    return await _rotate(settings, kept_s=SPREAD_S + settings.token_ttl_s)


async def replace_keys(settings: Settings) -> Rotated:
    """Make a new key and delete all others, with every token they signed.

    Raises:
        DatabaseUnavailable: the database cannot be reached.
    """
    return await _rotate(settings, kept_s=-1)


async def _rotate(settings: Settings, *, kept_s: float) -> Rotated:
    key = new_key(TOKENS)
    async with begun(settings) as begin, begin(SYSTEM) as work:
        await work.signing_keys.rotate(key)
        swept = await work.signing_keys.sweep(
            TOKENS, retired_before=key.created_at - timedelta(seconds=kept_s)
        )
        await work.commit()
    return Rotated(kid=key.kid, swept=swept)


def new_key(purpose: str) -> SigningKey:
    """Return a key that nobody has."""
    return SigningKey(
        kid=uuid4().hex,
        purpose=purpose,
        secret=new_token_secret(),
        created_at=SystemClock().now(),
    )


@asynccontextmanager
async def begun(settings: Settings) -> AsyncIterator[PostgresBegin]:
    """Lend transactions to a command."""
    with open_database(settings) as database:
        async with open_engine(database.app_url, size=2) as engine:
            yield PostgresBegin(
                engine=engine, clock=SystemClock(), queue=ProcrastinateQueue()
            )

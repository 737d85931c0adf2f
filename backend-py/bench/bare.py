"""The peer of a read: Starlette and psycopg, the same statement, nothing else.

Run as a process: python -m bench.bare --port … --database … --tour-id … --owner-id ….
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

import typer
import uvicorn
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from walkumentary.infra.postgres.view_sql import VIEW

type _Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]

_CLAIMS = "select set_config('request.jwt.claims', %(claims)s, true)"
_POOL_SIZE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One statement, sent with the claims that row-level security asks for."""

    pool: _Pool
    claims: str
    params: dict[str, str]

    async def __call__(self, _: Request) -> Response:
        async with self.pool.connection() as connection, connection.pipeline():
            await connection.execute(_CLAIMS, {"claims": self.claims})
            cursor = await connection.execute(VIEW, self.params)
            row = await cursor.fetchone()
        return Response(row[0] if row else "", media_type="application/json")


def bare_command(
    *, port: int, database: str, tour_id: str, owner_id: str, media: str = ""
) -> tuple[str, ...]:
    """Return the command that starts it."""
    where = ("--port", str(port), "--database", database)
    whose = ("--tour-id", tour_id, "--owner-id", owner_id)
    signed = ("--media", media)
    return (sys.executable, "-m", "bench.bare", *where, *whose, *signed)


def main(
    *,
    port: Annotated[int, typer.Option()],
    database: Annotated[str, typer.Option()],
    tour_id: Annotated[str, typer.Option()],
    owner_id: Annotated[str, typer.Option()],
    media: Annotated[str, typer.Option()] = "",
) -> None:
    """Serve one tour at /, with the settings the API is served with."""
    claims = f'{{"sub": "{owner_id}", "role": "authenticated"}}'

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        pool: _Pool = AsyncConnectionPool(
            database,
            kwargs={"autocommit": True, "options": "-c search_path=public -c jit=off"},
            min_size=_POOL_SIZE,
            max_size=_POOL_SIZE,
            open=False,
        )
        async with pool:
            params = {"tour_id": tour_id, "media": media}
            reading = _Reading(pool=pool, claims=claims, params=params)
            app.router.routes.append(Route("/", reading.__call__))
            yield

    uvicorn.run(
        Starlette(lifespan=lifespan),
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    typer.run(main)

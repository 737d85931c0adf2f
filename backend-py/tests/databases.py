"""Databases for integration tests: one server per session, clones of one template."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from walkumentary.infra.postgres.embedded import EmbeddedServer
from walkumentary.infra.postgres.migrations import APP_ROLE, migrate

TEMPLATE = "migrated_template"
EMPTY = "template0"
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
SMALL = ("max_wal_size=64MB", "min_wal_size=32MB", "max_connections=200")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseUrls:
    """One database under both log-ins, as psycopg and libpq take them."""

    owner: str
    app: str


def make_template(server: EmbeddedServer, lock: Path) -> None:
    """Have one migrated database to clone, whichever test process comes first."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not _exists(server, TEMPLATE):
            _execute(server, "create database {}", TEMPLATE)
            migrate(server.url(database=TEMPLATE))


@contextmanager
def cloned(server: EmbeddedServer, template: str) -> Iterator[DatabaseUrls]:
    """Use a database of one's own, gone afterwards."""
    name = f"test_{uuid4().hex}"
    _execute(server, "create database {} template {}", name, template)
    yield DatabaseUrls(
        owner=server.url(database=name), app=server.url(user=APP_ROLE, database=name)
    )
    _execute(server, "drop database {} with (force)", name)


def _exists(server: EmbeddedServer, name: str) -> bool:
    with psycopg.connect(server.url()) as connection:
        found = connection.execute(
            "select 1 from pg_database where datname = %s", [name]
        )
        return found.fetchone() is not None


def _execute(server: EmbeddedServer, statement: str, *names: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

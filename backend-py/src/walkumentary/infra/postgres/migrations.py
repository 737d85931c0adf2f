"""Brings a database up to date: drizzle's migrations, then the job engine's schema.

What drizzle has applied is read from, and written to, drizzle's own table, so that
`drizzle-kit migrate` and this may take turns. Everything happens in one transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import AsyncConnection, Connection, sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow

from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.infra.postgres.journal import (
    Migration,
    migrations_folder,
    pending,
    read_journal,
)

APP_ROLE = "walkumentary_app"
_TURN = 7_726_001
"""The advisory lock of whoever migrates."""
_TURN_TIMEOUT = "60s"
_LOCK_TIMEOUT = "2s"
_DRIZZLE = """
create schema if not exists drizzle;
create table if not exists drizzle.__drizzle_migrations (
    id serial primary key,
    hash text not null,
    created_at bigint
);
"""
_APPLIED = "select created_at from drizzle.__drizzle_migrations"
_RECORD = "insert into drizzle.__drizzle_migrations (hash, created_at) values (%s, %s)"
_GRANTS = f"""
grant usage on schema drizzle, jobs to {APP_ROLE};
grant select on drizzle.__drizzle_migrations to {APP_ROLE};
grant select, insert, update, delete on all tables in schema jobs to {APP_ROLE};
grant usage, select on all sequences in schema jobs to {APP_ROLE};
grant execute on all functions in schema jobs to {APP_ROLE};
"""


class MigrationFailed(GatewayRefused):
    """The database refused a migration; nothing was changed."""

    code = "migration-failed"
    title = "The database could not be migrated"


def migrate(
    owner_url: str, *, app_url: str | None = None, folder: Path | None = None
) -> tuple[str, ...]:
    """Apply what is missing.

    Args:
        owner_url: the log-in that owns the schema.
        app_url: the application's log-in, which is given the password it carries.
        folder: drizzle's migrations; default: the product's own.

    Returns:
        The tags of the migrations applied; empty if there was nothing to do.

    Raises:
        MigrationOutOfOrder: drizzle would silently skip one of them.
        MigrationFailed: the database refused; the message names the migration.
        GatewayUnavailable: the database cannot be reached.
    """
    migrations = read_journal(folder or migrations_folder())
    with _connected(owner_url) as connection, _refusals("migrating"):
        _take_turn(connection)
        connection.execute(_DRIZZLE)
        missing = pending(migrations, _applied(connection))
        for migration in missing:
            _apply(connection, migration)
        _have_job_engine(connection)
        connection.execute(_GRANTS)
        _set_password(connection, app_url)
    return tuple(migration.tag for migration in missing)


async def pending_migrations(
    connection: AsyncConnection[TupleRow], migrations: Sequence[Migration]
) -> tuple[str, ...]:
    """Return the tags the database lacks; all of them where it was never migrated.

    Raises:
        MigrationOutOfOrder: drizzle would silently skip one of them.
    """
    try:
        cursor = await connection.execute(_APPLIED)
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege):
        return tuple(migration.tag for migration in migrations)
    applied = {int(row[0]) async for row in cursor}
    return tuple(migration.tag for migration in pending(migrations, applied))


@contextmanager
def _connected(owner_url: str) -> Iterator[Connection[TupleRow]]:
    try:
        connection = psycopg.connect(owner_url)
    except psycopg.OperationalError as error:
        raise GatewayUnavailable(f"The database is out of reach: {error}") from error
    with connection:
        yield connection


@contextmanager
def _refusals(doing: str) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        raise MigrationFailed(f"While {doing}: {error}") from error


def _take_turn(connection: Connection[TupleRow]) -> None:
    _wait_at_most(connection, _TURN_TIMEOUT)
    connection.execute("select pg_advisory_xact_lock(%s)", [_TURN])
    _wait_at_most(connection, _LOCK_TIMEOUT)


def _wait_at_most(connection: Connection[TupleRow], duration: str) -> None:
    connection.execute("select set_config('lock_timeout', %s, true)", [duration])


def _applied(connection: Connection[TupleRow]) -> set[int]:
    return {int(row[0]) for row in connection.execute(_APPLIED)}


def _apply(connection: Connection[TupleRow], migration: Migration) -> None:
    with _refusals(f"applying {migration.tag}"):
        for statement in migration.statements:
            connection.execute(statement.encode())
        connection.execute(_RECORD, [migration.hash, migration.made_at_ms])


def _have_job_engine(connection: Connection[TupleRow]) -> None:
    found = connection.execute("select to_regclass('jobs.procrastinate_jobs')")
    if found.fetchone() == (None,):
        _make_job_engine(connection)


def _make_job_engine(connection: Connection[TupleRow]) -> None:
    # The package is slow to load and needed once in the life of a database.
    from procrastinate.schema import SchemaManager  # noqa: PLC0415

    connection.execute("create schema if not exists jobs")
    connection.execute("set local search_path to jobs")
    connection.execute(SchemaManager.get_schema())
    connection.execute("set local search_path to default")


def _set_password(connection: Connection[TupleRow], app_url: str | None) -> None:
    login = conninfo_to_dict(app_url or "")
    password = login.get("password")
    if password and _is_app_role(str(login.get("user"))):
        # Hashed here, so that the password itself reaches no server log.
        hashed = connection.pgconn.encrypt_password(
            str(password).encode(), APP_ROLE.encode(), b"scram-sha-256"
        )
        statement = sql.SQL("alter role {} password {}").format(
            sql.Identifier(APP_ROLE), sql.Literal(hashed.decode())
        )
        connection.execute(statement)


def _is_app_role(user: str) -> bool:
    # A pooler's user names end with the project: walkumentary_app.abcdef
    return user.partition(".")[0] == APP_ROLE

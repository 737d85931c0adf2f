"""Which database we use: the one the settings name, or the embedded one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from walkumentary.bootstrap.settings import Settings, SettingsInvalid, revealed
from walkumentary.infra.postgres.embedded import embedded_server
from walkumentary.infra.postgres.migrations import APP_ROLE, migrate


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where it is, and for whom.

    Attributes:
        app_url: the application's log-in.
        owner_url: the log-in that owns the schema, where we have it.
        applied: the migrations applied on opening.
    """

    app_url: str
    owner_url: str | None
    applied: tuple[str, ...] = ()


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Have a database for as long as the block lasts.

    The embedded one is started (or joined) and migrated, since it is nobody else's. A
    database of the operator's is left as it is.

    Raises:
        EmbeddedServerFailed: the embedded server does not start.
        MigrationFailed: it refused a migration.
    """
    if settings.database_url is not None:
        yield Database(
            app_url=settings.database_url.get_secret_value(),
            owner_url=revealed(settings.migration_database_url),
        )
        return
    with embedded_server(settings.data_dir / "postgres") as server:
        yield Database(
            app_url=server.url(user=APP_ROLE),
            owner_url=server.url(),
            applied=migrate(server.url()),
        )


def migrate_database(settings: Settings) -> tuple[str, ...]:
    """Bring the database up to date; return the migrations applied.

    Raises:
        SettingsInvalid: there is no log-in to do it with.
        MigrationFailed: the database refused one; nothing was changed.
    """
    with open_database(settings) as database:
        if database.owner_url is None:
            raise SettingsInvalid("MIGRATION_DATABASE_URL: needed to migrate")
        again = migrate(database.owner_url, app_url=database.app_url)
        return database.applied + again

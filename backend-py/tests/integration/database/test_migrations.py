"""The Python migrator on a real server."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.databases import DatabaseUrls
from tests.migrations import FIRST, SECOND, THIRD, Entry, write_journal_after_ours
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.infra.postgres.journal import (
    MigrationOutOfOrder,
    migrations_folder,
    read_journal,
)
from walkumentary.infra.postgres.migrations import (
    MigrationFailed,
    migrate,
    pending_migrations,
)

OURS = read_journal(migrations_folder())


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def journal_of(url: str) -> list[tuple[object, ...]]:
    return rows(
        url, "select hash, created_at from drizzle.__drizzle_migrations order by id"
    )


def test_a_new_database_gets_every_migration_as_drizzle_would_record_it(
    empty_database_urls: DatabaseUrls,
) -> None:
    applied = migrate(empty_database_urls.owner)

    assert applied == tuple(one.tag for one in OURS)
    assert journal_of(empty_database_urls.owner) == [
        (one.hash, one.made_at_ms) for one in OURS
    ]


def test_migrating_again_changes_nothing(fresh_database_urls: DatabaseUrls) -> None:
    before = journal_of(fresh_database_urls.owner)

    applied = migrate(fresh_database_urls.owner)

    assert applied == ()
    assert journal_of(fresh_database_urls.owner) == before


def test_later_migrations_continue_where_the_last_stopped(
    fresh_database_urls: DatabaseUrls, tmp_path: Path
) -> None:
    folder = write_journal_after_ours(tmp_path, FIRST, SECOND)

    applied = migrate(fresh_database_urls.owner, folder=folder)

    assert applied == (FIRST.tag, SECOND.tag)
    assert rows(fresh_database_urls.owner, "select id from second") == [(2,)]


def test_a_migration_that_comes_too_late_is_refused_and_nothing_applied(
    fresh_database_urls: DatabaseUrls, tmp_path: Path
) -> None:
    later = write_journal_after_ours(tmp_path / "later", THIRD)
    migrate(fresh_database_urls.owner, folder=later)
    before = journal_of(fresh_database_urls.owner)
    merged = write_journal_after_ours(tmp_path / "merged", FIRST, THIRD)

    with pytest.raises(MigrationOutOfOrder, match=f"{FIRST.tag} .* {THIRD.tag}"):
        migrate(fresh_database_urls.owner, folder=merged)

    assert journal_of(fresh_database_urls.owner) == before


def test_a_failing_migration_is_named_and_takes_the_others_back(
    fresh_database_urls: DatabaseUrls, tmp_path: Path
) -> None:
    wrong = Entry("0001_wrong", 2_000, "create table wrong (id unheard_of);")
    folder = write_journal_after_ours(tmp_path, FIRST, wrong)

    with pytest.raises(MigrationFailed, match=r"0001_wrong.*unheard_of"):
        migrate(fresh_database_urls.owner, folder=folder)

    assert len(journal_of(fresh_database_urls.owner)) == len(OURS)
    assert rows(fresh_database_urls.owner, "select to_regclass('first')") == [(None,)]


def test_a_table_in_use_is_not_waited_for_long(
    fresh_database_urls: DatabaseUrls, tmp_path: Path
) -> None:
    change = Entry("0000_change", 1, "alter table tours add column more text;")
    folder = write_journal_after_ours(tmp_path, change)

    with psycopg.connect(fresh_database_urls.owner) as somebody:
        somebody.execute("lock table tours in access exclusive mode")
        with pytest.raises(MigrationFailed, match=r"0000_change.*lock timeout"):
            migrate(fresh_database_urls.owner, folder=folder)


def test_two_who_migrate_at_once_take_turns(
    empty_database_urls: DatabaseUrls,
) -> None:
    with ThreadPoolExecutor() as pool:
        applied = sorted(pool.map(migrate, [empty_database_urls.owner] * 2))

    assert applied == [(), tuple(one.tag for one in OURS)]


async def test_the_application_sees_that_nothing_is_pending(
    database_urls: DatabaseUrls,
) -> None:
    async with await psycopg.AsyncConnection.connect(database_urls.app) as connection:
        assert await pending_migrations(connection, OURS) == ()


async def test_the_application_sees_what_is_pending(
    database_urls: DatabaseUrls, tmp_path: Path
) -> None:
    newer = read_journal(write_journal_after_ours(tmp_path, FIRST))

    async with await psycopg.AsyncConnection.connect(database_urls.app) as connection:
        assert await pending_migrations(connection, newer) == (FIRST.tag,)


async def test_everything_is_pending_on_a_database_nobody_migrated(
    empty_database_urls: DatabaseUrls,
) -> None:
    url = empty_database_urls.owner
    async with await psycopg.AsyncConnection.connect(url) as connection:
        missing = await pending_migrations(connection, OURS)

    assert missing == tuple(one.tag for one in OURS)


async def test_the_application_may_work_with_jobs(
    database_urls: DatabaseUrls,
) -> None:
    async with await psycopg.AsyncConnection.connect(
        database_urls.app, options="-c search_path=public,jobs"
    ) as connection:
        await connection.execute("select procrastinate_register_worker_v1()")
        cursor = await connection.execute("select count(*) from procrastinate_workers")

        assert await cursor.fetchone() == (1,)


def test_the_password_of_the_application_is_set_and_stored_hashed(
    fresh_database_urls: DatabaseUrls,
) -> None:
    app_url = "postgresql://walkumentary_app.project:s3cret%20word@somewhere/db"

    migrate(fresh_database_urls.owner, app_url=app_url)

    [(stored,)] = rows(
        fresh_database_urls.owner,
        "select rolpassword from pg_authid where rolname = 'walkumentary_app'",
    )
    assert str(stored).startswith("SCRAM-SHA-256$")


def test_a_database_out_of_reach_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(GatewayUnavailable):
        migrate(f"postgresql://nobody@/nothing?host={tmp_path}")

"""Which migrations are applied, and which are refused."""

import hashlib
from pathlib import Path

import pytest

from tests.migrations import FIRST, SECOND, THIRD, write_journal
from walkumentary.infra.postgres.journal import (
    MigrationOutOfOrder,
    migrations_folder,
    pending,
    read_journal,
)


def test_migrations_come_in_the_order_of_the_journal(tmp_path: Path) -> None:
    folder = write_journal(tmp_path, FIRST, SECOND)

    migrations = read_journal(folder)

    assert [one.tag for one in migrations] == ["0000_first", "0001_second"]


def test_a_migration_is_known_by_the_hash_of_its_file(tmp_path: Path) -> None:
    folder = write_journal(tmp_path, FIRST)
    content = (folder / "0000_first.sql").read_bytes()

    [migration] = read_journal(folder)

    assert migration.hash == hashlib.sha256(content).hexdigest()


def test_a_file_is_cut_into_statements_where_drizzle_cuts_it(tmp_path: Path) -> None:
    folder = write_journal(tmp_path, SECOND)

    [migration] = read_journal(folder)

    assert [statement.strip() for statement in migration.statements] == [
        "create table second (id int);",
        "insert into second values (2);",
    ]


def test_everything_is_pending_on_a_new_database(tmp_path: Path) -> None:
    migrations = read_journal(write_journal(tmp_path, FIRST, SECOND))

    assert pending(migrations, set()) == migrations


def test_what_was_applied_is_not_pending(tmp_path: Path) -> None:
    migrations = read_journal(write_journal(tmp_path, FIRST, SECOND, THIRD))

    missing = pending(migrations, {FIRST.made_at_ms, SECOND.made_at_ms})

    assert [one.tag for one in missing] == ["0002_third"]


def test_a_database_newer_than_the_program_has_nothing_pending(tmp_path: Path) -> None:
    migrations = read_journal(write_journal(tmp_path, FIRST))

    assert pending(migrations, {FIRST.made_at_ms, SECOND.made_at_ms}) == ()


def test_a_migration_older_than_the_last_applied_is_refused_by_name(
    tmp_path: Path,
) -> None:
    migrations = read_journal(write_journal(tmp_path, FIRST, SECOND, THIRD))

    with pytest.raises(MigrationOutOfOrder, match=r"0001_second .* 0002_third"):
        pending(migrations, {FIRST.made_at_ms, THIRD.made_at_ms})


def test_the_products_own_journal_goes_forward_in_time() -> None:
    times = [one.made_at_ms for one in read_journal(migrations_folder())]

    assert times == sorted(set(times))

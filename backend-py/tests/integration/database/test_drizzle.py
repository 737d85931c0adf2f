"""drizzle-kit and the Python migrator take turns on one database."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.databases import DatabaseUrls
from tests.migrations import first_of_ours
from walkumentary.bootstrap.settings import home
from walkumentary.infra.postgres.journal import migrations_folder, read_journal
from walkumentary.infra.postgres.migrations import migrate

pytestmark = pytest.mark.ci

DRIZZLE = home() / "drizzle"
OURS = read_journal(migrations_folder())
HALF = 2


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """A copy of the drizzle folder to work in."""
    copy = tmp_path / "drizzle"
    shutil.copytree(DRIZZLE, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(DRIZZLE / "node_modules")
    return copy


def drizzle_kit(command: str, folder: Path, url: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - the locked tool, fixed arguments
        [str(DRIZZLE / "node_modules" / ".bin" / "drizzle-kit"), command],
        cwd=folder,
        env={**os.environ, "MIGRATION_DATABASE_URL": url},  # noqa: TID251
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    return done.stdout


def journal_of(url: str) -> list[tuple[object, ...]]:
    query = "select id, hash, created_at from drizzle.__drizzle_migrations order by id"
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


WHOLE = [(n, one.hash, one.made_at_ms) for n, one in enumerate(OURS, start=1)]


def test_the_schema_and_the_migrations_agree(workshop: Path) -> None:
    before = sorted(path.name for path in (workshop / "migrations").rglob("*"))

    drizzle_kit("generate", workshop)

    after = sorted(path.name for path in (workshop / "migrations").rglob("*"))
    assert after == before


def test_drizzle_applies_nothing_after_python(
    empty_database_urls: DatabaseUrls, workshop: Path
) -> None:
    migrate(empty_database_urls.owner)

    drizzle_kit("migrate", workshop, empty_database_urls.owner)

    assert journal_of(empty_database_urls.owner) == WHOLE


def test_python_applies_nothing_after_drizzle(
    empty_database_urls: DatabaseUrls, workshop: Path
) -> None:
    drizzle_kit("migrate", workshop, empty_database_urls.owner)

    applied = migrate(empty_database_urls.owner)

    assert applied == ()
    assert journal_of(empty_database_urls.owner) == WHOLE


def test_drizzle_continues_where_python_stopped(
    empty_database_urls: DatabaseUrls, workshop: Path, tmp_path: Path
) -> None:
    migrate(
        empty_database_urls.owner, folder=first_of_ours(tmp_path / "half", count=HALF)
    )

    drizzle_kit("migrate", workshop, empty_database_urls.owner)

    assert journal_of(empty_database_urls.owner) == WHOLE


def test_python_continues_where_drizzle_stopped(
    empty_database_urls: DatabaseUrls, workshop: Path
) -> None:
    shutil.rmtree(workshop / "migrations")
    first_of_ours(workshop / "migrations", count=HALF)
    drizzle_kit("migrate", workshop, empty_database_urls.owner)

    applied = migrate(empty_database_urls.owner)

    assert applied == tuple(one.tag for one in OURS[HALF:])
    assert journal_of(empty_database_urls.owner) == WHOLE

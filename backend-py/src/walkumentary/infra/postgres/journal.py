"""drizzle's migrations as they lie in its folder: the journal and one file each."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import walkumentary
from walkumentary.domain.shared.errors import Conflict

_BREAKPOINT = "--> statement-breakpoint"


class MigrationOutOfOrder(Conflict):
    """A migration is older than one the database already has."""

    code = "migration-out-of-order"
    title = "Migrations are out of order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One migration.

    Attributes:
        tag: its name, such as ``0001_tables``.
        made_at_ms: when drizzle generated it; this is how drizzle orders and knows it.
        hash: SHA-256 of its file, in hexadecimal.
    """

    tag: str
    made_at_ms: int
    hash: str
    statements: Sequence[str]


def migrations_folder() -> Path:
    """Return the copy in a built wheel, else the folder of the repository."""
    package = Path(walkumentary.__file__).resolve().parent
    packaged = package / "migrations"
    repository = package.parents[2] / "drizzle" / "migrations"
    return packaged if packaged.is_dir() else repository


def read_journal(folder: Path) -> tuple[Migration, ...]:
    """Read all migrations, in the order of the journal."""
    journal = json.loads((folder / "meta" / "_journal.json").read_text("utf-8"))
    return tuple(_read(folder, entry) for entry in journal["entries"])


def pending(
    migrations: Sequence[Migration], applied: Collection[int]
) -> tuple[Migration, ...]:
    """Return what is to be applied to a database.

    Args:
        migrations: the journal.
        applied: ``created_at`` of every row in drizzle's table.

    Raises:
        MigrationOutOfOrder: one is older than the last applied, so that drizzle would
            skip it silently.
    """
    last = max(applied, default=-1)
    missing = tuple(one for one in migrations if one.made_at_ms not in applied)
    for skipped in (one for one in missing if one.made_at_ms < last):
        raise MigrationOutOfOrder(
            f"{skipped.tag} is older than {_name(last, migrations)}, which the "
            "database already has. Generate it again, so that it comes last."
        )
    return missing


def _read(folder: Path, entry: Mapping[str, str | int]) -> Migration:
    content = (folder / f"{entry['tag']}.sql").read_bytes()
    return Migration(
        tag=str(entry["tag"]),
        made_at_ms=int(entry["when"]),
        hash=hashlib.sha256(content).hexdigest(),
        statements=tuple(content.decode("utf-8").split(_BREAKPOINT)),
    )


def _name(made_at_ms: int, migrations: Sequence[Migration]) -> str:
    known = (one.tag for one in migrations if one.made_at_ms == made_at_ms)
    return next(known, f"the migration of {made_at_ms}")

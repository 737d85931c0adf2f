"""Small drizzle folders to migrate with."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from walkumentary.infra.postgres.journal import migrations_folder, read_journal


@dataclass(frozen=True, slots=True)
class Entry:
    """One migration to write down."""

    tag: str
    made_at_ms: int
    sql: str


FIRST = Entry("0000_first", 1_000, "create table first (id int);")
SECOND = Entry(
    "0001_second",
    2_000,
    "create table second (id int);\n--> statement-breakpoint\n"
    "insert into second values (2);\n",
)
THIRD = Entry("0002_third", 3_000, "create table third (id int);")


def write_journal(folder: Path, *entries: Entry) -> Path:
    """Write a drizzle folder with these migrations alone."""
    (folder / "meta").mkdir()
    return _written(folder, [], entries)


def write_journal_after_ours(folder: Path, *entries: Entry) -> Path:
    """Write the product's own migrations and these, whose times count from its last."""
    shutil.copytree(migrations_folder(), folder, dirs_exist_ok=True)
    ours = json.loads((folder / "meta" / "_journal.json").read_text())["entries"]
    last = read_journal(folder)[-1].made_at_ms
    later = [Entry(one.tag, last + one.made_at_ms, one.sql) for one in entries]
    return _written(folder, ours, later)


def first_of_ours(folder: Path, *, count: int) -> Path:
    """Write the first few of the product's own migrations."""
    shutil.copytree(migrations_folder(), folder)
    ours = json.loads((folder / "meta" / "_journal.json").read_text())["entries"]
    return _written(folder, ours[:count], [])


def _written(
    folder: Path, before: list[dict[str, object]], entries: Sequence[Entry]
) -> Path:
    for entry in entries:
        (folder / f"{entry.tag}.sql").write_text(entry.sql)
    added = [
        {"idx": 0, "version": "7", "when": one.made_at_ms, "tag": one.tag}
        for one in entries
    ]
    numbered = [
        one | {"idx": index, "breakpoints": True}
        for index, one in enumerate([*before, *added])
    ]
    journal = {"version": "7", "dialect": "postgresql", "entries": numbered}
    (folder / "meta" / "_journal.json").write_text(json.dumps(journal))
    return folder

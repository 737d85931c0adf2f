"""Writing rows that are known by their source, once, and only where they changed."""

from collections.abc import Collection

from sqlalchemy import func, or_
from sqlalchemy.dialects.postgresql import Insert
from sqlmodel import col

from walkumentary.infra.postgres.models import NoteRow, PlaceRow

KEPT = frozenset("id source source_id owner_id version created_at updated_at".split())
"""Columns that say which row it is, not what it holds."""


def where_changed(
    statement: Insert, row: type[PlaceRow] | type[NoteRow], columns: Collection[str]
) -> Insert:
    """Let an insert update the row of the same source, and raise its version.

    A row that holds the same already is left alone.
    """
    new, old = statement.excluded, statement.table.c
    held = [name for name in columns if name not in KEPT]
    return statement.on_conflict_do_update(
        index_elements=[col(row.source), col(row.source_id)],
        set_={
            **{name: new[name] for name in held},
            "version": col(row.version) + 1,
            "updated_at": func.now(),
        },
        where=or_(*(old[name].is_distinct_from(new[name]) for name in held)),
    )

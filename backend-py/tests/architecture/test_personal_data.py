"""Every table with something of a person is emptied when they leave, and exported."""

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from walkumentary.domain.accounts.erasure import REASONS
from walkumentary.infra.postgres import models
from walkumentary.infra.postgres.erasure import ANONYMISED, APART, CASCADED, REMOVED
from walkumentary.infra.postgres.export import EXPORTED, WITHHELD

OWNERS = {"owner_id", "user_id"}
METADATA: MetaData = SQLModel.metadata


def _belongs(table: Table) -> bool:
    """Whether its rows are somebody's: they say so, or hang on rows that do."""
    names = {column.name for column in table.columns}
    parents = {key.column.table for key in table.foreign_keys} - {table}
    return bool(OWNERS & names) or any(_belongs(parent) for parent in parents)


def _personal() -> set[str]:
    assert models.UserRow.__tablename__ == "users"
    own = {table.name for table in METADATA.sorted_tables if _belongs(table)}
    return own | {"users"}


def test_there_are_tables_to_speak_of() -> None:
    assert {"tours", "tour_sentences", "refresh_tokens", "charges"} <= _personal()
    assert not {"signing_keys", "outbound_turns", "starter_packs"} & _personal()


def test_whoever_leaves_leaves_no_table_behind() -> None:
    handled = {*REMOVED, *CASCADED, *APART, *ANONYMISED}

    assert handled == _personal(), "say in erasure.py what becomes of the rows"


def test_what_cascades_hangs_on_what_is_removed() -> None:
    hanging = {
        name: {key.column.table.name for key in METADATA.tables[name].foreign_keys}
        for name in CASCADED
    }

    assert all(CASCADED[name] in parents for name, parents in hanging.items())
    assert all(parent in REMOVED for parent in CASCADED.values())


def test_whoever_takes_their_data_along_gets_every_table() -> None:
    handled = {*EXPORTED, *WITHHELD}

    assert handled == _personal(), "say in export.py what becomes of the rows"
    assert not EXPORTED.keys() & WITHHELD.keys()


def test_the_export_knows_each_table_s_key_and_columns() -> None:
    for name, section in EXPORTED.items():
        table = METADATA.tables[name]
        columns = {column.name for column in table.columns}
        key = [column.name for column in table.primary_key]
        assert [*section.key] == [one for one in key if one != "owner_id"], name
        assert {section.owner, *section.without} <= columns, name


def test_nothing_that_is_kept_is_kept_without_a_reason() -> None:
    assert {*ANONYMISED, "reservations", "account"} == set(REASONS)

"""Write the database rows as SQLModel classes: infra/postgres/models.py.

The schema is read back from a fresh database that has just been migrated, so the rows
follow the migrations and nothing else. `--check` writes nothing and fails on a
difference.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, override

import pgvector.sqlalchemy  # noqa: F401 - teaches SQLAlchemy the vector types
from sqlacodegen.generators import SQLModelGenerator
from sqlacodegen.models import ColumnAttribute, Model
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    create_engine,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import NullType

from walkumentary.infra.postgres.embedded import embedded_server
from walkumentary.infra.postgres.migrations import migrate

BACKEND = Path(__file__).resolve().parents[1]
TARGET = BACKEND / "src" / "walkumentary" / "infra" / "postgres" / "models.py"
HEADER = '''"""Generated from the migrated schema by `make models`; do not edit.

Rows never leave infra/postgres and never validate: do not build one from outside data.
What the database fills in by itself may be left out of a new row.
"""
'''
RUFF = (sys.executable, "-m", "ruff")
TIDY = (*RUFF, "check", "--isolated", "--fix-only", "--select=F401,I,UP")
FORMAT = (*RUFF, "format", "--isolated")
PYTHON = "--target-version=py312"


class RowGenerator(SQLModelGenerator):
    """sqlacodegen's rows without its traps.

    No inheritance between rows, no back references, absent JSON is NULL, what the
    database fills in is optional, and every column has a type that says something.
    """

    python_types: ClassVar[dict[str, str]] = {
        "JSONB": "JsonValue",
        "TSVECTOR": "str",
        "HALFVEC": "list[float]",
        "VECTOR": "list[float]",
    }

    @override
    def collect_imports(self, models: Iterable[Model]) -> None:
        """Add what our own rendering names."""
        super().collect_imports(models)
        self.add_literal_import("sqlalchemy", "FetchedValue")
        self.add_literal_import("pydantic", "JsonValue")
        self.add_literal_import("typing", "Optional")

    @override
    def collect_imports_for_column(self, column: Column[object]) -> None:
        """Leave out the text of defaults, whose imports would rename columns."""
        self.add_import(column.type)
        if isinstance(column.type, ARRAY):
            self.add_import(column.type.item_type)

    @override
    def generate_model_name(self, model: Model, global_names: set[str]) -> None:
        """Name rows TourRow, so that nobody takes them for the domain's Tour."""
        super().generate_model_name(model, global_names)
        model.name = f"{model.name}Row"

    @override
    def render_column(
        self, column: Column[object], show_name: bool, is_table: bool = False
    ) -> str:
        """Say that the database has a default, not which."""
        default, column.server_default = column.server_default, None
        rendered = super().render_column(column, show_name, is_table)
        column.server_default = default
        fetched = ", server_default=FetchedValue())"
        return rendered if default is None else rendered[:-1] + fetched

    @override
    def render_column_type(self, column: Column[object]) -> str:
        """Keep an absent JSON value absent."""
        if isinstance(column.type, JSONB):
            return "JSONB(none_as_null=True)"
        return super().render_column_type(column)

    @override
    def render_column_python_type(self, column: Column[object]) -> str:
        """Type JSON and vectors."""
        name = self.python_types.get(type(column.type).__name__)
        if name is None:
            return super().render_column_python_type(column)
        return f"Optional[{name}]" if column.nullable else name

    @override
    def render_column_attribute(self, column_attr: ColumnAttribute) -> str:
        """Let a new row leave out what the database fills in."""
        rendered = super().render_column_attribute(column_attr)
        if column_attr.column.server_default is None:
            return rendered
        return rendered.replace("Field(sa_", "Field(default=None, sa_", 1)


def main() -> int:
    """Write the rows, or compare them; return the exit code."""
    rows = tidied(generated())
    if "--check" in sys.argv[1:]:
        return compared(rows)
    TARGET.write_text(rows, encoding="utf-8")
    return 0


def generated() -> str:
    """Return the rows of a freshly migrated database."""
    with (
        tempfile.TemporaryDirectory() as directory,
        embedded_server(Path(directory) / "postgres", options=["fsync=off"]) as server,
    ):
        migrate(server.url())
        return rendered(server.url())


def rendered(url: str) -> str:
    """Return the rows of the database, schema public only."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1))
    metadata = MetaData()
    metadata.reflect(engine)
    for table in metadata.tables.values():
        keep_what_rows_need(table)
    options = ["nojoined", "nobidi", "noindexes", "use_inflect"]
    rows = RowGenerator(metadata, engine, options).generate()
    engine.dispose()
    return rows


def keep_what_rows_need(table: Table) -> None:
    """Drop what only a schema needs: checks, unique constraints, key names.

    Raises:
        SystemExit: a column's type is unknown to SQLAlchemy.
    """
    kept = (ForeignKeyConstraint, PrimaryKeyConstraint)
    table.constraints = {one for one in table.constraints if isinstance(one, kept)}
    table.primary_key.name = None
    for column in table.columns:
        if isinstance(column.type, NullType):
            raise SystemExit(f"The type of {column} is unknown to SQLAlchemy.")


def tidied(rows: str) -> str:
    """Return the rows formatted as the rest of the code is."""
    for command in (TIDY, FORMAT):
        done = subprocess.run(  # noqa: S603 - fixed arguments
            [*command, PYTHON, "-"],
            check=True,
            capture_output=True,
            text=True,
            input=rows,
        )
        rows = done.stdout
    return HEADER + "\n" + rows


def compared(rows: str) -> int:
    """Return 0 if the committed rows are these."""
    if TARGET.read_text(encoding="utf-8") == rows:
        return 0
    sys.stderr.write(f"{TARGET.name} differs from the schema: run `make models`.\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())

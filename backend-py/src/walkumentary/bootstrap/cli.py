"""Composition of the command line.

Whatever is slow to load is imported by the command that needs it.
"""
# ruff: noqa: PLC0415

from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from walkumentary.controller.cli import (
    accounts,
    keys,
    migrate,
    notes,
    routing,
    run,
    serve,
    solve,
    tour,
    version,
)
from walkumentary.controller.cli.keys import Rotated
from walkumentary.controller.cli.routing import MapInUse, Say
from walkumentary.controller.cli.tour import Progress, TourOrder
from walkumentary.domain.accounts.user import User
from walkumentary.usecase.accounts.grant_access import GrantAccessCommand
from walkumentary.usecase.notes.check_pack import CheckedPack
from walkumentary.usecase.notes.load_packs import LoadedPack


def build_cli() -> typer.Typer:
    """Assemble `walkumentary`."""
    cli = typer.Typer(
        name="walkumentary",
        help="Narrated walks, from notes to sound.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    run.add(cli, run_everything=_run_everything)
    serve.add(cli, serve_api=_serve_api, work=_work, stop_with_parent=_stop_with_parent)
    migrate.add(cli, migrate_database=_migrate_database)
    accounts.add(cli, grant_access=_grant_access)
    keys.add(cli, rotate_keys=_rotate_keys, replace_keys=_replace_keys)
    solve.add(cli)
    tour.add(cli, make=_make_tour)
    notes.add(cli, load_packs=_load_packs, check_packs=_check_packs)
    routing.add(cli, build_map=_build_map, current_map=_current_map)
    version.add(cli)
    return cli


def _run_everything(say: Callable[[str], None]) -> int:
    from walkumentary.bootstrap.run import run_everything
    from walkumentary.bootstrap.settings import load_settings

    return run_everything(load_settings(), say)


def _serve_api() -> None:
    from walkumentary.bootstrap.processes import run_api

    run_api()


def _work() -> None:
    from walkumentary.bootstrap.processes import run_worker

    run_worker()


def _stop_with_parent() -> None:
    from walkumentary.infra.system.children import stop_with_parent

    stop_with_parent()


def _migrate_database() -> Sequence[str]:
    import asyncio

    from walkumentary.bootstrap.database import migrate_database
    from walkumentary.bootstrap.settings import load_settings
    from walkumentary.bootstrap.storage import make_bucket

    settings = load_settings()
    applied = migrate_database(settings)
    return [*applied, *asyncio.run(make_bucket(settings))]


def _grant_access(command: GrantAccessCommand) -> User:
    import asyncio

    from walkumentary.bootstrap.accounts import grant_access
    from walkumentary.bootstrap.settings import load_settings

    return asyncio.run(grant_access(load_settings(), command))


def _rotate_keys() -> Rotated:
    import asyncio

    from walkumentary.bootstrap.keys import rotate_keys
    from walkumentary.bootstrap.settings import load_settings

    return asyncio.run(rotate_keys(load_settings()))


def _replace_keys() -> Rotated:
    import asyncio

    from walkumentary.bootstrap.keys import replace_keys
    from walkumentary.bootstrap.settings import load_settings

    return asyncio.run(replace_keys(load_settings()))


def _make_tour(order: TourOrder, progress: Progress) -> Path:
    import asyncio

    from walkumentary.bootstrap.settings import load_settings
    from walkumentary.bootstrap.single import make_one_tour

    return asyncio.run(make_one_tour(load_settings(), order, progress))


def _load_packs(path: Path | None) -> Sequence[LoadedPack]:
    import asyncio

    from walkumentary.bootstrap.settings import load_settings
    from walkumentary.bootstrap.starter import load_packs

    return asyncio.run(load_packs(load_settings(), path))


def _check_packs(path: Path | None) -> Sequence[CheckedPack]:
    import asyncio

    from walkumentary.infra.storage.starter_packs import TomlPacks
    from walkumentary.usecase.notes.check_pack import CheckPack, CheckPackQuery

    check = CheckPack(packs=TomlPacks())
    return asyncio.run(check.execute(CheckPackQuery(path=path)))


def _build_map(extract: Path, heights: Path | None, say: Say) -> bool:
    from walkumentary.bootstrap.routing import build_map
    from walkumentary.bootstrap.settings import load_settings

    return build_map(load_settings(), extract, heights, say)


def _current_map() -> MapInUse | None:
    from walkumentary.bootstrap.routing import current_map
    from walkumentary.bootstrap.settings import load_settings

    build = current_map(load_settings())
    if build is None:
        return None
    return MapInUse(
        extract=build.extract, engine=build.engine, has_heights=bool(build.heights)
    )

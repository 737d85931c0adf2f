"""`walkumentary notes`: load packs of landmark notes, and check them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from walkumentary.usecase.notes.check_pack import CheckedPack
from walkumentary.usecase.notes.load_packs import LoadedPack

type Load = Callable[[Path | None], Sequence[LoadedPack]]
type Check = Callable[[Path | None], Sequence[CheckedPack]]

Packs = Annotated[
    Path | None,
    typer.Argument(
        help="A pack (TOML), or a folder of them; without, the product's own.",
        show_default=False,
    ),
]


def add(cli: typer.Typer, *, load_packs: Load, check_packs: Check) -> None:
    """Add the commands."""
    notes = typer.Typer(no_args_is_help=True, help="Landmark notes.")
    cli.add_typer(notes, name="notes")
    _add_load(notes, load_packs)
    _add_check(notes, check_packs)


def _add_load(notes: typer.Typer, load_packs: Load) -> None:
    @notes.command()
    def load(path: Packs = None) -> None:
        """Load packs into the database; loading again changes nothing."""
        for pack in load_packs(path):
            typer.echo(_loaded(pack))


def _add_check(notes: typer.Typer, check_packs: Check) -> None:
    @notes.command()
    def check(path: Packs = None) -> None:
        """Check packs against the rules; ends with 1 where one is broken."""
        packs = check_packs(path)
        for pack in packs:
            typer.echo("\n".join(_checked(pack)))
        raise typer.Exit(code=int(any(pack.breaches for pack in packs)))


def _loaded(pack: LoadedPack) -> str:
    state = "loaded" if pack.is_changed else "stands already"
    removed = f", {pack.removed} old notes removed" if pack.removed else ""
    return f"{pack.key}: {state}, {_size(pack)}{removed}."


def _checked(pack: CheckedPack) -> list[str]:
    if not pack.breaches:
        return [f"{pack.key}: ok, {_size(pack)}."]
    found = [f"  {breach}" for breach in pack.breaches]
    return [f"{pack.key}: {len(found)} rules broken.", *found]


def _size(pack: LoadedPack | CheckedPack) -> str:
    return f"{pack.landmarks} landmarks with {pack.notes} notes"

"""`walkumentary notes`."""

from collections.abc import Sequence
from pathlib import Path

import typer
from typer.testing import CliRunner

from walkumentary.controller.cli import notes
from walkumentary.domain.notes.pack_rules import Breach
from walkumentary.usecase.notes.check_pack import CheckedPack
from walkumentary.usecase.notes.load_packs import LoadedPack

GOOD = CheckedPack(key="rome", landmarks=18, notes=108, breaches=())
BAD = CheckedPack(
    key="paris",
    landmarks=18,
    notes=108,
    breaches=(Breach("paris/louvre", "note-count", "3, wanted 4 to 6"),),
)


def _ran(*args: str, packs: Sequence[CheckedPack] = ()) -> tuple[int, str]:
    cli = typer.Typer()

    def load(path: Path | None) -> list[LoadedPack]:
        key = path.stem if path else "rome"
        return [
            LoadedPack(key=key, landmarks=18, notes=108, removed=2, is_changed=True),
            LoadedPack(key="oslo", landmarks=15, notes=60, removed=0, is_changed=False),
        ]

    notes.add(cli, load_packs=load, check_packs=lambda _: packs)
    ran = CliRunner().invoke(cli, ["notes", *args])
    return ran.exit_code, ran.output


def test_loading_tells_what_changed() -> None:
    code, output = _ran("load", "own/athens.toml")

    assert code == 0
    assert output.splitlines() == [
        "athens: loaded, 18 landmarks with 108 notes, 2 old notes removed.",
        "oslo: stands already, 15 landmarks with 60 notes.",
    ]


def test_without_a_path_the_products_own_packs_are_loaded() -> None:
    assert _ran("load")[1].startswith("rome: loaded")


def test_checking_good_packs_ends_well() -> None:
    assert _ran("check", packs=[GOOD]) == (
        0,
        "rome: ok, 18 landmarks with 108 notes.\n",
    )


def test_checking_a_bad_pack_names_each_breach_and_ends_with_1() -> None:
    code, output = _ran("check", packs=[GOOD, BAD])

    assert code == 1
    assert output.splitlines()[1:] == [
        "paris: 1 rules broken.",
        "  paris/louvre: note-count: 3, wanted 4 to 6",
    ]

"""docs/problems.md lists every refusal there is."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import walkumentary
from walkumentary.controller.problem import status_of
from walkumentary.domain.shared.errors import AppError

DOCUMENT = Path(__file__).parents[3] / "docs" / "problems.md"
SCRIPTS = (
    "walkumentary.infra.routing.tile_server",
    "walkumentary.infra.speech.espeak_server",
)


def _family(kind: type[AppError]) -> Iterator[type[AppError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _family(child)


def test_every_code_is_documented_with_its_status() -> None:
    for module in pkgutil.walk_packages(walkumentary.__path__, "walkumentary."):
        if module.name not in SCRIPTS:
            importlib.import_module(module.name)
    ours = {k for k in _family(AppError) if k.__module__.startswith("walkumentary.")}
    document = DOCUMENT.read_text(encoding="utf-8")

    missing = [
        kind.code
        for kind in ours
        if f"| {status_of(kind)} | `{kind.code}` |" not in document
    ]

    assert sorted(missing) == []

"""Every error has a status of its family and a code of its own."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import walkumentary
from walkumentary.controller.problem import STATUS, status_of
from walkumentary.domain.shared import errors
from walkumentary.domain.shared.errors import AppError

SCRIPTS = frozenset(
    {
        "walkumentary.infra.routing.tile_server",
        "walkumentary.infra.speech.espeak_server",
    }
)
"""Run as programs; importing one would start it."""


@cache
def every_error() -> tuple[type[AppError], ...]:
    """Import every module and return every error class."""
    for module in pkgutil.walk_packages(walkumentary.__path__, "walkumentary."):
        if module.name not in SCRIPTS:
            importlib.import_module(module.name)
    found = {kind for kind in _family(AppError) if kind.__module__.startswith("walku")}
    return tuple(sorted(found, key=lambda kind: kind.__name__))


def _family(kind: type[AppError]) -> Iterator[type[AppError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _family(child)


def test_no_error_we_raise_on_purpose_is_a_500() -> None:
    nameless = [kind.__name__ for kind in every_error() if status_of(kind) == 500]

    assert nameless == []


def test_every_error_has_a_code_of_its_own() -> None:
    kinds: list[type[AppError]] = [AppError, *every_error()]
    codes = Counter(kind.code for kind in kinds)

    assert [code for code, times in codes.items() if times > 1] == []


def test_a_code_is_lower_case_words_and_a_title_is_a_phrase() -> None:
    misnamed = [
        kind.__name__
        for kind in every_error()
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)
        or not re.fullmatch(r"[A-Z].*[^.]", kind.title)
    ]

    assert misnamed == []


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or ""))

    ours = [kind for kind in every_error() if kind.__module__ == errors.__name__]
    assert drawn == {kind.__name__ for kind in ours}


def test_every_status_in_the_table_is_an_error() -> None:
    assert all(400 <= status <= 599 for status in STATUS.values())
    assert set(STATUS) <= set(every_error())

"""Broken JSON mended, where mending invents nothing and loses nothing.

json-repair does the mending. What it makes is accepted only where its texts, quoted,
and its numbers and names stand in the source one after another, with nothing but
punctuation in between: then it moved brackets and commas, and no word.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

_AROUND = re.compile(r"\A[^{\[]*|(?:```|(?<=\})\s*\n)[^`{}\[\]\":]*\Z")
"""A fence, and what is said before and after it."""
_FORM = re.compile(r"[\s\[\]{}(),:;\"'“”‘’`\\]*")
_SWALLOWED = re.compile(r"[{}\[\]]")
_LONGEST = 100_000
_QUOTES = (
    *(('"', '"'), ("'", "'"), ("`", "`")),
    *(("“", "”"), ("‘", "’")),
)
_Leaf = str | int | float | None


def repaired(text: str) -> object | None:
    """Return the value that a broken text means, or None where that is not certain.

    A text that merely breaks off is not mended: its last words are unknown.
    """
    import json_repair  # noqa: PLC0415 - needed when something broke

    source = _AROUND.sub("", text).strip()
    if not _is_closed(source) or len(source) > _LONGEST:
        return None
    value: object = json_repair.loads(source)
    return value if _is_all_of(source, value) else None


def _is_closed(source: str) -> bool:
    return source.startswith(("{", "[")) and source.endswith(("}", "]"))


def _is_all_of(source: str, value: object) -> bool:
    """Tell whether the value's leaves, in order, are all that the source says."""
    place: int | None = 0
    for leaf in _leaves(value):
        place = _after(source, place, leaf) if place is not None else None
    return place is not None and _form_until(source, place) == len(source)


def _leaves(value: object) -> Iterator[_Leaf]:
    if isinstance(value, dict | list):
        for inner in _inner(value):
            yield from _leaves(inner)
    else:
        yield _leaf(value)


def _inner(value: dict[object, object] | list[object]) -> Iterable[object]:
    """Return what a value holds, in the order of its source: names before values."""
    return value if isinstance(value, list) else chain.from_iterable(value.items())


def _leaf(value: object) -> _Leaf:
    return value if isinstance(value, str | int | float) else None


def _after(source: str, place: int, leaf: _Leaf) -> int | None:
    """Return where the leaf ends that must come next; None if it does not come."""
    form_ends = _form_until(source, place)
    ends = (
        start + len(written)
        for written in _written(leaf)
        for start in range(place, form_ends + 1)
        if source.startswith(written, start)
    )
    return min(ends, default=None)


def _form_until(source: str, place: int) -> int:
    found = _FORM.match(source, place)
    return found.end() if found else place


def _written(leaf: _Leaf) -> Sequence[str]:
    """Yield the forms a leaf may have in a source; a text that holds form has none."""
    if not isinstance(leaf, str):
        return [json.dumps(leaf)]
    bare = [leaf] if leaf.isidentifier() else []
    return bare if _SWALLOWED.search(leaf) else [*bare, *_quoted(leaf)]


def _quoted(text: str) -> Iterator[str]:
    apostrophes = text.replace("'", "\\'")
    for inner in (text, _escaped(text, ascii_only=True), _escaped(text), apostrophes):
        yield from (f"{left}{inner}{right}" for left, right in _QUOTES)


def _escaped(text: str, *, ascii_only: bool = False) -> str:
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]

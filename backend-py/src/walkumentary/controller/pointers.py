"""JSON Pointers (RFC 6901) to the fields that validation refused."""

from collections.abc import Mapping, Sequence


def pointer_to(found: Mapping[str, object], body: object) -> str:
    """Return where in the body an error of pydantic's lies.

    Its location also names the kinds that were tried on a value; only what is there,
    or is missing, makes the pointer. Places outside the body keep their name.
    """
    location = found["loc"]
    assert isinstance(location, tuple)  # noqa: S101  pydantic's errors have it so
    parts: Sequence[object] = location
    if location[:1] == ("body",):
        parts = _inside(location[1:], body, is_missing=found["type"] == "missing")
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)


def _inside(
    location: Sequence[object], body: object, *, is_missing: bool
) -> Sequence[object]:
    if not location:
        return ()
    first, *rest = location
    members = _members(body)
    if first in members:
        return (first, *_inside(rest, members[first], is_missing=is_missing))
    ends_here = is_missing and not rest
    return (first,) if ends_here else _inside(rest, body, is_missing=is_missing)


def _members(value: object) -> Mapping[object, object]:
    if isinstance(value, list):
        return dict(enumerate(value))
    return value if isinstance(value, dict) else {}

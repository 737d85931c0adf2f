"""Languages by their BCP 47 tags."""

from collections.abc import Sequence


def primary(tag: str) -> str:
    """Return the language of a tag, whatever its region: ``en`` of ``en-GB``."""
    return tag.partition("-")[0].lower()


def closest(wanted: str, available: Sequence[str]) -> str:
    """Return the tag that serves best: the same, the same language, or the first."""
    same = [tag for tag in available if tag == wanted]
    related = [tag for tag in available if primary(tag) == primary(wanted)]
    return [*same, *related, *available][0]

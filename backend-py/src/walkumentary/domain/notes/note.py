"""A note about a landmark."""

from dataclasses import dataclass
from datetime import date

from walkumentary.domain.shared.ids import NoteId, PlaceId, UserId

MAX_TEXT = 2_000
"""Characters in a note. Source: spec, notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A passage about one landmark; ``owner_id`` None means public.

    ``position`` orders a landmark's notes (0 is the overview). ``tags`` hold the
    canonical interests the note answers.
    """

    id: NoteId
    place_id: PlaceId
    owner_id: UserId | None
    position: int
    language: str
    title: str
    text: str
    tags: tuple[str, ...]
    source: str
    source_id: str
    source_name: str
    source_url: str | None
    licence: str
    as_of: date
    version: int = 1

    def wording(self, *, place_name: str) -> str:
        """Return what is embedded: the note with its landmark's name.

        The title stands twice, for it says what the note is about.
        """
        return f"{place_name}. {self.title}. {self.title}. {self.text}"

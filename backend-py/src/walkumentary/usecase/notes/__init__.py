"""Everything that can be done with landmark notes."""

from dataclasses import dataclass

from walkumentary.usecase.notes.check_pack import CheckPack
from walkumentary.usecase.notes.load_packs import LoadPacks
from walkumentary.usecase.notes.read_place_notes import ReadPlaceNotes
from walkumentary.usecase.notes.search_notes import SearchNotes


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteUseCases:
    """The table of contents of this context."""

    search: SearchNotes
    of_place: ReadPlaceNotes
    load_packs: LoadPacks
    check_pack: CheckPack

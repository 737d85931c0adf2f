"""Everything this product can do, by context."""

from dataclasses import dataclass

from walkumentary.usecase.accounts import AccountUseCases
from walkumentary.usecase.notes import NoteUseCases
from walkumentary.usecase.ops import OpsUseCases
from walkumentary.usecase.places import PlaceUseCases
from walkumentary.usecase.tours import TourUseCases


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCases:
    """Built once, at start-up, by ``walkumentary.bootstrap``."""

    accounts: AccountUseCases
    places: PlaceUseCases
    notes: NoteUseCases
    tours: TourUseCases
    ops: OpsUseCases

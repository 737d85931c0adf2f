"""A place that a person adds for themselves."""

import hashlib
from dataclasses import dataclass

from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import FieldProblem, Invalid
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId, UserId
from walkumentary.domain.shared.text import folded, squeeze

SOURCE = "own"
MAX_NAME = 200
MAX_ADDRESS = 300
MAX_ALIASES = 10
UNKNOWN_POPULARITY = 0.0


class PlaceInvalid(Invalid):
    """A place that cannot be stored as it is told."""

    code = "place-invalid"
    title = "Place not valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """What a person tells of a place; nobody else sees it."""

    name: str
    position: Coordinates
    location_type: str = "place"
    aliases: tuple[str, ...] = ()
    address: str = ""

    def __post_init__(self) -> None:
        rules = {
            FieldProblem("/name", f"1 to {MAX_NAME} characters, letters among them"): (
                _is_name(self.name)
            ),
            FieldProblem("/location_type", "a word of letters and _, 1 to 50"): (
                _is_type(self.location_type)
            ),
            FieldProblem("/aliases", f"up to {MAX_ALIASES} names"): (
                len(self.aliases) <= MAX_ALIASES and all(map(_is_name, self.aliases))
            ),
            FieldProblem("/address", f"up to {MAX_ADDRESS} characters"): (
                len(self.address) <= MAX_ADDRESS
            ),
        }
        broken = [problem for problem, holds in rules.items() if not holds]
        if broken:
            raise PlaceInvalid("The place cannot be stored like this.", fields=broken)

    def of(self, owner_id: UserId, *, place_id: PlaceId, where: Whereabouts) -> Place:
        """Return the place as it is stored for its owner.

        Its source id says whose it is, what it is called and where, so that telling of
        it twice stores it once, and nobody can claim another's.
        """
        name = squeeze(self.name)
        return Place(
            id=place_id,
            owner_id=owner_id,
            source=SOURCE,
            source_id=f"{owner_id}/{self._digest()}",
            name=name,
            short_name=name,
            aliases=tuple(map(squeeze, self.aliases)),
            location_type=self.location_type,
            position=self.position,
            address=squeeze(self.address) or where.address or "",
            city=where.city or "",
            country=where.country or "",
            country_code=where.country_code or "",
            timezone=None,
            popularity=UNKNOWN_POPULARITY,
            look_for="",
            attribution="",
        )

    def _digest(self) -> str:
        latitude_deg, longitude_deg = (
            round(degrees, 5)
            for degrees in (self.position.latitude_deg, self.position.longitude_deg)
        )
        told = f"{folded(self.name)}|{latitude_deg:.5f}|{longitude_deg:.5f}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def _is_name(name: str) -> bool:
    """Whether it can be read, stored and found again."""
    return len(name) <= MAX_NAME and bool(folded(name)) and name.isprintable()


def _is_type(kind: str) -> bool:
    return len(kind) <= 50 and kind.isascii() and kind.replace("_", "a").isalpha()

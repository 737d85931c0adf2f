"""What one does on a leg, step by step, as an engine tells it."""

from dataclasses import dataclass
from enum import StrEnum

from walkumentary.domain.shared.geo import Coordinates


class Turn(StrEnum):
    """What a step begins with."""

    START = "start"
    STRAIGHT = "straight"
    SLIGHT_RIGHT = "slight_right"
    RIGHT = "right"
    SHARP_RIGHT = "sharp_right"
    BACK = "back"
    SHARP_LEFT = "sharp_left"
    LEFT = "left"
    SLIGHT_LEFT = "slight_left"
    STAIRS = "stairs"
    ESCALATOR = "escalator"
    LIFT = "lift"
    ARRIVE = "arrive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manoeuvre:
    """One step of a leg: a turn ``at`` a point, and what is walked after it.

    ``distance_m`` along ``street`` ("" where it has no name), at first in the direction
    ``bearing_deg``. ``instruction`` is the engine's wording in the language asked for.
    """

    turn: Turn
    at: Coordinates
    distance_m: float
    bearing_deg: float
    street: str = ""
    instruction: str = ""

"""What units measure and how large they are, whatever they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

CENTURY, DECADE, YEAR = "century", "decade", "year"


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure (length, mass …), the size in its base unit, and the system."""

    measure: str
    size: Decimal
    system: str = ""


_METRIC, _IMPERIAL = "metric", "imperial"
_SIZES: Mapping[str, tuple[str, str, str]] = {
    "mm": ("length", "0.001", _METRIC),
    "cm": ("length", "0.01", _METRIC),
    "m": ("length", "1", _METRIC),
    "km": ("length", "1000", _METRIC),
    "inch": ("length", "0.0254", _IMPERIAL),
    "foot": ("length", "0.3048", _IMPERIAL),
    "yard": ("length", "0.9144", _IMPERIAL),
    "mile": ("length", "1609.344", _IMPERIAL),
    "m2": ("area", "1", _METRIC),
    "km2": ("area", "1000000", _METRIC),
    "hectare": ("area", "10000", _METRIC),
    "acre": ("area", "4046.8564224", _IMPERIAL),
    "square foot": ("area", "0.09290304", _IMPERIAL),
    "square mile": ("area", "2589988.110336", _IMPERIAL),
    "g": ("mass", "0.001", _METRIC),
    "kg": ("mass", "1", _METRIC),
    "tonne": ("mass", "1000", _METRIC),
    "ton": ("mass", "1000", _METRIC),
    "pound": ("mass", "0.45359237", _IMPERIAL),
    "litre": ("volume", "0.001", _METRIC),
    "m3": ("volume", "1", _METRIC),
    "second": ("time", "1", ""),
    "minute": ("time", "60", ""),
    "hour": ("time", "3600", ""),
    "day": ("time", "86400", ""),
    "week": ("time", "604800", ""),
    "month": ("months", "1", ""),
    YEAR: ("months", "12", ""),
    "decades": ("months", "120", ""),
    "centuries": ("months", "1200", ""),
    "percent": ("share", "1", ""),
    "euro": ("euro", "1", ""),
    "dollar": ("dollar", "1", ""),
}
"""Source: SI; the international yard and pound of 1959. "Tons" are taken for tonnes,
as in European prose; a long ton differs by 1.6 %."""
UNITS: Mapping[str, Unit] = {
    name: Unit(measure, Decimal(size), system)
    for name, (measure, size, system) in _SIZES.items()
}
CONVERTED = Decimal("0.02")
"""How far a figure may be off when it was converted between metric and imperial."""
AMBIGUOUS = frozenset({"pound", "hour"})
"""Units whose words mean other things as well: money, books, the time of day."""


def unit_of(name: str) -> Unit:
    """Return a unit; an unknown one measures itself."""
    return UNITS.get(name, Unit(name, Decimal(1)))

"""The six city centres every installation knows."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import walkumentary

_STARTER = Path(walkumentary.__file__).parent / "starter"


@dataclass(frozen=True, slots=True)
class City:
    """A centre to walk in."""

    key: str
    name: str
    latitude_deg: float
    longitude_deg: float

    def order(self, minutes: int, interests: tuple[str, ...]) -> dict[str, object]:
        """Return the body that asks for a tour here."""
        where = {"latitude": self.latitude_deg, "longitude": self.longitude_deg}
        return {
            "coordinates": where,
            "interests": list(interests),
            "duration_minutes": minutes,
        }


def cities() -> list[City]:
    """Return them by name."""
    packs = [
        tomllib.loads(path.read_text()) for path in sorted(_STARTER.glob("*.toml"))
    ]
    return [
        City(
            key=pack["city"]["key"],
            name=pack["city"]["name"],
            latitude_deg=pack["city"]["latitude_deg"],
            longitude_deg=pack["city"]["longitude_deg"],
        )
        for pack in packs
    ]

"""Where a position is, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a position is; None where nothing near enough is known."""

    address: str | None = None
    city: str | None = None
    country: str | None = None
    country_code: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is an address in a city."""
        return bool(self.address and self.city)

    def before(self, other: "Whereabouts") -> "Whereabouts":
        """Return this, with what it lacks from the other."""
        return Whereabouts(
            address=self.address or other.address,
            city=self.city or other.city,
            country=self.country or other.country,
            country_code=self.country_code or other.country_code,
        )


NOWHERE = Whereabouts()
"""Where nothing is known."""

"""What searches take from the query string: a position, a language."""

from typing import Annotated

from fastapi import Depends, Query

from walkumentary.domain.shared.errors import FieldProblem, Invalid
from walkumentary.domain.shared.geo import Coordinates

LATITUDE = Query(ge=-90, le=90, allow_inf_nan=False, examples=[52.3731])
LONGITUDE = Query(ge=-180, le=180, allow_inf_nan=False, examples=[4.8922])


async def _near(
    latitude: Annotated[float | None, LATITUDE] = None,
    longitude: Annotated[float | None, LONGITUDE] = None,
) -> Coordinates | None:
    """Return the position, if there is one; half of one is refused."""
    given = {"latitude": latitude, "longitude": longitude}
    missing = [name for name, value in given.items() if value is None]
    if len(missing) == 1:
        raise Invalid(
            "Latitude and longitude belong together.",
            fields=[FieldProblem(f"/{missing[0]}", "is missing")],
        )
    if latitude is None or longitude is None:
        return None
    return Coordinates(latitude, longitude)


Near = Annotated[Coordinates | None, Depends(_near)]
Language = Annotated[str, Query(pattern=r"^[a-z]{2,3}$", examples=["en"])]

"""Ways as engines write them: encoded polylines with six decimals.

Source: Valhalla, "Decoding a route's shape"; Google, "Encoded Polyline Algorithm
Format" (which has five).
"""

from collections.abc import Iterator
from itertools import accumulate, batched

from walkumentary.domain.shared.geo import Coordinates

PRECISION = 1e6


def decoded(line: str) -> tuple[Coordinates, ...]:
    """Return the points of an encoded line.

    Raises:
        IndexError: the line is cut off.
        Invalid: it leaves the Earth.
    """
    steps = list(batched(_numbers(line), 2))
    latitudes = accumulate(step[0] for step in steps)
    longitudes = accumulate(step[1] for step in steps)
    return tuple(
        Coordinates(lat / PRECISION, lon / PRECISION)
        for lat, lon in zip(latitudes, longitudes, strict=True)
    )


def _numbers(line: str) -> Iterator[int]:
    number = shift = 0
    for letter in line:
        chunk = ord(letter) - 63
        number |= (chunk & 0x1F) << shift
        shift += 5
        if chunk < 0x20:
            yield ~(number >> 1) if number & 1 else number >> 1
            number = shift = 0

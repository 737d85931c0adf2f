"""A town of straight streets in the middle of Amsterdam, as an OpenStreetMap extract.

Rows and columns about 110 m apart, each with a name; a flight of steps and moving
stairs that cut a corner each; and an islet beside it that no bridge reaches.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

from walkumentary.domain.shared.geo import Coordinates

SOUTH_DEG, WEST_DEG = 52.3640, 4.8800
ROW_DEG, COLUMN_DEG = 0.0010, 0.0016
ROWS, COLUMNS = 14, 14
STEPS = ((2, 2), (4, 4))
"""Where the steps begin and end: row, column."""
MOVING_STAIRS = ((8, 2), (10, 4))
ISLET = Coordinates(52.3700, 4.9150)
"""Above the water, and on no street that leads anywhere."""


def crossing(row: int, column: int) -> Coordinates:
    """Return where a row and a column meet."""
    return Coordinates(SOUTH_DEG + row * ROW_DEG, WEST_DEG + column * COLUMN_DEG)


def row_name(row: int) -> str:
    return f"Rij {row}straat"


def column_name(column: int) -> str:
    return f"Kolom {column}gracht"


def write_town(file: Path) -> Path:
    """Write the town; return the file."""
    with osmium.SimpleWriter(str(file), overwrite=True) as out:
        for number, place in _nodes():
            out.add_node(_node(number, place))
        for n, (refs, tags) in enumerate(_ways(), start=1):
            out.add_way(Way(id=n, version=1, nodes=list(refs), tags=dict(tags)))
    return file


def _nodes() -> Sequence[tuple[int, Coordinates]]:
    squares = product(range(ROWS), range(COLUMNS))
    shore = Coordinates(ISLET.latitude_deg, ISLET.longitude_deg + COLUMN_DEG / 4)
    return [
        *((_id(*square), crossing(*square)) for square in squares),
        (9_000, ISLET),
        (9_001, shore),
    ]


def _ways() -> Sequence[tuple[Sequence[int], Mapping[str, str]]]:
    street = {"highway": "residential"}
    rows = [
        ([_id(r, c) for c in range(COLUMNS)], {**street, "name": row_name(r)})
        for r in range(ROWS)
    ]
    columns = [
        ([_id(r, c) for r in range(ROWS)], {**street, "name": column_name(c)})
        for c in range(COLUMNS)
    ]
    steps = {"highway": "steps"}
    return [
        *rows,
        *columns,
        ([_id(*end) for end in STEPS], steps),
        ([_id(*end) for end in MOVING_STAIRS], {**steps, "conveying": "yes"}),
        ([9_000, 9_001], {"highway": "footway"}),
    ]


def _id(row: int, column: int) -> int:
    return 1 + row * COLUMNS + column


def _node(number: int, place: Coordinates) -> Node:
    return Node(
        id=number, version=1, location=(place.longitude_deg, place.latitude_deg)
    )

"""A made-up town: forty landmarks with plain notes, as a pack the product loads.

Sizes as packs have them (spec, notes): four to six notes of 40 to 180 words, at least
450 words and three interests a landmark, all within walking reach of the centre.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import islice, product
from random import Random

from bench.trace import SEED, STARTS
from walkumentary.domain.notes.pack import place_id
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.interests import Interest

KEY = "benchtown"
CENTRE = Coordinates(48.0, 4.0)
COLUMNS, APART_M, JITTER_M = 6, 200.0, 40.0
NOTES = (4, 6)
NOTE_WORDS = (115, 140)
_METRES_A_DEGREE = 111_195.0
_METRES_A_DEGREE_EAST = 74_404.0
"""At the latitude of the centre."""

_FIRST = (
    "Alder Birch Cedar Damson Elder Fennel Gorse Hazel Iris Juniper Kestrel Linden "
    "Maple Nettle Oakum Poplar Quince Rowan Sorrel Thistle"
).split()
_SECOND = ("Gate", "Hall")
_THINGS = (
    "long wooden stair,old iron lantern,narrow inner court,painted north wall,"
    "heavy oak door,round corner tower,small stone basin,carved window frame,"
    "worn brick floor,tall chimney stack,low garden wall,broad slate roof"
).split(",")
_MAKERS = "masons,carpenters,weavers,bakers,boatmen,gardeners".split(",")
_DEEDS = "was finished,was mended,was paid for,was guarded,was cleaned".split(",")
_TIMES = "in a dry summer,after a great storm,before the first frost".split(",")
_FRONTS = "plain stone,red brick,white plaster,dark timber,grey slate".split(",")
_DOORS = "tall,low,wide,narrow,green,blue,studded,arched".split(",")
_LOOKS = [*product(_FRONTS, _DOORS)]


def name(landmark: int) -> str:
    """Return what a landmark is called."""
    return f"{_FIRST[landmark // 2]} {_SECOND[landmark % 2]}"


def location_id(landmark: int) -> str:
    """Return the id it has on every installation."""
    return str(place_id(f"{KEY}/{_key(landmark)}"))


def town() -> str:
    """Return the pack as TOML."""
    random = Random(SEED)  # noqa: S311 - luck, not secrecy
    cells = random.sample(range(STARTS), STARTS)
    landmarks = [_landmark(n, cell, random) for n, cell in enumerate(cells)]
    return "\n".join([_CITY, *landmarks])


_CITY = f"""\
[city]
key = "{KEY}"
name = "Benchtown"
country = "Nowhere"
country_code = "FR"
latitude_deg = {CENTRE.latitude_deg}
longitude_deg = {CENTRE.longitude_deg}
timezone = "Europe/Paris"
language = "en"
as_of = 2026-11-01
"""


def _key(landmark: int) -> str:
    return name(landmark).lower().replace(" ", "-")


def _landmark(number: int, cell: int, random: Random) -> str:
    north_m, east_m = _offset(cell, random)
    front, door = _LOOKS[number]
    head = {
        "key": _key(number),
        "name": name(number),
        "short_name": f"the {_SECOND[number % 2].lower()}",
        "location_type": "building",
        "latitude_deg": round(CENTRE.latitude_deg + north_m / _METRES_A_DEGREE, 6),
        "longitude_deg": round(
            CENTRE.longitude_deg + east_m / _METRES_A_DEGREE_EAST, 6
        ),
        "address": f"{name(number)}, Benchtown",
        "popularity": round(random.uniform(0.2, 1.0), 2),
        "look_for": f"a {front} front with a {door} door",
        "aliases": [],
    }
    return "\n".join(["[[landmark]]", *_lines(head), *_notes(number, random)])


def _offset(cell: int, random: Random) -> tuple[float, float]:
    """Return metres north and east of the centre: a street grid, not quite straight."""
    row, column = divmod(cell, COLUMNS)
    rows = -(-STARTS // COLUMNS)
    north_m = (row - (rows - 1) / 2) * APART_M + random.uniform(-JITTER_M, JITTER_M)
    east_m = (column - (COLUMNS - 1) / 2) * APART_M
    return north_m, east_m + random.uniform(-JITTER_M, JITTER_M)


def _notes(number: int, random: Random) -> list[str]:
    said = [*product(_THINGS, _MAKERS, _DEEDS, _TIMES)]
    random.shuffle(said)
    sentences = iter(_sentence(name(number), *words) for words in said)
    kinds = random.sample([one.value for one in Interest], len(Interest))
    topics = iter(kinds)
    lines: list[str] = []
    for n in range(random.randint(*NOTES)):
        note = {
            "key": f"note-{n + 1}",
            "title": f"Part {n + 1} of {name(number)}",
            "interests": [*islice(topics, random.randint(1, 2))],
            "text": _text(sentences, random.randint(*NOTE_WORDS)),
        }
        lines += ["[[landmark.note]]", *_lines(note)]
    return lines


def _lines(values: Mapping[str, object]) -> list[str]:
    """Return lines of TOML; its strings, numbers and lists of these are JSON's."""
    return [f"{key} = {json.dumps(value)}" for key, value in values.items()]


def _text(sentences: Iterator[str], words: int) -> str:
    told: list[str] = []
    while sum(map(word_count, told)) < words:
        told.append(next(sentences))
    return " ".join(told)


def _sentence(landmark: str, thing: str, makers: str, deed: str, when: str) -> str:
    return (
        f"The {thing} of {landmark} {deed} by the {makers} of the town {when}, and "
        "people still talk about the work."
    )

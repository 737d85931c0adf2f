"""The five files of a tour, read without the product's help."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

_CUE = re.compile(r"(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+)\n(.+)")
_GPX = "{http://www.topografix.com/GPX/1/1}"

type Point = tuple[float, float]
"""(longitude, latitude) in degrees."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of the transcript."""

    start_s: float
    end_s: float
    text: str
    kind: str
    stop: int
    note_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg as the map file draws it."""

    points: tuple[Point, ...]
    leg_m: float
    leg_s: float


@dataclass(frozen=True, slots=True)
class TourFiles:
    """Everything a listener has after `make tour`."""

    minutes: int
    status: str
    stop_names: tuple[str, ...]
    stop_points: tuple[Point, ...]
    sentences: tuple[Spoken, ...]
    captions: tuple[tuple[float, float, str], ...]
    legs: tuple[Leg, ...]
    map_points: tuple[Point, ...]
    waypoints: tuple[Point, ...]
    sound: NDArray[np.float32]
    rate_hz: int

    @property
    def seconds(self) -> float:
        """Decoded playing time."""
        return len(self.sound) / self.rate_hz


def read_tour(folder: Path) -> TourFiles:
    """Read what `make tour` left in a folder."""
    tour = json.loads((folder / "tour.json").read_text(encoding="utf-8"))
    walk = json.loads((folder / "route.geojson").read_text(encoding="utf-8"))
    sound, rate = soundfile.read(folder / "tour.mp3", dtype="float32")
    return TourFiles(
        minutes=tour["duration_minutes"],
        status=tour["status"],
        stop_names=tuple(stop["name"] for stop in tour["walkable_stops"]),
        stop_points=tuple(
            (stop["longitude"], stop["latitude"]) for stop in tour["walkable_stops"]
        ),
        sentences=tuple(_spoken(line) for line in tour["transcript"]),
        captions=_captions((folder / "transcript.vtt").read_text(encoding="utf-8")),
        legs=tuple(
            _leg(f) for f in walk["features"] if f["properties"]["kind"] != "stop"
        ),
        map_points=tuple(
            tuple(f["geometry"]["coordinates"])
            for f in walk["features"]
            if f["properties"]["kind"] == "stop"
        ),
        waypoints=_waypoints(folder / "route.gpx"),
        sound=sound,
        rate_hz=rate,
    )


def _spoken(line: dict[str, object]) -> Spoken:
    ids = line["note_ids"]
    assert isinstance(ids, list)
    return Spoken(
        start_s=float(str(line["start_s"])),
        end_s=float(str(line["end_s"])),
        text=str(line["text"]),
        kind=str(line["kind"]),
        stop=int(str(line["stop"])),
        note_ids=tuple(ids),
    )


def _leg(feature: dict[str, dict[str, object]]) -> Leg:
    points = feature["geometry"]["coordinates"]
    assert isinstance(points, list)
    return Leg(
        points=tuple((float(x), float(y)) for x, y in points),
        leg_m=float(str(feature["properties"]["leg_m"])),
        leg_s=float(str(feature["properties"]["leg_s"])),
    )


def _captions(text: str) -> tuple[tuple[float, float, str], ...]:
    found = _CUE.findall(text)
    return tuple((_s(m[0:3]), _s(m[3:6]), _plain(m[6])) for m in found)


def _s(clock: Sequence[str]) -> float:
    return int(clock[0]) * 3600 + int(clock[1]) * 60 + float(clock[2])


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _waypoints(path: Path) -> tuple[Point, ...]:
    root = ET.parse(path).getroot()  # noqa: S314  a file of our own making
    return tuple(
        (float(w.attrib["lon"]), float(w.attrib["lat"]))
        for w in root.findall(f"{_GPX}wpt")
    )

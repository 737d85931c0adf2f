"""Tours as a listener gets them: five files, judged by the checker alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from tests.checker.files import TourFiles, read_tour
from tests.checker.notes import KnownNote, read_notes
from tests.checker.rules import breaches, changed_share
from tests.databases import DatabaseUrls

CITIES = ("Amsterdam", "Cape Town", "Edinburgh", "London", "Paris", "Rome")
MINUTES = (15, 30, 45, 60)
NAMES = ("tour.json", "tour.mp3", "transcript.vtt", "route.geojson", "route.gpx")


@dataclass(frozen=True, slots=True)
class Maker:
    """Runs the shipped command in a process of its own."""

    environment: dict[str, str]
    folder: Path

    def make(self, place: str, minutes: int, interests: str = "") -> Path:
        """Make a tour and return the folder it was left in."""
        out = self.folder / f"{place}-{minutes}-{interests}".replace(" ", "_")
        command = [sys.executable, "-m", "walkumentary.cli", "tour", "--place", place]
        command += ["--minutes", str(minutes), "--interests", interests]
        command += ["--out", str(out)]
        subprocess.run(command, env=self.environment, check=True, timeout=300)  # noqa: S603
        return out


@pytest.fixture(scope="module")
def maker(
    database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> Maker:
    folder = tmp_path_factory.mktemp("spoken")
    own = {"DATABASE_URL": database_urls.app, "DATA_DIR": str(folder / "data")}
    return Maker(environment={**os.environ, **own}, folder=folder)  # noqa: TID251


@pytest.fixture(scope="module")
def notes(starter_folder: Path) -> dict[str, KnownNote]:
    return dict(read_notes(starter_folder))


@pytest.fixture(scope="module")
def walk(maker: Maker) -> TourFiles:
    return read_tour(maker.make("Dam Square, Amsterdam", 15, "history,architecture"))


def test_the_command_leaves_five_files_that_stand_every_rule(
    maker: Maker, walk: TourFiles, notes: dict[str, KnownNote]
) -> None:
    folder = next(maker.folder.glob("Dam*"))

    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
    assert breaches(walk, notes) == []


def test_tour_json_is_the_body_of_the_api(maker: Maker, walk: TourFiles) -> None:
    folder = next(maker.folder.glob("Dam*"))
    tour = json.loads((folder / "tour.json").read_text(encoding="utf-8"))

    assert tour["status"] == walk.status == "ready"
    assert tour["finished"] is True
    assert tour["progress"] == 100


def test_other_wishes_change_at_least_half(maker: Maker, walk: TourFiles) -> None:
    other = read_tour(maker.make("Dam Square, Amsterdam", 15, "food,legends"))

    assert changed_share(walk, other) >= 0.5


def _spoken(walk: TourFiles, place: int, **changes: object) -> TourFiles:
    lines = list(walk.sentences)
    lines[place] = replace(lines[place], **changes)  # type: ignore[arg-type] # by name
    return replace(walk, sentences=tuple(lines))


def _narrated(walk: TourFiles) -> int:
    return next(n for n, s in enumerate(walk.sentences) if s.kind == "narration")


def _cue(walk: TourFiles) -> int:
    return next(n for n, s in enumerate(walk.sentences) if "metres" in s.text)


def _silent(walk: TourFiles) -> TourFiles:
    sound = walk.sound.copy()
    line = walk.sentences[_narrated(walk)]
    first, last = (round(t * walk.rate_hz) for t in (line.start_s, line.end_s))
    sound[first:last] = 0
    return replace(walk, sound=sound)


BROKEN: dict[str, Callable[[TourFiles], TourFiles]] = {
    "status": lambda w: replace(w, status="generating"),
    "cut sound": lambda w: replace(w, sound=w.sound[:-100]),
    "gap": lambda w: _spoken(w, 3, start_s=w.sentences[3].start_s + 0.024),
    "captions": lambda w: replace(w, captions=w.captions[:-1]),
    "silence": _silent,
    "minutes": lambda w: replace(w, minutes=w.minutes + 4),
    "swapped stops": lambda w: replace(w, stop_points=w.stop_points[::-1]),
    "leg metres": lambda w: replace(
        w, legs=(replace(w.legs[0], leg_m=w.legs[0].leg_m + 50), *w.legs[1:])
    ),
    "no citation": lambda w: _spoken(w, _narrated(w), note_ids=()),
    "unknown note": lambda w: _spoken(w, _narrated(w), note_ids=("nobody",)),
    "false number": lambda w: _spoken(w, _narrated(w), text="It began in 1234."),
    "false name": lambda w: _spoken(w, _narrated(w), text="A plan by Zaphod stood."),
    "false cue": lambda w: _spoken(
        w, _cue(w), text="Walk to the north for nine minutes, about 990 metres, on."
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_the_checker_finds_what_was_broken_on_purpose(
    walk: TourFiles, notes: dict[str, KnownNote], how: str
) -> None:
    assert breaches(BROKEN[how](walk), notes) != []


def test_the_checker_hears_a_missing_end(
    walk: TourFiles, notes: dict[str, KnownNote]
) -> None:
    longer = np.concatenate([walk.sound, np.zeros(576, dtype=np.float32)])

    assert breaches(replace(walk, sound=longer), notes) != []


@pytest.mark.ci
@pytest.mark.timeout(600)
@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("minutes", MINUTES)
def test_every_city_and_length_stands_every_rule_when_spoken(
    maker: Maker, notes: dict[str, KnownNote], city: str, minutes: int
) -> None:
    walk = read_tour(maker.make(city, minutes))

    assert breaches(walk, notes) == []

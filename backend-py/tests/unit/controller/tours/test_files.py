"""Files other programs read: WebVTT, GeoJSON, GPX, zip."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace

import gpxpy
import httpx
import pytest

from tests import makers
from tests.contracts.database import voiced
from tests.unit.controller.app import Product, a_ready_tour, sound_of
from walkumentary.controller.tours import files
from walkumentary.domain.tours.timing import TimedSentence, of_stop, timed
from walkumentary.domain.tours.tour import Tour

CUE = re.compile(
    r"(?P<n>\d+)\n"
    r"(?P<start>\d{2,}:\d\d:\d\d\.\d{3}) --> (?P<end>\d{2,}:\d\d:\d\d\.\d{3})\n"
    r"(?P<text>[^\r\n]+)"
)
AWKWARD = 'Piet & Anna\'s <b>"Dam"</b> --> 日本'


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3_600 + int(minutes) * 60 + float(rest)


def a_walk() -> Tour:
    stops = (makers.a_stop(name=AWKWARD), makers.a_stop(position=2))
    return makers.a_tour(title=AWKWARD, stops=stops, end_leg=makers.an_end_leg())


def test_webvtt_has_a_cue_per_sentence_with_its_exact_times() -> None:
    moments = timed(voiced(makers.a_script(stops=2), frames=125))

    document = files.webvtt(moments)

    head, *blocks = document.strip().split("\n\n")
    cues = [CUE.fullmatch(block) for block in blocks]
    assert head == "WEBVTT"
    assert [
        (int(cue["n"]), seconds(cue["start"]), seconds(cue["end"]), cue["text"])
        for cue in cues
        if cue
    ] == [
        (n, m.start_s, m.end_s, m.sentence.text) for n, m in enumerate(moments, start=1)
    ]
    assert len(moments) == len(cues) == 10


@pytest.mark.parametrize(
    ("second", "clock"),
    [
        (0.0, "00:00:00.000"),
        (0.024, "00:00:00.024"),
        (59.9996, "00:01:00.000"),
        (61.5, "00:01:01.500"),
        (3_600.0, "01:00:00.000"),
        (86_400.0, "24:00:00.000"),
        (360_000.0, "100:00:00.000"),
    ],
)
def test_webvtt_writes_every_second_as_a_clock_does(second: float, clock: str) -> None:
    moment = TimedSentence(second, second, makers.a_sentence())

    assert f"{clock} --> {clock}" in files.webvtt([moment])


def test_webvtt_lets_no_text_become_markup() -> None:
    moment = TimedSentence(0.0, 1.0, makers.a_sentence(text=AWKWARD))

    line = files.webvtt([moment]).splitlines()[-1]

    assert line == 'Piet &amp; Anna\'s &lt;b&gt;"Dam"&lt;/b&gt; --&gt; 日本'


@pytest.mark.parametrize("text", ["One.\n\n2\nTwo.", "One.\r\n\r\nTwo.", "One.\rTwo."])
def test_webvtt_lets_no_text_end_its_cue(text: str) -> None:
    moment = TimedSentence(0.0, 1.0, makers.a_sentence(text=text))

    blocks = files.webvtt([moment]).strip().split("\n\n")

    assert len(blocks) == 2
    assert CUE.fullmatch(blocks[1])


def test_geojson_has_a_point_per_stop_and_a_line_per_leg() -> None:
    tour = a_walk()

    collection = json.loads(files.geojson(tour))

    features = collection["features"]
    kinds = [feature["properties"]["kind"] for feature in features]
    shapes = [feature["geometry"]["type"] for feature in features]
    assert collection["type"] == "FeatureCollection"
    assert kinds == ["stop", "stop", "leg", "leg", "end_leg"]
    assert shapes == ["Point", "Point", "LineString", "LineString", "LineString"]
    assert features[0]["geometry"]["coordinates"] == [4.8922, 52.3731]
    assert features[0]["properties"]["name"] == AWKWARD
    assert collection["properties"]["walking_m"] == tour.walking_m


def test_geojson_names_whose_map_it_was_found_on() -> None:
    guessed = a_walk()
    first, *others = guessed.stops
    found = replace(guessed, stops=(replace(first, cue_source="engine"), *others))

    shown = [json.loads(files.geojson(tour))["properties"] for tour in (guessed, found)]

    assert shown[0]["attribution"] is None
    assert "OpenStreetMap" in shown[1]["attribution"]


def test_geojson_of_an_open_walk_has_no_last_leg() -> None:
    collection = json.loads(files.geojson(replace(a_walk(), end_leg=None)))

    kinds = [feature["properties"]["kind"] for feature in collection["features"]]
    assert "end_leg" not in kinds


def test_gpx_is_read_back_as_written() -> None:
    tour = a_walk()

    document = gpxpy.parse(files.gpx(tour))

    assert document.version == "1.1"
    assert [track.name for track in document.tracks] == [AWKWARD]
    assert [point.name for point in document.waypoints] == [
        f"1. {AWKWARD}",
        "2. Royal Palace",
    ]
    assert [(p.latitude, p.longitude) for p in document.waypoints] == [
        (stop.coordinates.latitude_deg, stop.coordinates.longitude_deg)
        for stop in tour.stops
    ]
    walked = [
        (point.latitude, point.longitude)
        for point in document.tracks[0].segments[0].points
    ]
    assert len(walked) == 6
    assert walked[-1] == (52.3702, 4.8952)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("transcript.vtt", "text/vtt; charset=utf-8"),
        ("transcript.json", "application/json"),
        ("transcript", "application/json"),
        ("route.geojson", "application/geo+json"),
        ("route", "application/geo+json"),
        ("route.gpx", "application/gpx+xml"),
        ("bundle", "application/zip"),
    ],
)
async def test_every_file_names_its_kind(
    house: Product, me: httpx.AsyncClient, path: str, media_type: str
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    response = await me.get(f"/v1/tours/{tour.id}/{path}")

    assert (response.status_code, response.headers["content-type"]) == (200, media_type)


async def test_a_bundle_holds_everything_and_its_hashes(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    response = await me.get(f"/v1/tours/{tour.id}/bundle")

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    manifest = json.loads(archive.read("manifest.json"))
    listed = {entry["path"]: entry for entry in manifest["files"]}
    assert archive.testzip() is None
    assert set(listed) | {"manifest.json"} == set(archive.namelist())
    for path, entry in listed.items():
        content = archive.read(path)
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["tour_id"] == str(tour.id)
    assert response.headers["content-disposition"] == (
        f'attachment; filename="walk-{tour.id}.zip"'
    )


async def test_a_bundle_is_enough_to_walk_without_a_network(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    address = f"/v1/tours/{tour.id}"

    response = await me.get(f"{address}/bundle")

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    triggers = json.loads(archive.read("triggers.json"))
    assert [archive.read(trigger["audio"]) for trigger in triggers] == [
        b"".join(map(sound_of, of_stop(script, n))) for n in (1, 2)
    ]
    assert triggers[0]["radius_m"] == tour.stops[0].trigger_radius_m
    for path in ("transcript.vtt", "route.geojson", "route.gpx"):
        assert archive.read(path) == (await me.get(f"{address}/{path}")).content
    transcript = (await me.get(f"{address}/transcript.json")).json()
    assert json.loads(archive.read("transcript.json")) == transcript["sentences"]


async def test_a_bundle_is_the_same_each_time(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    first = await me.get(f"/v1/tours/{tour.id}/bundle")
    second = await me.get(f"/v1/tours/{tour.id}/bundle")

    assert first.content == second.content


async def test_a_bundle_without_storage_says_when_to_come_back(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    house.files.reachable = False

    response = await me.get(f"/v1/tours/{tour.id}/bundle")

    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0

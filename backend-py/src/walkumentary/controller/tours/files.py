"""A tour as files that other programs read: WebVTT, GeoJSON, GPX, zip."""

import asyncio
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import gpxpy.gpx
from pydantic import BaseModel

from walkumentary.controller.tours.views import CitedNoteView, TimedSentenceView
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.timing import TimedSentence
from walkumentary.domain.tours.tour import EndLeg, Stop, Tour
from walkumentary.usecase.tours.bundle_tour import TourBundle

type Json = Mapping[str, object]

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
"""Every engine here walks over its data. Source: openstreetmap.org/copyright."""
KEPT_IN_MEMORY = 8_000_000
"""Bytes of an archive that need no disk."""


def webvtt(moments: Sequence[TimedSentence]) -> str:
    """Return the transcript as WebVTT: a cue per sentence."""
    cues = [
        f"{n}\n{_clock(m.start_s)} --> {_clock(m.end_s)}\n{_escaped(m.sentence.text)}\n"
        for n, m in enumerate(moments, start=1)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def geojson(tour: Tour) -> str:
    """Return stops and legs as a FeatureCollection (RFC 7946)."""
    features = [
        *(_stop_feature(stop) for stop in tour.stops),
        *(_leg_feature(stop) for stop in tour.stops),
        *_end_feature(tour.end_leg),
    ]
    collection = {
        "type": "FeatureCollection",
        "features": features,
        "properties": {
            "title": tour.title,
            "walking_s": tour.walking_s,
            "walking_m": tour.walking_m,
            "route_source": tour.route_source,
            "attribution": _attribution(tour),
        },
    }
    return json.dumps(collection, ensure_ascii=False)


def gpx(tour: Tour) -> str:
    """Return stops as waypoints and the walk as one track (GPX 1.1)."""
    document = gpxpy.gpx.GPX()
    document.name = tour.title
    document.creator = "Walkumentary"
    document.waypoints = [
        gpxpy.gpx.GPXWaypoint(
            latitude=stop.coordinates.latitude_deg,
            longitude=stop.coordinates.longitude_deg,
            name=f"{stop.position}. {stop.name}",
            description=stop.description,
        )
        for stop in tour.stops
    ]
    segment = gpxpy.gpx.GPXTrackSegment(
        [
            gpxpy.gpx.GPXTrackPoint(point.latitude_deg, point.longitude_deg)
            for point in _walked(tour)
        ]
    )
    track = gpxpy.gpx.GPXTrack(name=tour.title)
    track.segments.append(segment)
    document.tracks.append(track)
    return str(document.to_xml(version="1.1"))


def _attribution(tour: Tour) -> str | None:
    """Return whose map any of the legs was found on; estimates need none."""
    is_mapped = any(stop.cue_source == "engine" for stop in tour.stops)
    return ATTRIBUTION if is_mapped else None


async def zipped(bundle: TourBundle) -> bytes:
    """Return everything in one archive, with a manifest of SHA-256 hashes."""
    return await asyncio.to_thread(_archive, _contents(bundle))


def _archive(contents: Mapping[str, bytes]) -> bytes:
    with tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as spool:
        with zipfile.ZipFile(spool, "w", zipfile.ZIP_STORED) as archive:
            for name, data in contents.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        spool.seek(0)
        return spool.read()


def _contents(bundle: TourBundle) -> dict[str, bytes]:
    tour = bundle.tour
    parts = {
        "transcript.vtt": webvtt(bundle.transcript).encode(),
        "transcript.json": _views(map(TimedSentenceView.of, bundle.transcript)),
        "route.geojson": geojson(tour).encode(),
        "route.gpx": gpx(tour).encode(),
        "notes.json": _views(map(CitedNoteView.of, bundle.notes)),
        "triggers.json": _text([_trigger(stop) for stop in tour.stops]),
        **{
            f"audio/stop-{n:02}.mp3": data
            for n, data in enumerate(bundle.stop_audio, start=1)
        },
    }
    return {"manifest.json": _manifest(tour, parts), **parts}


def _manifest(tour: Tour, parts: Mapping[str, bytes]) -> bytes:
    return _text(
        {
            "tour_id": str(tour.id),
            "title": tour.title,
            "language": tour.language,
            "version": tour.version,
            "audio_version": tour.audio_version,
            "files": [
                {
                    "path": path,
                    "bytes": len(data),
                    "sha256": hashlib.sha256(data).hexdigest(),
                }
                for path, data in parts.items()
            ],
        }
    )


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _views(views: Iterable[BaseModel]) -> bytes:
    return _text([view.model_dump(mode="json") for view in views])


def _trigger(stop: Stop) -> Json:
    return {
        "order": stop.position,
        "name": stop.name,
        "latitude": stop.coordinates.latitude_deg,
        "longitude": stop.coordinates.longitude_deg,
        "radius_m": stop.trigger_radius_m,
        "approach_bearing_deg": stop.approach_bearing_deg,
        "audio": f"audio/stop-{stop.position:02}.mp3",
    }


def _stop_feature(stop: Stop) -> Json:
    return _feature(
        {"type": "Point", "coordinates": _lon_lat(stop.coordinates)},
        {"kind": "stop", "order": stop.position, "name": stop.name, "cue": stop.cue},
    )


def _leg_feature(stop: Stop) -> Json:
    return _feature(
        _line(stop.leg_path),
        {
            "kind": "leg",
            "order": stop.position,
            "to": stop.name,
            "leg_m": stop.leg_m,
            "leg_s": stop.leg_s,
        },
    )


def _end_feature(leg: EndLeg | None) -> list[Json]:
    if leg is None:
        return []
    properties = {"kind": "end_leg", "leg_m": leg.leg_m, "leg_s": leg.leg_s}
    return [_feature(_line(leg.path), properties)]


def _feature(geometry: Json, properties: Json) -> Json:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _line(points: Sequence[Coordinates]) -> Json:
    return {"type": "LineString", "coordinates": [_lon_lat(p) for p in points]}


def _lon_lat(point: Coordinates) -> list[float]:
    return [point.longitude_deg, point.latitude_deg]


def _walked(tour: Tour) -> list[Coordinates]:
    legs = [*(stop.leg_path for stop in tour.stops)]
    legs += [tour.end_leg.path] if tour.end_leg else []
    return [point for path in legs for point in path]


def _clock(seconds_: float) -> str:
    whole = timedelta(milliseconds=round(seconds_ * 1000))
    minutes, rest = divmod(whole, timedelta(minutes=1))
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest.total_seconds():06.3f}"


def _escaped(text: str) -> str:
    """Return text of one line, which neither ends its cue nor marks it up."""
    line = " ".join(text.split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

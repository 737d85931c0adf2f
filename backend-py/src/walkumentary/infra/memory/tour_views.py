"""Read models of tours in memory: the JSON the database makes, from the domain."""

import json
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.audio import seconds
from walkumentary.domain.tours.cursor import encode_cursor
from walkumentary.domain.tours.heights import difficulty_basis, difficulty_level
from walkumentary.domain.tours.progress import progress
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.domain.tours.status import AudioState
from walkumentary.domain.tours.timing import (
    playing_order,
    spoken_through,
    stop_is_spoken,
    timed,
)
from walkumentary.domain.tours.tour import (
    Failure,
    Sentence,
    SentenceKind,
    Stop,
    Tour,
    TourNotFound,
)
from walkumentary.gateway.tour_views import TourCursor, TourFilter, Track
from walkumentary.infra.memory.store import MemoryStore, TourRow, sees

type Json = dict[str, object]


class MemoryToursReader:
    """Tours as one actor sees them."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def view(self, tour_id: TourId, *, actor: Actor, media_query: str) -> str:
        """Return the JSON text of a tour."""
        track = self._track(tour_id, actor)
        shared = {"shared": self._store.tours[tour_id].share is not None}
        return json.dumps(_view(track, media_query) | shared)

    async def status(self, tour_id: TourId, *, actor: Actor) -> str:
        """Return the JSON text of a tour's status."""
        return json.dumps(_status(self._track(tour_id, actor)))

    async def page(
        self,
        *,
        actor: Actor,
        filter: TourFilter,  # noqa: A002  the field's standard word
        after: TourCursor | None,
        limit: int,
    ) -> str:
        """Return the JSON text ``{items, next_cursor}``, newest first."""
        self._store.reach(actor)
        tours = [row.tour for row in self._store.tours.values()]
        mine = [t for t in tours if t.owner_id == actor.user_id and _fits(t, filter)]
        newest = sorted(mine, key=_age, reverse=True)
        rest = [t for t in newest if after is None or _age(t) < _age_of(after)]
        shown = rest[:limit]
        items = [self._item(tour) for tour in shown]
        return json.dumps(
            {
                "items": items,
                "next_cursor": encode_cursor(shown[-1].created_at, shown[-1].id)
                if len(rest) > limit
                else None,
            }
        )

    async def track(self, tour_id: TourId, *, actor: Actor) -> Track:
        """Return the tour with its sentences."""
        return self._track(tour_id, actor)

    async def shared_view(self, share: ShareHash, *, address: str) -> str:
        """Return the JSON text of a tour as whoever holds its link sees it."""
        return json.dumps(_shared_view(self._linked(share), address))

    async def shared_track(self, share: ShareHash) -> Track:
        """Return the tour behind a link with its sentences."""
        return self._linked(share)

    async def is_shared(self, share: ShareHash) -> bool:
        """Return whether the link still opens its tour."""
        self._store.reach()
        return any(_opens(share, row) for row in self._store.tours.values())

    def _item(self, tour: Tour) -> Json:
        shared = self._store.tours[tour.id].share is not None
        return _summary(tour) | {"stops": len(tour.stops), "shared": shared}

    def _linked(self, share: ShareHash) -> Track:
        self._store.reach()
        rows = self._store.tours.values()
        found = [row.tour.id for row in rows if _opens(share, row)]
        if not found:
            raise TourNotFound("There is no such tour.")
        return self._told(found[0])

    def _track(self, tour_id: TourId, actor: Actor) -> Track:
        self._store.reach(actor)
        row = self._store.tours.get(tour_id)
        if row is None or not sees(actor, row.tour.owner_id):
            raise TourNotFound("There is no such tour.")
        return self._told(tour_id)

    def _told(self, tour_id: TourId) -> Track:
        row = self._store.tours[tour_id]
        rows = self._store.sentences.items()
        own = (sentence for key, sentence in rows if key[0] == tour_id)
        script = playing_order(own)
        spoken = [s.piece_key for s in script if s.piece_key]
        return Track(
            tour=row.tour,
            sentences=script,
            paths={key: self._store.pieces[key].path for key in spoken},
        )


def _opens(share: ShareHash, row: TourRow) -> bool:
    return row.share == share and row.tour.archived_at is None


def _fits(tour: Tour, wanted: TourFilter) -> bool:
    pairs = (
        (wanted.status, tour.status.value),
        (wanted.language, tour.language),
        (wanted.place_id, tour.place_id),
        (wanted.archived, tour.archived_at is not None),
    )
    return all(want is None or want == has for want, has in pairs)


def _age(tour: Tour) -> tuple[datetime, TourId]:
    return (tour.created_at, tour.id)


def _age_of(cursor: TourCursor) -> tuple[datetime, TourId]:
    return (cursor.created_at, cursor.tour_id)


def _summary(tour: Tour) -> Json:
    return {
        "id": str(tour.id),
        "status": tour.status.value,
        "finished": tour.finished,
        "title": tour.title,
        "description": tour.description,
        "language": tour.language,
        "duration_minutes": tour.duration_minutes,
        "location_id": str(tour.place_id) if tour.place_id else None,
        "place_name": tour.place_name,
        "city": tour.city,
        "archived_at": _instant(tour.archived_at),
        "version": tour.version,
        "created_at": _instant(tour.created_at),
        "updated_at": _instant(tour.updated_at),
    }


def _view(track: Track, media_query: str) -> Json:
    tour = track.tour
    base = f"/v1/tours/{tour.id}"
    query = f"?v={tour.audio_version}" + (f"&{media_query}" if media_query else "")
    return _summary(tour) | {
        "progress": progress(tour, track.sentences),
        "audio": _audio(tour),
        "narration_style": tour.narration_style,
        "interests": list(tour.interests),
        "start": _start(tour),
        "walking_s": tour.walking_s,
        "talking_s": tour.talking_s,
        "total_walking_distance": _kilometres(tour.walking_m),
        "walking_distance_m": tour.walking_m,
        "estimated_walking_time": _minutes(tour.walking_s),
        "difficulty_level": difficulty_level(tour.walking_m, tour.climb_m),
        "content": _content(track.sentences),
        "slack_s": tour.slack_s,
        "limited_by": tour.limited_by,
        "certificate": _certificate(tour),
        "difficulty_basis": difficulty_basis(tour.climb_m),
        "climb_m": tour.climb_m,
        "walkable_stops": [
            _stop(stop, track, url=f"{base}/stops/{stop.position}/audio{query}")
            for stop in tour.stops
        ],
        "end_leg": _end_leg(tour),
        "transcript": _transcript(track),
        "audio_url": f"{base}/audio{query}",
        "transcript_url": f"{base}/transcript.vtt{query}",
        "route_url": f"{base}/route.geojson{query}",
        "bundle_url": f"{base}/bundle{query}",
        "voice": tour.voice,
        "speed": tour.speed,
        "speech_provider": tour.speech_provider,
        "speech_model": tour.speech_model,
        "llm_provider": tour.llm_provider,
        "llm_model": tour.llm_model,
        "cost": {
            "usd": tour.cost_usd,
            "tokens_in": tour.tokens_in,
            "tokens_out": tour.tokens_out,
        },
        "cached_share": sum(s.cached for s in tour.stops) / max(1, len(tour.stops)),
        "grounding": _grounding(track),
        "route_source": tour.route_source,
        "failure": _failure(tour.failure),
    }


def _shared_view(track: Track, address: str) -> Json:
    """Name what a stranger is shown; what is not named stays private."""
    tour = track.tour
    query = f"?v={tour.audio_version}"
    stops = [
        _stop(stop, track, url=f"{address}/stops/{stop.position}/audio{query}")
        for stop in tour.stops
    ]
    return {
        "status": tour.status.value,
        "finished": tour.finished,
        "progress": progress(tour, track.sentences),
        "audio": {"state": tour.audio_state.value, "version": tour.audio_version},
        "title": tour.title,
        "description": tour.description,
        "content": _content(track.sentences),
        "language": tour.language,
        "narration_style": tour.narration_style,
        "duration_minutes": tour.duration_minutes,
        "place_name": tour.place_name,
        "city": tour.city,
        "start": _start(tour),
        "walking_s": tour.walking_s,
        "talking_s": tour.talking_s,
        "total_walking_distance": _kilometres(tour.walking_m),
        "walking_distance_m": tour.walking_m,
        "estimated_walking_time": _minutes(tour.walking_s),
        "difficulty_level": difficulty_level(tour.walking_m, tour.climb_m),
        "difficulty_basis": difficulty_basis(tour.climb_m),
        "climb_m": tour.climb_m,
        "walkable_stops": [_without(stop, "location_id") for stop in stops],
        "end_leg": _end_leg(tour),
        "transcript": [_without(one, "note_ids") for one in _transcript(track)],
        "audio_url": f"{address}/audio{query}",
        "transcript_url": f"{address}/transcript.vtt{query}",
        "route_url": f"{address}/route.geojson{query}",
        "grounding": _grounding(track),
        "voice": tour.voice,
        "llm_provider": tour.llm_provider,
        "llm_model": tour.llm_model,
        "route_source": tour.route_source,
    }


def _without(shown: Json, private: str) -> Json:
    return {key: value for key, value in shown.items() if key != private}


def _start(tour: Tour) -> Json:
    return {
        "latitude": tour.start.latitude_deg,
        "longitude": tour.start.longitude_deg,
    }


def _status(track: Track) -> Json:
    tour = track.tour
    return {
        "tour_id": str(tour.id),
        "status": tour.status.value,
        "finished": tour.finished,
        "progress": progress(tour, track.sentences),
        "audio": _audio(tour),
        "stops": [
            {
                "order": stop.position,
                "name": stop.name,
                "written": stop.written,
                "audio_ready": stop_is_spoken(tour, track.sentences, stop.position),
            }
            for stop in tour.stops
        ],
        "failure": _failure(tour.failure),
        "version": tour.version,
        "updated_at": _instant(tour.updated_at),
    }


def _stop(stop: Stop, track: Track, *, url: str) -> Json:
    talk_s = _talk_s(stop, track.sentences)
    return {
        "location_id": str(stop.place_id),
        "name": stop.name,
        "description": stop.description,
        "approximate_address": stop.address,
        "latitude": stop.coordinates.latitude_deg,
        "longitude": stop.coordinates.longitude_deg,
        "order": stop.position,
        "walking_time_from_previous": _minutes(stop.leg_s),
        "leg_s": stop.leg_s,
        "leg_m": stop.leg_m,
        "cue": stop.cue,
        "cue_source": stop.cue_source,
        "content_duration": _minutes(talk_s),
        "talk_s": talk_s,
        "highlights": list(stop.highlights),
        "interests": list(stop.interests),
        "words": stop.words,
        "audio_url": url,
        "written": stop.written,
        "trigger": {
            "radius_m": stop.trigger_radius_m,
            "approach_bearing_deg": stop.approach_bearing_deg,
        },
    }


def _talk_s(stop: Stop, sentences: Sequence[Sentence]) -> float:
    """Return the narration's seconds: measured once all is spoken, else planned."""
    frames = [s.frames for s in sentences if s.segment == 2 * stop.position]
    spoken = [count for count in frames if count is not None]
    whole = stop.written and len(spoken) == len(frames)
    return seconds(sum(spoken)) if whole else stop.planned_talk_s


def _content(sentences: Sequence[Sentence]) -> str:
    told = _narration(sentences)
    stops = groupby(told, key=lambda sentence: sentence.segment)
    return "\n\n".join(" ".join(s.text for s in lines) for _, lines in stops)


def _narration(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    return (s for s in sentences if s.kind is SentenceKind.NARRATION)


def _transcript(track: Track) -> list[Json]:
    moments = {
        (moment.sentence.segment, moment.sentence.position): moment
        for moment in timed(spoken_through(track.tour, track.sentences))
    }
    lines = [(s, moments.get((s.segment, s.position))) for s in track.sentences]
    return [
        {
            "start_s": moment.start_s if moment else None,
            "end_s": moment.end_s if moment else None,
            "text": sentence.text,
            "stop": sentence.stop,
            "kind": sentence.kind.value,
            "note_ids": [str(note_id) for note_id in sentence.note_ids],
        }
        for sentence, moment in lines
    ]


def _grounding(track: Track) -> Json:
    told = list(_narration(track.sentences))
    return {
        "mode": track.tour.grounding_mode,
        "sentences": len(told),
        "supported": sum(bool(sentence.note_ids) for sentence in told),
        "dropped": sum(stop.dropped for stop in track.tour.stops),
    }


def _audio(tour: Tour) -> Json:
    failed = tour.audio_state is AudioState.FAILED
    return {
        "state": tour.audio_state.value,
        "version": tour.audio_version,
        "reason": tour.failure.detail if failed and tour.failure else None,
    }


def _certificate(tour: Tour) -> Json:
    certificate = tour.certificate
    return {
        "objective": certificate.objective,
        "upper_bound": certificate.upper_bound,
        "gap": certificate.gap,
        "candidates": certificate.candidates,
        "considered": certificate.considered,
        "solver": certificate.solver,
    }


def _end_leg(tour: Tour) -> Json | None:
    leg = tour.end_leg
    return {"leg_s": leg.leg_s, "leg_m": leg.leg_m} if leg else None


def _failure(failure: Failure | None) -> Json | None:
    return {"code": failure.code, "detail": failure.detail} if failure else None


def _kilometres(metres: float) -> str:
    tenths = math.floor(metres / 100 + 0.5)
    return f"{tenths // 10}.{tenths % 10} km"


def _minutes(duration_s: float) -> str:
    """Return whole minutes, half ones rounded up, and at least one if any."""
    minutes = max(math.floor(duration_s / 60 + 0.5), math.ceil(min(duration_s, 1)))
    return f"{minutes} minute" + ("" if minutes == 1 else "s")


def _instant(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

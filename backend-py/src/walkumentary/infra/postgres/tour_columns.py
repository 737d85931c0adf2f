"""What a tour, a stop and a sentence look like as columns."""

from collections.abc import Mapping
from dataclasses import asdict

from walkumentary.domain.shared.ids import TourId, UserId
from walkumentary.domain.tours.tour import Sentence, Stop, Tour

type Columns = dict[str, object]

_TOUR_AS_IT_IS = """
    version audio_version title description language narration_style duration_minutes
    place_id place_name city voice speech_provider speech_model speed llm_provider
    llm_model walking_s walking_m climb_m talking_s slack_s limited_by route_source
    cost_usd tokens_in tokens_out archived_at updated_at
""".split()
_STOP_AS_IT_IS = """
    position place_id name short_name description address leg_s leg_m cue cue_source
    words planned_talk_s trigger_radius_m approach_bearing_deg narration_key dropped
""".split()


def new_tour(tour: Tour) -> Columns:
    """Return the columns of a tour that was not stored before."""
    return changed_tour(tour) | {
        "id": tour.id,
        "owner_id": tour.owner_id,
        "lease": 0,
        "created_at": tour.created_at,
    }


def changed_tour(tour: Tour) -> Columns:
    """Return the columns that saving a tour replaces."""
    return _same(tour, _TOUR_AS_IT_IS) | {
        "status": tour.status.value,
        "audio_state": tour.audio_state.value,
        "failure": asdict(tour.failure) if tour.failure else None,
        "interests": list(tour.interests),
        "request": dict(tour.request),
        "start_latitude_deg": tour.start.latitude_deg,
        "start_longitude_deg": tour.start.longitude_deg,
        "end_leg": asdict(tour.end_leg) if tour.end_leg else None,
        "certificate": asdict(tour.certificate),
    }


def new_stop(tour: Tour, stop: Stop) -> Columns:
    """Return the columns of a tour's stop."""
    return _same(stop, _STOP_AS_IT_IS) | {
        "tour_id": tour.id,
        "owner_id": tour.owner_id,
        "latitude_deg": stop.coordinates.latitude_deg,
        "longitude_deg": stop.coordinates.longitude_deg,
        "leg_path": [asdict(point) for point in stop.leg_path],
        "cue_note_ids": list(stop.cue_note_ids),
        "highlights": list(stop.highlights),
        "interests": list(stop.interests),
        "written": int(stop.written),
        "cached": int(stop.cached),
        "authors": [asdict(author) for author in stop.authors],
    }


def new_sentence(tour_id: TourId, owner_id: UserId, sentence: Sentence) -> Columns:
    """Return the columns of a tour's sentence."""
    return asdict(sentence) | {
        "tour_id": tour_id,
        "owner_id": owner_id,
        "kind": sentence.kind.value,
        "note_ids": list(sentence.note_ids),
    }


def _same(thing: object, names: list[str]) -> Columns:
    values: Mapping[str, object] = {name: getattr(thing, name) for name in names}
    return {**values}

"""Tours as JSON in the shape of the domain, so that nothing is mapped by hand."""
# ruff: noqa: S608  every fragment is our own; values are parameters

from pydantic import TypeAdapter

from walkumentary.domain.tours.tour import Sentence, Tour
from walkumentary.gateway.tour_views import Track

TOURS: TypeAdapter[Tour] = TypeAdapter(Tour)
SENTENCES: TypeAdapter[tuple[Sentence, ...]] = TypeAdapter(tuple[Sentence, ...])
TRACKS: TypeAdapter[Track] = TypeAdapter(Track)

_TOUR = """
select
    t.*,
    json_build_array(t.status, t.audio_state) as state,
    json_build_object(
        'latitude_deg', t.start_latitude_deg, 'longitude_deg', t.start_longitude_deg
    ) as start,
    (
        select coalesce(json_agg(row_to_json(stop) order by stop.position), '[]')
        from (
            select
                s.*,
                json_build_object(
                    'latitude_deg', s.latitude_deg, 'longitude_deg', s.longitude_deg
                ) as coordinates
            from tour_stops s
            where s.tour_id = t.id
        ) stop
    ) as stops
from tours t
where t.id = %(tour_id)s
"""

_SENTENCES = """
select coalesce(json_agg(row_to_json(s) order by s.segment, s.position), '[]')
from tour_sentences s
where s.tour_id = %(tour_id)s
"""

TOUR_JSON = f"select row_to_json(tour)::text as json from ({_TOUR}) tour"
SENTENCES_JSON = f"select ({_SENTENCES})::text as json"
_PATHS = """
select coalesce(json_object_agg(p.key, p.path), '{}')
from pieces p
where p.key in (select s.piece_key from tour_sentences s where s.tour_id = %(tour_id)s)
"""
TRACK_JSON = f"""
select json_build_object(
    'tour', tour, 'sentences', ({_SENTENCES}), 'paths', ({_PATHS})
)::text as json
from ({_TOUR}) tour
"""
"""Each takes the parameter tour_id."""

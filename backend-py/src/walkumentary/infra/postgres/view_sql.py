"""Tour views as SQL that returns finished JSON: one statement a read."""
# ruff: noqa: S608  every fragment is our own; values are parameters

from walkumentary.domain.tours.audio import FRAME_MS

_FINISHED = """(
    t.status in ('ready', 'error', 'cancelled')
    or t.status = 'content_ready' and t.audio_state = 'failed'
)"""


def _json(select: str) -> str:
    return f"select row_to_json(view)::text as json from ({select}) view"


def _instant(column: str) -> str:
    form = """'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""
    return f"to_char({column} at time zone 'UTC', {form})"


def _minutes(seconds: str) -> str:
    """Whole minutes, half ones rounded up, and at least one if any."""
    number = f"greatest(floor({seconds} / 60 + 0.5), ceil(least({seconds}, 1)))"
    return f"""(
        select n || case n when 1 then ' minute' else ' minutes' end
        from (select {number} as n) as rounded
    )"""


_KILOMETRES = """(
    select tenths / 10 || '.' || mod(tenths, 10) || ' km'
    from (select floor(t.walking_m / 100 + 0.5)::integer as tenths) as rounded
)"""

_DIFFICULTY = """
case when t.walking_m + 8 * coalesce(t.climb_m, 0) < 2000 then 'easy'
    when t.walking_m + 8 * coalesce(t.climb_m, 0) < 5000 then 'moderate'
    else 'hard' end
"""

# Sentences are stored with single blanks, so blanks count words.
_WORDS = "length(s.text) - length(replace(s.text, ' ', '')) + 1"

_PROGRESS = f"""
case when t.status = 'ready' then 100 else (
    select least(99, 100 * spoken / greatest(1, framing + (
        select coalesce(sum(words), 0) from tour_stops where tour_id = t.id
    )))
    from (
        select
            coalesce(sum({_WORDS}) filter (where s.frames is not null), 0) as spoken,
            coalesce(sum({_WORDS}) filter (where s.kind <> 'narration'), 0) as framing
        from tour_sentences s
        where s.tour_id = t.id
    ) as said
) end
"""

_AUDIO = """
json_build_object(
    'state', t.audio_state,
    'version', t.audio_version,
    'reason', case t.audio_state when 'failed' then t.failure ->> 'detail' end
)
"""

_SUMMARY = f"""
    t.id, t.status, {_FINISHED} as finished, t.title, t.description, t.language,
    t.duration_minutes, t.place_id as location_id, t.place_name, t.city,
    t.share_token_hash is not null as shared,
    {_instant("t.archived_at")} as archived_at,
    t.version,
    {_instant("t.created_at")} as created_at,
    {_instant("t.updated_at")} as updated_at
"""

# What is heard so far: up to the first silent sentence, and not beyond the first
# narration that may still grow. Times are sums of whole frames.
_LINES = f"""
lines as materialized (
    select
        s.segment, s.position, s.stop, s.kind, s.text, s.note_ids, s.frames,
        bool_and(s.frames is not null and s.segment <= (
            select coalesce(2 * min(position), 32767)
            from tour_stops
            where tour_id = %(tour_id)s and written = 0
        )) over so_far as is_heard,
        sum(s.frames) over so_far * {FRAME_MS} as end_ms
    from tour_sentences s
    where s.tour_id = %(tour_id)s
    window so_far as (order by s.segment, s.position rows unbounded preceding)
)
"""

_TOLD = f"""
told as materialized (
    select
        segment,
        string_agg(text, ' ' order by position) as text,
        count(*) as sentences,
        count(*) filter (where cardinality(note_ids) > 0) as supported,
        bool_and(frames is not null) as is_spoken,
        sum(frames) * {FRAME_MS} as spoken_ms
    from lines
    where kind = 'narration'
    group by segment
)
"""

_PUBLIC_LINE = "text, stop, kind"


def _transcript(line: str) -> str:
    return f"""(
    select coalesce(json_agg(row_to_json(line) order by segment, position), '[]')
    from lines, lateral (
        select
            case when is_heard then
                (end_ms - frames * {FRAME_MS})::double precision / 1000 end as start_s,
            case when is_heard then end_ms::double precision / 1000 end as end_s,
            {line}
    ) as line
)"""


_PUBLIC_STOP = f"""
    s.name, s.description, s.address as approximate_address,
    s.latitude_deg as latitude, s.longitude_deg as longitude,
    s.position as order,
    {_minutes("s.leg_s")} as walking_time_from_previous,
    s.leg_s, s.leg_m, s.cue, s.cue_source,
    {_minutes("measured.talk_s")} as content_duration,
    measured.talk_s,
    s.highlights, s.interests, s.words,
    base.url || '/stops/' || s.position || '/audio' || base.query as audio_url,
    s.written = 1 as written,
    json_build_object(
        'radius_m', s.trigger_radius_m,
        'approach_bearing_deg', s.approach_bearing_deg
    ) as trigger
"""


def _stops(stop: str) -> str:
    return f"""(
    select coalesce(json_agg(row_to_json(shown) order by s.position), '[]')
    from tour_stops s
    left join told on told.segment = 2 * s.position,
    lateral (
        select case when s.written = 1 and coalesce(told.is_spoken, true)
            then coalesce(told.spoken_ms, 0)::double precision / 1000
            else s.planned_talk_s end as talk_s
    ) as measured,
    lateral (select {stop}) as shown
    where s.tour_id = t.id
)"""


_END_LEG = """
case when t.end_leg is not null then json_build_object(
    'leg_s', t.end_leg -> 'leg_s', 'leg_m', t.end_leg -> 'leg_m'
) end
"""

_SHARES = """
select
    json_build_object(
        'mode', coalesce(
            t.request ->> 'grounding_mode',
            case lower(split_part(t.language, '-', 1)) when 'en' then 'full'
                else 'numbers' end
        ),
        'sentences', (select coalesce(sum(sentences), 0) from told),
        'supported', (select coalesce(sum(supported), 0) from told),
        'dropped', coalesce(sum(s.dropped), 0)
    ) as grounding,
    sum(s.cached)::double precision / greatest(1, count(*)) as cached_share
from tour_stops s
where s.tour_id = t.id
"""

_WALK = f"""
    {_PROGRESS} as progress, t.narration_style,
    json_build_object(
        'latitude', t.start_latitude_deg, 'longitude', t.start_longitude_deg
    ) as start,
    t.walking_s, t.talking_s,
    {_KILOMETRES} as total_walking_distance,
    t.walking_m as walking_distance_m,
    {_minutes("t.walking_s")} as estimated_walking_time,
    {_DIFFICULTY} as difficulty_level,
    case when t.climb_m is null then 'distance' else 'distance and climb' end
        as difficulty_basis, t.climb_m,
    (select coalesce(string_agg(text, E'\\n\\n' order by segment), '') from told)
        as content,
    {_END_LEG} as end_leg,
    base.url || '/audio' || base.query as audio_url,
    base.url || '/transcript.vtt' || base.query as transcript_url,
    base.url || '/route.geojson' || base.query as route_url,
    t.voice, t.llm_provider, t.llm_model, shares.grounding, t.route_source
"""

VIEW = f"with {_LINES}, {_TOLD} " + _json(f"""
select
    {_SUMMARY}, {_AUDIO} as audio, {_WALK},
    t.interests, t.slack_s, t.limited_by, t.certificate,
    {_stops("s.place_id as location_id, " + _PUBLIC_STOP)} as walkable_stops,
    {_transcript(_PUBLIC_LINE + ", note_ids")} as transcript,
    base.url || '/bundle' || base.query as bundle_url,
    t.speed, t.speech_provider, t.speech_model,
    json_build_object(
        'usd', t.cost_usd, 'tokens_in', t.tokens_in, 'tokens_out', t.tokens_out
    ) as cost,
    coalesce(shares.cached_share, 0) as cached_share, t.failure
from
    tours t,
    lateral (
        select '/v1/tours/' || t.id as url,
            '?v=' || t.audio_version || %(media)s::text as query
    ) as base,
    lateral ({_SHARES}) as shares
where t.id = %(tour_id)s
""")
"""Parameters: tour_id, media (``&…`` or nothing)."""

_LINKED = """(
    select id from tours where share_token_hash = %(share)s and archived_at is null
)"""


def linked(query: str) -> str:
    """Return the query about a tour for whoever holds its link: by its hash."""
    return query.replace("%(tour_id)s", _LINKED)


SHARED_VIEW = linked(
    f"with {_LINES}, {_TOLD} "
    + _json(f"""
select
    t.status, {_FINISHED} as finished, {_WALK},
    json_build_object('state', t.audio_state, 'version', t.audio_version) as audio,
    t.title, t.description, t.language, t.duration_minutes, t.place_name, t.city,
    {_stops(_PUBLIC_STOP)} as walkable_stops,
    {_transcript(_PUBLIC_LINE)} as transcript
from
    tours t,
    lateral (select %(address)s::text as url, '?v=' || t.audio_version as query) base,
    lateral ({_SHARES}) as shares
where t.id = %(tour_id)s
""")
)
"""Parameters: share, address. Names what a stranger is shown; no more goes out."""

IS_SHARED = f"select exists {_LINKED}::text as shared"
"""Parameter: share."""

STATUS = _json(f"""
select
    t.id as tour_id, t.status, {_FINISHED} as finished, {_PROGRESS} as progress,
    {_AUDIO} as audio,
    (
        select coalesce(json_agg(row_to_json(shown) order by s.position), '[]')
        from tour_stops s, lateral (
            select
                s.position as order, s.name, s.written = 1 as written,
                s.written = 1 and not exists (
                    select from tour_sentences own
                    where own.tour_id = t.id and own.stop = s.position
                    and own.frames is null
                ) as audio_ready
        ) as shown
        where s.tour_id = t.id
    ) as stops,
    t.failure, t.version, {_instant("t.updated_at")} as updated_at
from tours t
where t.id = %(tour_id)s
""")
"""Parameter: tour_id."""

_COUNT = "(select count(*) from tour_stops where tour_id = t.id) as stops"

PAGE = f"""
select t.id, t.created_at, ({_json(f"select {_SUMMARY}, {_COUNT}")}) as json
from tours t
where t.owner_id = %(owner_id)s
and (%(status)s::text is null or t.status = %(status)s)
and (%(language)s::text is null or t.language = %(language)s)
and (%(place_id)s::uuid is null or t.place_id = %(place_id)s)
and (t.archived_at is not null) = %(archived)s
and (
    %(created_at)s::timestamptz is null
    or (t.created_at, t.id) < (%(created_at)s::timestamptz, %(after_id)s::uuid)
)
order by t.created_at desc, t.id desc
limit %(limit)s
"""
"""Parameters: owner_id, the filter, the cursor's created_at and after_id, limit."""

"""The promises of the tours reader."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger, owner_of, stored, voiced
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.cursor import decode_cursor
from walkumentary.domain.tours.tour import Sentence, Tour, TourNotFound
from walkumentary.gateway.tour_views import TourCursor, TourFilter
from walkumentary.gateway.unit_of_work import DatabaseUnavailable

MEDIA = "expires=1&owner=o&signature=s"
EVERYTHING = TourFilter()


class ToursReaderContract(PortContract):
    """A tour, its status and lists, as JSON text."""

    async def test_a_view_shows_what_the_tour_was_made_of(
        self, database: Database
    ) -> None:
        tour = await stored(
            database,
            makers.a_tour(title='Say "hi" \\ 日本', walking_m=2_049.9, walking_s=89.0),
        )

        view = await viewed(database, tour)

        shown = {
            "id": str(tour.id),
            "title": 'Say "hi" \\ 日本',
            "status": "generating",
            "finished": False,
            "progress": 0,
            "audio": {"state": "growing", "version": 1, "reason": None},
            "start": {"latitude": 52.3731, "longitude": 4.8922},
            "total_walking_distance": "2.0 km",
            "walking_distance_m": 2_049.9,
            "estimated_walking_time": "1 minute",
            "difficulty_level": "moderate",
            "difficulty_basis": "distance",
            "climb_m": None,
            "created_at": "2026-11-21T12:00:00.000000Z",
            "archived_at": None,
            "failure": None,
        }
        assert {key: view[key] for key in shown} == shown

    @pytest.mark.parametrize(
        ("climb_m", "level", "basis"),
        [
            (None, "easy", "distance"),
            (0.0, "easy", "distance and climb"),
            (50.0, "easy", "distance and climb"),
            (100.0, "moderate", "distance and climb"),
            (500.0, "hard", "distance and climb"),
        ],
    )
    async def test_a_climb_makes_a_walk_harder_where_heights_are_known(
        self, database: Database, climb_m: float | None, level: str, basis: str
    ) -> None:
        tour = await stored(database, makers.a_tour(walking_m=1_500.0, climb_m=climb_m))

        view = await viewed(database, tour)

        assert view["climb_m"] == climb_m
        assert (view["difficulty_level"], view["difficulty_basis"]) == (level, basis)

    async def test_media_addresses_name_the_sound_and_are_signed(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour(audio_version=3))

        view = await viewed(database, tour)

        base, query = f"/v1/tours/{tour.id}", f"?v=3&{MEDIA}"
        assert view["audio_url"] == f"{base}/audio{query}"
        assert view["transcript_url"] == f"{base}/transcript.vtt{query}"
        assert view["route_url"] == f"{base}/route.geojson{query}"
        assert view["bundle_url"] == f"{base}/bundle{query}"
        assert [stop["audio_url"] for stop in stops_of(view)] == [
            f"{base}/stops/1/audio{query}",
            f"{base}/stops/2/audio{query}",
        ]

    async def test_every_text_field_is_text_and_nothing_is_left_out(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour(end_leg=makers.an_end_leg()))

        view = await viewed(database, tour)

        assert set(view) == set(FIELDS)
        assert set(stops_of(view)[0]) == set(STOP_FIELDS)

    async def test_a_finished_tour_is_all_there(self, database: Database) -> None:
        tour = makers.a_tour(
            state=life.READY,
            stops=(
                makers.a_stop(written=True, cached=True, dropped=1),
                makers.a_stop(position=2, written=True),
            ),
        )
        script = voiced(makers.a_script(stops=2, narration=2), frames=125)
        await stored(database, tour, script)

        view = await viewed(database, tour)

        assert (view["progress"], view["finished"]) == (100, True)
        assert view["cached_share"] == 0.5
        assert view["content"] == (
            "Fact 0 about stop 1. Fact 1 about stop 1.\n\n"
            "Fact 0 about stop 2. Fact 1 about stop 2."
        )
        assert view["grounding"] == {
            "mode": "full",
            "sentences": 4,
            "supported": 4,
            "dropped": 1,
        }
        assert [stop["talk_s"] for stop in stops_of(view)] == [6.0, 6.0]
        assert [line["start_s"] for line in transcript_of(view)] == [
            3.0 * n for n in range(8)
        ]
        assert transcript_of(view)[-1]["end_s"] == 24.0

    async def test_times_are_known_only_after_everything_before_was_spoken(
        self, database: Database
    ) -> None:
        tour = makers.a_tour(
            stops=(makers.a_stop(), makers.a_stop(position=2, written=True))
        )
        script = voiced(makers.a_script(stops=2, narration=1), frames=50)
        await stored(database, tour, script)

        lines = transcript_of(await viewed(database, tour))

        # Stop 1 is still being written: what comes after it has no time yet.
        assert [line["start_s"] for line in lines] == [0, 1.2, 2.4, None, None, None]

    async def test_an_unspoken_sentence_hides_the_times_behind_it(
        self, database: Database
    ) -> None:
        stops = tuple(makers.a_stop(position=n, written=True) for n in (1, 2))
        script = list(makers.a_script(stops=2, narration=1))
        spoken = voiced(script[:1]) + script[1:2] + voiced(script[2:])
        tour = await stored(database, makers.a_tour(stops=stops), spoken)

        lines = transcript_of(await viewed(database, tour))

        known = [line["start_s"] is not None for line in lines]
        assert known.count(True) == known.index(False) == 1

    async def test_progress_weighs_sentences_by_their_words(
        self, database: Database
    ) -> None:
        tour = makers.a_tour(stops=(makers.a_stop(words=170),))
        told = makers.a_sentence(text=" ".join(["word"] * 85))
        await stored(database, tour, voiced([told]))

        assert (await viewed(database, tour))["progress"] == 50

    async def test_a_failed_voice_gives_its_reason(self, database: Database) -> None:
        tour = await stored(
            database,
            makers.a_tour(state=life.VOICELESS, failure=makers.a_failure(detail="Why")),
        )

        view = await viewed(database, tour)

        assert view["audio"] == {"state": "failed", "version": 1, "reason": "Why"}
        assert view["failure"] == {"code": "gateway-unavailable", "detail": "Why"}
        assert view["finished"] is True

    async def test_a_tour_says_how_it_was_checked(self, database: Database) -> None:
        recorded: dict[str, object] = {"grounding_mode": "full"}
        for language, request, mode in (
            ("nl", recorded, "full"),
            ("nl", {}, "numbers"),
            ("en-GB", {}, "full"),
            ("eng", {}, "numbers"),
        ):
            made = makers.a_tour(language=language, request=request)
            tour = await stored(database, made)

            grounding = (await viewed(database, tour))["grounding"]

            assert isinstance(grounding, dict)
            assert grounding["mode"] == mode

    async def test_a_status_tells_which_stops_can_be_heard(
        self, database: Database
    ) -> None:
        tour = makers.a_tour(
            stops=(
                makers.a_stop(name="One", written=True),
                makers.a_stop(position=2, name="Two", written=True),
            )
        )
        script = makers.a_script(stops=2)
        of_first = voiced(s for s in script if s.stop == 1)
        await stored(database, tour, [*of_first, *(s for s in script if s.stop == 2)])

        status = await status_of(database, tour)

        assert status["stops"] == [
            {"order": 1, "name": "One", "written": True, "audio_ready": True},
            {"order": 2, "name": "Two", "written": True, "audio_ready": False},
        ]
        assert status["tour_id"] == str(tour.id)
        assert (status["status"], status["finished"]) == ("generating", False)

    async def test_somebody_elses_tour_is_not_found(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour())
        stranger = a_stranger()

        with pytest.raises(TourNotFound):
            await database.tours.view(tour.id, actor=stranger, media_query=MEDIA)
        with pytest.raises(TourNotFound):
            await database.tours.status(tour.id, actor=stranger)
        with pytest.raises(TourNotFound):
            await database.tours.track(tour.id, actor=stranger)
        assert await ids_of(database, stranger) == []

    async def test_an_unreachable_database_is_unavailable(
        self, database: Database
    ) -> None:
        async with database.outage() as away:
            with pytest.raises(DatabaseUnavailable):
                await away.tours.status(makers.a_tour_id(), actor=a_stranger())

    async def test_a_track_holds_the_tour_and_all_it_says(
        self, database: Database
    ) -> None:
        script = voiced(makers.a_script(stops=2))
        tour = await stored(
            database, makers.a_tour(end_leg=makers.an_end_leg()), script
        )

        track = await database.tours.track(tour.id, actor=owner_of(tour))

        assert track.tour == tour
        assert list(track.sentences) == sorted(
            script, key=lambda s: (s.segment, s.position)
        )

    async def test_a_list_shows_the_newest_first_page_by_page(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        tours = await _several(database, owner, count=5)

        pages = await _pages(database, owner, limit=2)

        newest = [str(tour.id) for tour in reversed(tours)]
        assert pages == [newest[:2], newest[2:4], newest[4:]]

    async def test_a_page_that_holds_exactly_the_rest_is_the_last(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        await _several(database, owner, count=2)

        page = await page_of(database, owner, limit=2)

        assert page["next_cursor"] is None

    async def test_pages_do_not_shift_when_tours_are_added(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        tours = await _several(database, owner, count=4)
        first = await page_of(database, owner, limit=2)

        newer = makers.a_tour(
            owner_id=owner.user_id, created_at=makers.NOON + timedelta(days=9)
        )
        await stored(database, newer)
        second = await page_of(database, owner, limit=2, cursor=first["next_cursor"])

        shown = [item["id"] for item in items_of(first) + items_of(second)]
        assert shown == [str(tour.id) for tour in reversed(tours)]

    async def test_tours_of_the_same_instant_are_all_listed_once(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        tours = [makers.a_tour(owner_id=owner.user_id) for _ in range(5)]
        for tour in tours:
            await stored(database, tour)

        pages = await _pages(database, owner, limit=2)

        listed = [str(tour_id) for page in pages for tour_id in page]
        assert sorted(listed) == sorted(str(tour.id) for tour in tours)

    async def test_a_list_is_filtered(self, database: Database) -> None:
        owner, place_id = makers.an_actor(), makers.a_place_id()
        kept = makers.a_tour(
            owner_id=owner.user_id, state=life.READY, language="nl", place_id=place_id
        )
        away = makers.a_tour(owner_id=owner.user_id, archived_at=makers.NOON)
        for tour in (kept, away, makers.a_tour()):
            await stored(database, tour)

        found = [
            await ids_of(database, owner, wanted)
            for wanted in (
                TourFilter(status="ready"),
                TourFilter(language="nl"),
                TourFilter(place_id=place_id),
                EVERYTHING,
            )
        ]

        assert found == [[str(kept.id)]] * 4
        assert await ids_of(database, owner, TourFilter(status="error")) == []
        assert await ids_of(database, owner, TourFilter(archived=True)) == [
            str(away.id)
        ]

    async def test_a_listed_tour_is_summarised(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour(), makers.a_script())

        (item,) = items_of(await page_of(database, owner_of(tour)))

        assert set(item) == set(SUMMARY_FIELDS)
        assert item["stops"] == 2


SUMMARY_FIELDS = """
    id status finished title description language duration_minutes location_id
    place_name city shared stops archived_at version created_at updated_at
""".split()

FIELDS = """
    id status finished progress audio title description content language
    narration_style interests duration_minutes location_id place_name city start
    walking_s talking_s slack_s limited_by certificate total_walking_distance
    walking_distance_m estimated_walking_time difficulty_level difficulty_basis climb_m
    walkable_stops end_leg transcript audio_url transcript_url route_url bundle_url
    voice speed speech_provider speech_model llm_provider llm_model cost cached_share
    grounding route_source failure shared archived_at version created_at updated_at
""".split()

STOP_FIELDS = """
    location_id name description approximate_address latitude longitude order
    walking_time_from_previous leg_s leg_m cue cue_source content_duration talk_s
    highlights interests words audio_url written trigger
""".split()

type Json = dict[str, object]


async def viewed(database: Database, tour: Tour) -> Json:
    """Return the parsed view of a tour, as its owner sees it."""
    return _object(
        await database.tours.view(tour.id, actor=owner_of(tour), media_query=MEDIA)
    )


async def status_of(database: Database, tour: Tour) -> Json:
    """Return the parsed status of a tour, as its owner sees it."""
    return _object(await database.tours.status(tour.id, actor=owner_of(tour)))


async def page_of(
    database: Database,
    actor: Actor,
    *,
    wanted: TourFilter = EVERYTHING,
    limit: int = 100,
    cursor: object = None,
) -> Json:
    """Return one parsed page of the actor's tours."""
    after = _cursor(cursor)
    text = await database.tours.page(
        actor=actor, filter=wanted, after=after, limit=limit
    )
    return _object(text)


async def ids_of(
    database: Database, actor: Actor, wanted: TourFilter = EVERYTHING
) -> list[object]:
    """Return the ids of the tours a filter leaves."""
    page = await page_of(database, actor, wanted=wanted)
    return [item["id"] for item in items_of(page)]


def stops_of(view: Json) -> Sequence[Json]:
    return _objects(view["walkable_stops"])


def transcript_of(view: Json) -> Sequence[Json]:
    return _objects(view["transcript"])


def items_of(page: Json) -> list[Json]:
    return [*_objects(page["items"])]


def _object(text: str) -> Json:
    parsed = json.loads(text)
    assert isinstance(parsed, dict)
    return parsed


def _objects(value: object) -> Sequence[Json]:
    assert isinstance(value, list)
    return value


def _cursor(text: object) -> TourCursor | None:
    if text is None:
        return None
    created_at, tour_id = decode_cursor(str(text))
    return TourCursor(created_at=created_at, tour_id=tour_id)


async def _several(database: Database, owner: Actor, *, count: int) -> list[Tour]:
    tours = [
        makers.a_tour(owner_id=owner.user_id, created_at=_day(n)) for n in range(count)
    ]
    for tour in tours:
        await stored(database, tour)
    return tours


def _day(number: int) -> datetime:
    return makers.NOON + timedelta(days=number, microseconds=number)


async def _pages(database: Database, owner: Actor, *, limit: int) -> list[list[object]]:
    pages: list[list[object]] = []
    cursor: object = None
    while cursor is not None or not pages:
        page = await page_of(database, owner, limit=limit, cursor=cursor)
        pages.append([item["id"] for item in items_of(page)])
        cursor = page["next_cursor"]
    return pages


def spoken_up_to(script: Sequence[Sentence], count: int) -> list[Sentence]:
    """Return the script with only its first sentences spoken."""
    ordered = sorted(script, key=lambda s: (s.segment, s.position))
    silent = [replace(s, piece_key=None, frames=None) for s in ordered[count:]]
    return [*voiced(ordered[:count]), *silent]

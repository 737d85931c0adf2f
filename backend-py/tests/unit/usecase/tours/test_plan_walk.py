"""Planning a walk: the whole, what it is planned for, and every refusal."""

from dataclasses import replace

import pytest

from tests import makers
from tests.packs import CENTRE
from tests.unit.usecase.tours.planning import Planning, north_of_the_centre
from walkumentary.domain.places.place import PlaceNotFound
from walkumentary.domain.shared.errors import GatewayTimeout, GatewayUnavailable
from walkumentary.domain.tours.plan import MinutesTooFew, NoLandmarksNearby
from walkumentary.domain.tours.request import Loop, Pace, Style, TourRequest
from walkumentary.gateway.narrator import LanguageNotAvailable, StyleNotAvailable
from walkumentary.gateway.speech import VoiceNotAvailable
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.narration.notes_writer import NotesWriter


@pytest.fixture
def planning() -> Planning:
    return Planning()


HERE = TourRequest(coordinates=CENTRE, interests=("history",))


@pytest.mark.parametrize("minutes", [20, 45, 60])
async def test_a_walk_stays_within_the_minutes(
    planning: Planning, minutes: int
) -> None:
    walk = (await planning.plan(replace(HERE, duration_minutes=minutes))).plan

    total_s = walk.walking_s + walk.talking_s
    assert total_s <= minutes * 60 + 0.2
    assert 3 <= len(walk.stops) <= 8
    assert walk.slack_s == pytest.approx(minutes * 60 - total_s, abs=0.3)


async def test_equal_requests_get_the_same_walk(planning: Planning) -> None:
    assert await planning.plan(HERE) == await planning.plan(HERE)


async def test_no_landmark_is_visited_twice(planning: Planning) -> None:
    walk = (await planning.plan(replace(HERE, duration_minutes=60))).plan

    assert len({stop.place_id for stop in walk.stops}) == len(walk.stops)


async def test_a_walk_starts_at_the_place_that_was_named(planning: Planning) -> None:
    tower = planning.place("Tower 3")

    by_id = (await planning.plan(TourRequest(location_id=tower.id))).plan
    by_name = (await planning.plan(TourRequest(query="Tower 3"))).plan

    assert by_id.anchor == by_name.anchor
    assert by_id.anchor.start == tower.position
    assert (by_id.anchor.place_id, by_id.anchor.place_name) == (tower.id, "Tower 3")
    assert tower.id in {stop.place_id for stop in by_id.stops}


async def test_a_position_is_named_after_what_is_near(planning: Planning) -> None:
    near = (await planning.plan(HERE)).plan.anchor

    assert near.place_id is None
    assert near.place_name.startswith("near ")
    assert (near.start, near.city) == (CENTRE, "Testville")


async def test_the_first_step_can_be_elsewhere(planning: Planning) -> None:
    start = north_of_the_centre(100)

    walk = (await planning.plan(replace(HERE, start=start))).plan

    assert walk.stops[0].leg_path[0] == start


async def test_a_loop_ends_where_it_starts(planning: Planning) -> None:
    walk = (await planning.plan(replace(HERE, end=Loop()))).plan

    assert walk.end_leg is not None
    assert walk.end_leg.path == (walk.stops[-1].coordinates, CENTRE)


async def test_a_walk_can_end_elsewhere_or_at_its_last_stop(
    planning: Planning,
) -> None:
    end = north_of_the_centre(300)

    fixed = (await planning.plan(replace(HERE, end=end))).plan
    open_ = (await planning.plan(HERE)).plan

    assert fixed.end_leg is not None
    assert fixed.end_leg.path[-1] == end
    assert open_.end_leg is None


async def test_a_brisk_walker_needs_less_time_for_a_leg(planning: Planning) -> None:
    for pace in Pace:
        walk = (await planning.plan(replace(HERE, pace=pace))).plan

        speeds = [stop.leg_m / stop.leg_s for stop in walk.stops if stop.leg_s > 1]
        assert speeds == [pytest.approx(pace.metres_per_s, rel=0.01)] * len(speeds)


async def test_a_faster_voice_tells_more_words(planning: Planning) -> None:
    slow, fast = [
        (await planning.plan(replace(HERE, speed=speed))).plan.stops
        for speed in (0.5, 2.0)
    ]

    assert min(s.words for s in fast) > min(s.words for s in slow)


async def test_other_interests_lead_elsewhere(planning: Planning) -> None:
    walks = {
        wish: tuple(
            stop.narration_key
            for stop in (
                await planning.plan(replace(HERE, interests=(wish,)))
            ).plan.stops
        )
        for wish in ("food", "nature", "science")
    }

    assert len(set(walks.values())) == 3


async def test_free_text_and_no_interests_at_all_are_fine(planning: Planning) -> None:
    for wishes in ((), ("bricks and squares",), ("🦆",)):
        planned = await planning.plan(replace(HERE, interests=wishes))

        assert planned.plan.stops


async def test_the_plan_is_certified(planning: Planning) -> None:
    certificate = (await planning.plan(HERE)).plan.certificate

    assert certificate.upper_bound >= certificate.objective
    assert certificate.gap == pytest.approx(
        certificate.upper_bound - certificate.objective
    )
    assert certificate.candidates == 16


async def test_a_regional_language_is_told_from_notes_in_the_language(
    planning: Planning,
) -> None:
    planned = await planning.plan(replace(HERE, language="en-GB"))

    assert planned.notes_language == "en"
    assert planned.plan.stops


async def test_a_model_may_translate_what_notes_there_are(planning: Planning) -> None:
    planned = await planning.plan(replace(HERE, language="fr"))

    assert (planned.notes_language, planned.voice.language) == ("en", "fr")


async def test_a_short_walk_through_few_landmarks_says_what_is_scarce(
    planning: Planning,
) -> None:
    few = replace(HERE, radius_m=500.0, duration_minutes=180)

    walk = (await planning.plan(few)).plan

    assert walk.slack_s > 0.1 * 180 * 60
    assert walk.limited_by in {"candidates", "legs"}


async def test_a_walk_of_the_most_stops_is_limited_by_its_notes(
    planning: Planning,
) -> None:
    walk = (await planning.plan(replace(HERE, duration_minutes=45))).plan

    assert len(walk.stops) == 7
    assert walk.limited_by in {None, "notes"}


@pytest.mark.parametrize(
    "request_",
    [
        TourRequest(location_id=makers.a_place_id()),
        TourRequest(query="Xanadu of the Khan"),
    ],
)
async def test_a_place_nobody_knows_is_not_found(
    planning: Planning, request_: TourRequest
) -> None:
    with pytest.raises(PlaceNotFound):
        await planning.plan(request_)


async def test_a_style_without_a_writer_is_refused() -> None:
    planning = Planning(narrator=NotesWriter())

    with pytest.raises(StyleNotAvailable):
        await planning.plan(replace(HERE, style=Style.WITTY))


async def test_a_language_without_notes_is_refused_even_if_it_has_no_voice() -> None:
    planning = Planning(narrator=NotesWriter())

    with pytest.raises(LanguageNotAvailable, match="en"):
        await planning.plan(replace(HERE, language="tlh"))


@pytest.mark.parametrize(
    "request_", [replace(HERE, voice="nobody"), replace(HERE, language="tlh")]
)
async def test_a_voice_there_is_not_is_refused(
    planning: Planning, request_: TourRequest
) -> None:
    with pytest.raises(VoiceNotAvailable):
        await planning.plan(request_)


async def test_where_nothing_is_near_the_nearest_covered_place_is_named(
    planning: Planning,
) -> None:
    far = replace(HERE, coordinates=north_of_the_centre(20_000), language="en-GB")

    with pytest.raises(NoLandmarksNearby) as refusal:
        await planning.plan(far)

    assert "in Testville, 20.3 km away" in refusal.value.detail
    assert "notes load" in refusal.value.detail


async def test_where_there_is_nothing_at_all_nothing_is_named(
    planning: Planning,
) -> None:
    planning.store.notes.clear()

    with pytest.raises(NoLandmarksNearby) as refusal:
        await planning.plan(HERE)

    assert "nearest" not in refusal.value.detail


async def test_landmarks_with_hardly_a_word_are_none(planning: Planning) -> None:
    for note_id, note in list(planning.store.notes.items()):
        planning.store.notes[note_id] = replace(note, text="A tower.")

    with pytest.raises(NoLandmarksNearby):
        await planning.plan(HERE)


async def test_two_landmarks_make_no_walk(planning: Planning) -> None:
    kept = {planning.place(f"Tower {n}").id for n in (1, 2)}
    for note_id, note in list(planning.store.notes.items()):
        if note.place_id not in kept:
            del planning.store.notes[note_id]

    with pytest.raises(NoLandmarksNearby, match="Fewer than 3"):
        await planning.plan(HERE)


async def test_too_few_minutes_name_how_many_are_enough(planning: Planning) -> None:
    with pytest.raises(MinutesTooFew) as refusal:
        await planning.plan(replace(HERE, duration_minutes=5))

    enough = int(refusal.value.detail.rstrip(".").split()[-1])
    walk = (await planning.plan(replace(HERE, duration_minutes=enough))).plan
    assert len(walk.stops) >= 3
    assert walk.walking_s + walk.talking_s <= enough * 60 + 0.2


async def test_without_a_database_nothing_is_planned(planning: Planning) -> None:
    planning.store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await planning.plan(HERE)


async def test_without_an_embedder_a_walk_is_planned_by_tags_and_says_so(
    planning: Planning,
) -> None:
    whole = await planning.plan(HERE)
    planning.embedder.fails_with = GatewayUnavailable("The embedder is away.")

    planned = await planning.plan(HERE)

    assert list(planned.degraded) == ["embedder"]
    assert list(whole.degraded) == []
    assert planned.plan.stops


async def test_without_wishes_no_embedder_is_missed(planning: Planning) -> None:
    planning.embedder.fails_with = GatewayUnavailable("The embedder is away.")

    planned = await planning.plan(replace(HERE, interests=()))

    assert list(planned.degraded) == []


async def test_a_place_that_only_the_geocoder_knows_is_where_a_walk_may_start() -> None:
    planning = Planning()
    station = makers.a_place(source="osm", name="Zuidstation", position=CENTRE)
    planning.geocoder.places = [station]

    planned = await planning.plan(TourRequest(query="Zuidstation"))

    anchor = planned.plan.anchor
    assert (anchor.place_id, anchor.place_name) == (None, "Zuidstation")


async def test_a_geocoder_that_is_away_does_not_make_a_place_unknown() -> None:
    planning = Planning()
    planning.geocoder.fails_with = GatewayTimeout("Too slow.")

    with pytest.raises(GatewayUnavailable, match="geocoder"):
        await planning.plan(TourRequest(query="Zuidstation"))

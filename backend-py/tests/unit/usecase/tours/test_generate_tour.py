"""Starting a tour: planned at once, stored with its job, or refused."""

from dataclasses import replace

import pytest

from tests.packs import CENTRE
from tests.unit.usecase.tours.planning import Planning, north_of_the_centre
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.plan import NoLandmarksNearby
from walkumentary.domain.tours.request import Loop, Style, TourRequest
from walkumentary.domain.tours.tour import SentenceKind, Tour
from walkumentary.gateway.events import tour_topic
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import NOON
from walkumentary.infra.memory.tour_views import MemoryToursReader


@pytest.fixture
def planning() -> Planning:
    return Planning()


HERE = TourRequest(coordinates=CENTRE, interests=("history", "food"))


async def started(planning: Planning, request: TourRequest = HERE) -> Tour:
    return (await planning.generate.execute(planning.query(request))).tour


async def test_a_started_tour_is_stored_with_everything_code_says(
    planning: Planning,
) -> None:
    tour = await started(planning)

    track = await MemoryToursReader(planning.store).track(tour.id, actor=planning.actor)
    assert track.tour == tour
    kinds = {sentence.kind for sentence in track.sentences}
    assert kinds == {SentenceKind.WELCOME, SentenceKind.CUE, SentenceKind.FAREWELL}
    assert all(sentence.frames is None for sentence in track.sentences)


async def test_a_started_tour_has_one_job_and_tells_where_it_stands(
    planning: Planning,
) -> None:
    tour = await started(planning)

    (job,) = planning.store.jobs
    assert (job.name, job.args["tour_id"]) == ("tours.make", str(tour.id))
    assert job.args["owner_id"] == str(planning.actor.user_id)
    event = planning.store.events[tour_topic(tour.id), 1]
    assert (event.kind, event.body["status"]) == ("status", "generating")


async def test_a_started_tour_is_the_actors_and_being_made(planning: Planning) -> None:
    tour = await started(planning)

    assert (tour.owner_id, tour.state) == (planning.actor.user_id, life.GENERATING)
    assert (tour.created_at, tour.version) == (NOON, 1)
    assert (tour.llm_provider, tour.voice) == ("memory", "hum")


async def test_a_tour_is_what_was_planned(planning: Planning) -> None:
    tour = await started(planning)
    plan = (await planning.plan(HERE)).plan

    assert (tour.stops, tour.certificate) == (plan.stops, plan.certificate)
    assert (tour.walking_s, tour.talking_s) == (plan.walking_s, plan.talking_s)


async def test_a_tour_records_the_values_it_was_made_with(planning: Planning) -> None:
    start = north_of_the_centre(50)
    request = TourRequest(
        coordinates=CENTRE, start=start, end=Loop(), style=Style.FRIENDLY
    )

    recorded = (await started(planning, request)).request

    assert recorded == {
        "query": None,
        "location_id": None,
        "coordinates": {
            "latitude": CENTRE.latitude_deg,
            "longitude": CENTRE.longitude_deg,
        },
        "start": {
            "latitude": start.latitude_deg,
            "longitude": start.longitude_deg,
        },
        "end": "loop",
        "interests": [],
        "duration_minutes": 30,
        "language": "en",
        "notes_language": "en",
        "grounding_mode": "full",
        "degraded": [],
        "narration_style": "friendly",
        "voice": "hum",
        "speed": 1.0,
        "discovery": 0.3,
        "pace": "normal",
        "step_free": False,
        "radius_m": 1_500.0,
    }


async def test_what_was_away_while_it_was_planned_is_recorded(
    planning: Planning,
) -> None:
    planning.embedder.fails_with = GatewayUnavailable("The embedder is away.")

    tour = await started(planning, TourRequest(query="Tower 3", interests=("art",)))

    assert tour.request["degraded"] == ["embedder"]


async def test_an_open_and_a_fixed_end_are_recorded_too(planning: Planning) -> None:
    end = north_of_the_centre(200)
    tower = planning.place("Tower 3")

    open_ = await started(planning, TourRequest(query="Tower 3"))
    fixed = await started(planning, TourRequest(location_id=tower.id, end=end))

    assert (open_.request["end"], open_.request["query"]) == ("open", "Tower 3")
    assert fixed.request["location_id"] == str(tower.id)
    assert fixed.request["end"] == {
        "latitude": end.latitude_deg,
        "longitude": end.longitude_deg,
    }


async def test_a_title_names_city_theme_and_ends(planning: Planning) -> None:
    tour = await started(planning)

    first, last = tour.stops[0].name, tour.stops[-1].name
    theme = "history and food and drink"
    assert tour.title == f"Testville: {theme} from {first} to {last}"
    assert tour.description.startswith(f"{len(tour.stops)} stops in 30 minutes, ")


async def test_a_title_without_a_city_begins_with_a_capital(planning: Planning) -> None:
    for place_id, place in list(planning.store.places.items()):
        planning.store.places[place_id] = replace(place, city="")

    tour = await started(planning, TourRequest(coordinates=CENTRE))

    assert tour.title.startswith("From Tower ")


async def test_a_longer_tour_is_ready_later(planning: Planning) -> None:
    ready_s = [
        (
            await planning.generate.execute(
                planning.query(TourRequest(coordinates=CENTRE, duration_minutes=n))
            )
        ).estimated_ready_s
        for n in (15, 60)
    ]

    assert 2 < ready_s[0] < ready_s[1] < 120


async def test_what_cannot_be_planned_leaves_nothing(planning: Planning) -> None:
    far = TourRequest(coordinates=north_of_the_centre(50_000))

    with pytest.raises(NoLandmarksNearby):
        await started(planning, far)

    assert (planning.store.tours, planning.store.jobs) == ({}, [])


async def test_without_a_database_nothing_is_started(planning: Planning) -> None:
    planning.store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await started(planning)

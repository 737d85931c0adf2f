"""Whole tours through Helsinki's centre, over its own streets."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from tests.databases import DatabaseUrls
from tests.integration.routing.conftest import silent
from tests.integration.routing.helsinki_pack import helsinki_pack
from tests.outside import outside
from tests.packs import CENTRE, a_pack
from tests.unit.usecase.doubles import ListedPacks
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.routing import store_of
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.usecases import Gateways, build_usecases
from walkumentary.controller.cli.tour import TourOrder, make_tour
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.plan import WalkPlan
from walkumentary.domain.tours.request import Loop, TourRequest
from walkumentary.gateway.routes import StepFreeNotAvailable
from walkumentary.infra.routing.tile_build import build_map
from walkumentary.usecase import UseCases
from walkumentary.usecase.notes.load_packs import LoadPacks, LoadPacksCommand
from walkumentary.usecase.tours.plan_walk import PlanWalkQuery

pytestmark = pytest.mark.asyncio(loop_scope="module")

STATION_SQUARE = Coordinates(60.1709, 24.9420)


@pytest.fixture(scope="module")
def settings(
    database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    made = Settings(
        database_url=SecretStr(database_urls.app),
        data_dir=tmp_path_factory.mktemp("data"),
        narrator="notes",
        speech="espeak",
    )
    extract = outside("osm/Helsinki.osm.pbf")
    build_map(store_of(made), extract, heights=None, say=silent)
    return made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateways(settings: Settings) -> AsyncIterator[Gateways]:
    async with open_gateways(settings) as opened:
        await LoadPacks(
            begin=opened.begin_knowledge,
            packs=ListedPacks([helsinki_pack(), a_pack()]),
            embedder=opened.embedder,
        ).execute(LoadPacksCommand())
        yield opened


@pytest.fixture(scope="module")
def usecases(gateways: Gateways) -> UseCases:
    return build_usecases(gateways)


async def _guest(usecases: UseCases) -> Actor:
    return (await usecases.accounts.sign_in_anonymously.execute()).actor


async def _plan(usecases: UseCases, request: TourRequest) -> WalkPlan:
    query = PlanWalkQuery(actor=await _guest(usecases), request=request)
    return (await usecases.tours.estimate.execute(query)).plan


async def test_a_tour_is_made_over_the_streets_and_says_so(
    usecases: UseCases, tmp_path: Path
) -> None:
    order = TourOrder(
        place="Helsinki", minutes=15, interests="history", out=tmp_path / "out"
    )

    folder = await make_tour(usecases, order, lambda _: None)

    tour, route = (
        json.loads((folder / name).read_text())
        for name in ("tour.json", "route.geojson")
    )
    assert (tour["status"], tour["route_source"]) == ("ready", "valhalla")
    stops = tour["walkable_stops"]
    assert len(stops) >= 3
    assert {stop["cue_source"] for stop in stops} == {"engine"}
    legs = [f for f in route["features"] if f["properties"]["kind"] == "leg"]
    assert sum(len(leg["geometry"]["coordinates"]) for leg in legs) > 3 * len(legs)
    for leg in legs:
        points = [Coordinates(lat, lon) for lon, lat in leg["geometry"]["coordinates"]]
        drawn_m = sum(a.distance_m(b) for a, b in pairwise(points))
        assert drawn_m == pytest.approx(leg["properties"]["leg_m"], rel=0.06, abs=12)
    assert (tour["climb_m"], tour["difficulty_basis"]) == (None, "distance")


@pytest.mark.parametrize("minutes", [15, 30, 45, 60])
@pytest.mark.parametrize("end", [None, Loop()])
async def test_the_minutes_asked_for_are_kept(
    usecases: UseCases, minutes: int, end: Loop | None
) -> None:
    request = TourRequest(coordinates=STATION_SQUARE, duration_minutes=minutes, end=end)

    plan = await _plan(usecases, request)

    assert plan.route_source == "valhalla"
    planned_s = plan.walking_s + plan.talking_s
    assert 0.9 * minutes * 60 <= planned_s <= minutes * 60, plan.limited_by


async def test_cues_name_real_streets_and_are_short(usecases: UseCases) -> None:
    request = TourRequest(coordinates=STATION_SQUARE, duration_minutes=60)

    plan = await _plan(usecases, request)

    cues = [stop.cue for stop in plan.stops]
    assert sum("katu" in cue or "tie" in cue for cue in cues) >= 2, cues
    assert all(stop.name in stop.cue for stop in plan.stops)
    assert max(len(cue.split()) for cue in cues) <= 75, cues


async def test_a_walk_without_steps_is_planned_where_the_map_knows_them(
    usecases: UseCases,
) -> None:
    request = TourRequest(coordinates=STATION_SQUARE, step_free=True)

    plan = await _plan(usecases, request)

    assert plan.route_source == "valhalla"
    assert len(plan.stops) >= 3
    assert not any("steps" in stop.cue for stop in plan.stops)


async def test_a_city_off_the_map_is_estimated_and_promises_no_walk_without_steps(
    usecases: UseCases,
) -> None:
    elsewhere = TourRequest(coordinates=CENTRE)

    plan = await _plan(usecases, elsewhere)

    assert plan.route_source == "estimated"
    assert {stop.cue_source for stop in plan.stops} == {"estimated"}
    with pytest.raises(StepFreeNotAvailable):
        await _plan(usecases, replace(elsewhere, step_free=True))

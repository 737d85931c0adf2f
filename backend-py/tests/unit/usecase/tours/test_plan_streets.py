"""Planning over real streets: what an engine changes, and what it must not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from tests.packs import CENTRE
from tests.unit.usecase.tours.planning import Planning
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.manoeuvres import Manoeuvre, Turn
from walkumentary.domain.tours.plan import NoLandmarksNearby
from walkumentary.domain.tours.request import Loop, TourRequest
from walkumentary.gateway.routes import (
    ON_FOOT,
    Profile,
    StepFreeNotAvailable,
    Walk,
    WalkingLeg,
    WalkingMatrix,
)

HERE = TourRequest(coordinates=CENTRE, interests=("history",))


@dataclass(kw_only=True)
class GridRoutes:
    """An engine over a town where one walks east first, then north."""

    unknown: Sequence[Coordinates] = ()
    climb_m: float | None = None
    leg_source: str = "valhalla"
    asked: list[Walk] = field(default_factory=list)

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        self.asked.append(walk)
        metres = [[self._metres(a, b) for b in targets] for a in sources]
        return WalkingMatrix(distance_m=np.array(metres), source="valhalla")

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        self.asked.append(walk)
        corner = _corner(start, end)
        east_m, north_m = start.distance_m(corner), corner.distance_m(end)
        return WalkingLeg(
            distance_m=east_m + north_m,
            path=(start, corner, end),
            source=self.leg_source,
            manoeuvres=(
                _step(Turn.START, start, east_m, "Long Row"),
                _step(Turn.LEFT, corner, north_m, "High Column"),
                _step(Turn.ARRIVE, end, 0.0, ""),
            ),
            climb_m=self.climb_m,
        )

    def _metres(self, start: Coordinates, end: Coordinates) -> float:
        if {start, end} & {*self.unknown}:
            return float("inf")
        corner = _corner(start, end)
        return start.distance_m(corner) + corner.distance_m(end)


def _corner(start: Coordinates, end: Coordinates) -> Coordinates:
    return Coordinates(start.latitude_deg, end.longitude_deg)


def _step(turn: Turn, at: Coordinates, metres: float, street: str) -> Manoeuvre:
    return Manoeuvre(
        turn=turn, at=at, distance_m=metres, bearing_deg=90.0, street=street
    )


async def test_legs_follow_the_streets_and_cues_name_them() -> None:
    planning = Planning(routes=GridRoutes())

    walk = (await planning.plan(HERE)).plan

    assert walk.route_source == "valhalla"
    assert {stop.cue_source for stop in walk.stops} == {"engine"}
    around = [stop for stop in walk.stops if len(stop.leg_path) == 3]
    assert around
    assert all("into High Column" in stop.cue for stop in around)


@pytest.mark.parametrize("minutes", [20, 30, 45, 60])
@pytest.mark.parametrize("end", [None, Loop()])
async def test_the_promise_of_length_holds(minutes: int, end: Loop | None) -> None:
    planning = Planning(routes=GridRoutes())

    walk = (await planning.plan(replace(HERE, duration_minutes=minutes, end=end))).plan

    planned_s = walk.walking_s + walk.talking_s
    assert 0.9 * minutes * 60 <= planned_s <= minutes * 60 + 0.2


async def test_a_leg_is_timed_by_the_streets_at_the_listeners_pace() -> None:
    planning = Planning(routes=GridRoutes())

    walk = (await planning.plan(HERE)).plan

    for stop in walk.stops:
        drawn_m = stop.leg_path[0].distance_m(stop.leg_path[1])
        drawn_m += sum(
            a.distance_m(b)
            for a, b in zip(stop.leg_path[1:], stop.leg_path[2:], strict=False)
        )
        assert stop.leg_m == pytest.approx(drawn_m, abs=6)
        assert stop.leg_s == pytest.approx(stop.leg_m / 1.25, abs=0.1)


async def test_a_landmark_off_the_map_is_no_stop() -> None:
    plain = (await Planning(routes=GridRoutes()).plan(HERE)).plan
    lost = plain.stops[0]
    planning = Planning(routes=GridRoutes(unknown=[lost.coordinates]))

    walk = (await planning.plan(HERE)).plan

    assert lost.place_id not in {stop.place_id for stop in walk.stops}
    assert len(walk.stops) >= 3


async def test_where_no_way_leads_anywhere_there_is_no_walk() -> None:
    planning = Planning(routes=GridRoutes(unknown=[CENTRE]))

    with pytest.raises(NoLandmarksNearby, match="joined on foot"):
        await planning.plan(HERE)


async def test_matrix_and_legs_are_asked_for_the_same_walker_and_map() -> None:
    routes = GridRoutes()

    await Planning(routes=routes).plan(replace(HERE, step_free=True, language="fr"))

    first, *legs = routes.asked
    assert first == Walk(profile=Profile.STEP_FREE, language="fr")
    assert set(legs) == {replace(first, source="valhalla")}


async def test_without_a_map_a_walk_without_steps_is_not_promised() -> None:
    with pytest.raises(StepFreeNotAvailable) as refusal:
        await Planning().plan(replace(HERE, step_free=True))

    assert [field.pointer for field in refusal.value.fields] == ["/step_free"]


async def test_a_walk_is_no_better_known_than_its_worst_leg() -> None:
    planning = Planning(routes=GridRoutes(leg_source="estimated"))

    walk = (await planning.plan(HERE)).plan

    assert walk.route_source == "estimated"


@pytest.mark.parametrize(("each_m", "known"), [(None, False), (4.0, True), (0.0, True)])
async def test_climbs_add_up_where_every_leg_knows_its_own(
    each_m: float | None, *, known: bool
) -> None:
    planning = Planning(routes=GridRoutes(climb_m=each_m))

    walk = (await planning.plan(replace(HERE, end=Loop()))).plan

    expected = (each_m or 0.0) * (len(walk.stops) + 1) if known else None
    assert walk.climb_m == expected


async def test_a_tour_keeps_its_climb_and_what_it_was_asked_for() -> None:
    planning = Planning(routes=GridRoutes(climb_m=2.5))

    started = await planning.generate.execute(
        planning.query(replace(HERE, step_free=True))
    )

    assert started.tour.climb_m == 2.5 * len(started.tour.stops)
    assert started.tour.request["step_free"] is True

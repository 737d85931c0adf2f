"""Walks through a real centre follow its streets, as its own extract draws them."""

from itertools import pairwise, permutations

import numpy as np
import osmium
import pytest

from tests.outside import outside
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.manoeuvres import Turn
from walkumentary.domain.tours.paths import simplified
from walkumentary.gateway.routes import Profile, Walk, WalkingLeg
from walkumentary.infra.routing.valhalla import ValhallaRoutes

RAILWAY_STATION = Coordinates(60.1710, 24.9414)
OLD_STUDENT_HOUSE = Coordinates(60.1690, 24.9402)
ATENEUM = Coordinates(60.1702, 24.9441)
SWEDISH_THEATRE = Coordinates(60.1669, 24.9435)
RUNEBERG = Coordinates(60.1675, 24.9475)
KIASMA = Coordinates(60.1719, 24.9367)
UNIVERSITY = Coordinates(60.1695, 24.9497)
PLACES = (
    RAILWAY_STATION,
    OLD_STUDENT_HOUSE,
    ATENEUM,
    SWEDISH_THEATRE,
    RUNEBERG,
    KIASMA,
    UNIVERSITY,
)
PAIRS = list(permutations(PLACES, 2))
STEP_FREE = Walk(profile=Profile.STEP_FREE)


class _Ways(osmium.SimpleHandler):
    """Every street, path and flight of steps, read without the engine."""

    def __init__(self) -> None:
        super().__init__()
        self.streets: list[tuple[Coordinates, Coordinates]] = []
        self.steps: list[Coordinates] = []

    def way(self, way: osmium.osm.Way) -> None:
        kind = way.tags.get("highway")
        points = [
            Coordinates(n.location.lat, n.location.lon)
            for n in way.nodes
            if n.location.valid()
        ]
        if kind:
            self.streets += pairwise(points)
        if kind == "steps" and "conveying" not in way.tags:
            self.steps += [_middle(a, b) for a, b in pairwise(points)]


def _middle(a: Coordinates, b: Coordinates) -> Coordinates:
    return Coordinates(
        (a.latitude_deg + b.latitude_deg) / 2, (a.longitude_deg + b.longitude_deg) / 2
    )


@pytest.fixture(scope="module")
def ways() -> _Ways:
    found = _Ways()
    found.apply_file(str(outside("osm/Helsinki.osm.pbf")), locations=True)
    return found


def _flat(
    points: list[Coordinates],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return metres east and north; good to a millimetre at this size."""
    metre = np.radians(6_371_008.8)
    narrow = np.cos(np.radians(60.17))
    return np.array(
        [(p.longitude_deg * metre * narrow, p.latitude_deg * metre) for p in points]
    )


def _farthest_off_m(leg: WalkingLeg, ways: _Ways) -> float:
    """Return how far the worst point of a leg lies off every street."""
    a = _flat([street[0] for street in ways.streets])
    along = _flat([street[1] for street in ways.streets]) - a
    length2 = np.maximum((along**2).sum(axis=1), 1e-9)
    offs = []
    for point in _flat(list(leg.path)):
        share = np.clip(((point - a) * along).sum(axis=1) / length2, 0.0, 1.0)
        nearest = a + share[:, np.newaxis] * along
        offs.append(np.hypot(*(point - nearest).T).min())
    return float(max(offs))


async def test_every_way_follows_the_streets(
    helsinki: ValhallaRoutes, ways: _Ways
) -> None:
    for start, end in PAIRS:
        leg = await helsinki.leg(start, end)

        assert _farthest_off_m(leg, ways) < 10.0
        assert len(leg.path) > 2
        assert leg.path[0].distance_m(start) < 60 > leg.path[-1].distance_m(end)


async def test_every_way_is_longer_than_the_crow_flies(
    helsinki: ValhallaRoutes,
) -> None:
    ratios = []
    for start, end in PAIRS:
        leg = await helsinki.leg(start, end)
        direct_m = leg.path[0].distance_m(leg.path[-1])
        assert leg.distance_m >= direct_m * 0.995
        ratios.append(leg.distance_m / direct_m)

    assert 1.1 < np.median(ratios) < 1.7


async def test_the_matrix_is_made_of_the_legs(helsinki: ValhallaRoutes) -> None:
    matrix = await helsinki.matrix(PLACES, PLACES)

    for start, end in PAIRS:
        leg = await helsinki.leg(start, end)
        expected_m = matrix.distance_m[PLACES.index(start), PLACES.index(end)]
        assert leg.distance_m == pytest.approx(expected_m, rel=0.02, abs=3)


async def test_a_simplified_way_stays_near_the_streets(
    helsinki: ValhallaRoutes, ways: _Ways
) -> None:
    leg = await helsinki.leg(KIASMA, UNIVERSITY)

    fewer = simplified(leg.path)

    assert len(fewer) < len(leg.path)
    short = WalkingLeg(distance_m=leg.distance_m, path=fewer, source=leg.source)
    assert _farthest_off_m(short, ways) < 15.0


async def test_a_walk_without_steps_meets_none(
    helsinki: ValhallaRoutes, ways: _Ways
) -> None:
    used = 0
    stairs = _flat(ways.steps)
    matrix = await helsinki.matrix(PLACES, PLACES, walk=STEP_FREE)
    known = np.isfinite(matrix.distance_m)
    for start, end in PAIRS:
        if not known[PLACES.index(start), PLACES.index(end)]:
            continue
        on_foot = await helsinki.leg(start, end)
        step_free = await helsinki.leg(start, end, walk=STEP_FREE)

        used += Turn.STAIRS in {step.turn for step in on_foot.manoeuvres}
        turns = {step.turn for step in step_free.manoeuvres}
        assert not turns & {Turn.STAIRS, Turn.ESCALATOR}
        middles = _flat([_middle(a, b) for a, b in pairwise(step_free.path)])
        gaps = np.hypot(*(middles[:, None] - stairs[None]).transpose(2, 0, 1))
        assert gaps.min() > 0.5
    assert known.mean() > 0.5
    assert used, "no way on foot leads over steps here, so nothing was shown"

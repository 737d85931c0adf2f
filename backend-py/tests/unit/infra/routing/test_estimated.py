"""Walks by guesswork."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.routes_gateway import DAM, WESTERKERK, RoutesContract
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.routes import WalkingRoutesGateway
from walkumentary.infra.routing.estimated import DETOUR, EstimatedRoutes

points = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))


class TestEstimatedRoutes(RoutesContract):
    @pytest.fixture
    def routes(self) -> WalkingRoutesGateway:
        return EstimatedRoutes()


@given(start=points, end=points)
async def test_anywhere_it_is_the_great_circle_lengthened(
    start: Coordinates, end: Coordinates
) -> None:
    matrix = await EstimatedRoutes().matrix([start], [end])

    expected_m = DETOUR * start.distance_m(end)
    assert matrix.distance_m[0, 0] == pytest.approx(expected_m, rel=1e-9, abs=1e-3)


async def test_it_does_not_pretend_to_know_the_way() -> None:
    leg = await EstimatedRoutes().leg(DAM, WESTERKERK)

    assert leg.path == (DAM, WESTERKERK)
    assert leg.source == "estimated"


async def test_the_way_back_is_as_long() -> None:
    matrix = await EstimatedRoutes().matrix([DAM, WESTERKERK], [DAM, WESTERKERK])

    assert matrix.distance_m[0, 1] == pytest.approx(matrix.distance_m[1, 0])

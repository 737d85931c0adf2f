"""What every source of walking distances promises."""

from abc import ABC, abstractmethod

import numpy as np
import pytest

from tests.contracts.base import PortContract
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.routes import WalkingRoutesGateway

DAM = Coordinates(52.3731, 4.8926)
WESTERKERK = Coordinates(52.3745, 4.8838)
REMBRANDTPLEIN = Coordinates(52.3660, 4.8966)


class RoutesContract(PortContract, ABC):
    """Run against every adapter; a subclass says only how to make one."""

    @pytest.fixture
    @abstractmethod
    def routes(self) -> WalkingRoutesGateway: ...

    async def test_a_matrix_has_a_row_per_source_and_a_column_per_target(
        self, routes: WalkingRoutesGateway
    ) -> None:
        matrix = await routes.matrix([DAM, WESTERKERK], [DAM, WESTERKERK, DAM])

        assert matrix.distance_m.shape == (2, 3)
        assert matrix.distance_m.dtype == np.float64
        assert matrix.source

    async def test_a_walk_is_longer_than_the_crow_flies(
        self, routes: WalkingRoutesGateway
    ) -> None:
        matrix = await routes.matrix([DAM], [WESTERKERK, REMBRANDTPLEIN])

        direct = [DAM.distance_m(WESTERKERK), DAM.distance_m(REMBRANDTPLEIN)]
        ratios = matrix.distance_m[0] / direct
        assert np.all(ratios >= 1.0)
        assert np.all(ratios < 3.0)

    async def test_where_one_stands_is_no_walk(
        self, routes: WalkingRoutesGateway
    ) -> None:
        matrix = await routes.matrix([DAM], [DAM])

        assert matrix.distance_m[0, 0] == pytest.approx(0.0, abs=1.0)

    async def test_the_leg_is_as_long_as_the_matrix_says(
        self, routes: WalkingRoutesGateway
    ) -> None:
        matrix = await routes.matrix([DAM], [WESTERKERK])

        leg = await routes.leg(DAM, WESTERKERK)

        assert leg.distance_m == pytest.approx(matrix.distance_m[0, 0], rel=0.01)
        assert leg.source == matrix.source

    async def test_the_leg_leads_from_the_start_to_the_end(
        self, routes: WalkingRoutesGateway
    ) -> None:
        leg = await routes.leg(DAM, WESTERKERK)

        assert leg.path[0].distance_m(DAM) < 50
        assert leg.path[-1].distance_m(WESTERKERK) < 50

    async def test_no_points_are_no_distances(
        self, routes: WalkingRoutesGateway
    ) -> None:
        nowhere = await routes.matrix([], [DAM, WESTERKERK])
        to_nothing = await routes.matrix([DAM], [])

        assert nowhere.distance_m.shape == (0, 2)
        assert to_nothing.distance_m.shape == (1, 0)

    async def test_asked_again_it_says_the_same(
        self, routes: WalkingRoutesGateway
    ) -> None:
        points = [DAM, WESTERKERK, REMBRANDTPLEIN]

        first, second = (
            await routes.matrix(points, points),
            await routes.matrix(points, points),
        )

        assert np.array_equal(first.distance_m, second.distance_m)

"""What every source of walking distances promises."""

from abc import ABC, abstractmethod
from itertools import pairwise

import numpy as np
import pytest

from tests.contracts.base import PortContract
from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.manoeuvres import Turn
from walkumentary.domain.tours.paths import off_path_m
from walkumentary.gateway.routes import (
    ESTIMATED,
    Profile,
    StepFreeNotAvailable,
    Walk,
    WalkingRoutesGateway,
)

DAM = Coordinates(52.3731, 4.8926)
WESTERKERK = Coordinates(52.3745, 4.8838)
REMBRANDTPLEIN = Coordinates(52.3660, 4.8966)
DOGGER_BANK = Coordinates(54.7, 2.3)
STEP_FREE = Walk(profile=Profile.STEP_FREE)


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

    async def test_a_leg_is_told_by_the_streets_if_they_are_known(
        self, routes: WalkingRoutesGateway
    ) -> None:
        leg = await routes.leg(DAM, WESTERKERK)

        steps = leg.manoeuvres
        if leg.source == ESTIMATED:
            assert steps == ()
            return
        assert (steps[0].turn, steps[-1].turn) == (Turn.START, Turn.ARRIVE)
        walked_m = sum(step.distance_m for step in steps)
        assert walked_m == pytest.approx(leg.distance_m, abs=0.6 * len(steps))
        assert all(off_path_m(leg.path, step.at) < 1.0 for step in steps)

    async def test_the_path_is_as_long_as_the_leg(
        self, routes: WalkingRoutesGateway
    ) -> None:
        leg = await routes.leg(DAM, WESTERKERK)

        if leg.source != ESTIMATED:
            drawn_m = sum(a.distance_m(b) for a, b in pairwise(leg.path))
            assert drawn_m == pytest.approx(leg.distance_m, rel=0.02)

    async def test_no_way_leads_to_where_there_is_none(
        self, routes: WalkingRoutesGateway
    ) -> None:
        matrix = await routes.matrix([DAM, DOGGER_BANK], [WESTERKERK, DOGGER_BANK])

        if matrix.source == ESTIMATED:
            return
        known = np.isfinite(matrix.distance_m)
        assert known.tolist() == [[True, False], [False, False]]
        with pytest.raises(GatewayRefused):
            await routes.leg(DAM, DOGGER_BANK)

    async def test_a_walk_without_steps_is_found_or_refused_but_never_guessed(
        self, routes: WalkingRoutesGateway
    ) -> None:
        try:
            matrix = await routes.matrix([DAM], [WESTERKERK], walk=STEP_FREE)
        except StepFreeNotAvailable:
            with pytest.raises(StepFreeNotAvailable) as refusal:
                await routes.leg(DAM, WESTERKERK, walk=STEP_FREE)
            assert [one.pointer for one in refusal.value.fields] == ["/step_free"]
            return
        leg = await routes.leg(DAM, WESTERKERK, walk=STEP_FREE)
        assert matrix.source == leg.source != ESTIMATED
        on_foot = await routes.matrix([DAM], [WESTERKERK])
        assert matrix.distance_m[0, 0] >= on_foot.distance_m[0, 0] * 0.99

"""The best map there is for each walk: engines in order, estimates behind them."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np
import structlog

from walkumentary.domain.shared.errors import GatewayError
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.routes import (
    ON_FOOT,
    Profile,
    Walk,
    WalkingLeg,
    WalkingMatrix,
    WalkingRoutesGateway,
)

ENOUGH_WAYS = 0.75
"""Share of the ways from the start, and to the end, that a map must know."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A map's routes, the source they name, and whether they know where steps are.

    One that is not there is passed over; that is no failure.
    """

    source: str
    routes: WalkingRoutesGateway
    knows_steps: bool
    is_there: Callable[[], bool] = lambda: True


class LayeredRoutes:
    """Asks each engine in turn; a walk is still made when none of them answers.

    A walk is planned on one map: an area of which an engine knows only a part counts
    as unknown to it. Step-free walks are never estimated.

    Args:
        engines: the better first.
        estimates: what is behind them.
    """

    def __init__(
        self, engines: Sequence[Engine], *, estimates: WalkingRoutesGateway
    ) -> None:
        self._engines = tuple(engines)
        self._estimates = estimates

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        """Return the first engine's matrix that covers the walk."""
        attempt = _Attempt(walk)
        for engine in self._of(walk):
            async with attempt.with_engine(engine):
                matrix = await engine.routes.matrix(sources, targets, walk=walk)
                if _covers(matrix):
                    return matrix
        attempt.refuse_guessing()
        return await self._estimates.matrix(sources, targets, walk=walk)

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        """Return the leg of the source it was planned with, if that still answers."""
        attempt = _Attempt(walk)
        for engine in self._of(walk):
            async with attempt.with_engine(engine):
                return await engine.routes.leg(start, end, walk=walk)
        attempt.refuse_guessing()
        return await self._estimates.leg(start, end, walk=walk)

    def _of(self, walk: Walk) -> Sequence[Engine]:
        step_free = walk.profile is Profile.STEP_FREE
        there = [one for one in self._engines if one.is_there()]
        able = [one for one in there if one.knows_steps or not step_free]
        return [one for one in able if walk.source in {None, one.source}]


class _Attempt:
    """What failed on the way to an answer."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._failure: GatewayError | None = None

    @asynccontextmanager
    async def with_engine(self, engine: Engine) -> AsyncIterator[None]:
        try:
            yield
        except GatewayError as error:
            self._failure = self._failure or error
            _log.warning("walking_engine_failed", source=engine.source, code=error.code)

    def refuse_guessing(self) -> None:
        """Raise the failure where estimates would promise what they cannot know."""
        if self._failure and self._walk.profile is Profile.STEP_FREE:
            raise self._failure


def _covers(matrix: WalkingMatrix) -> bool:
    known = np.isfinite(matrix.distance_m)
    ways = (known[:1], known[:, -1:])
    return all(one.mean() >= ENOUGH_WAYS for one in ways if one.size)

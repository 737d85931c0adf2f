"""Ports with one question: tried again, then the next one, then the failure."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.contracts.vision_gateway import a_look
from tests.makers import DAM, a_place, a_user_id
from tests.unit.infra.resilience.doubles import Daydream, Loaded, patience
from walkumentary.domain.accounts.usage import Bill, Usage, own_bill
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import GatewayError, GatewayUnavailable
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.gateway.notes import EmbedderGateway
from walkumentary.gateway.routes import (
    ON_FOOT,
    Walk,
    WalkingLeg,
    WalkingMatrix,
    WalkingRoutesGateway,
)
from walkumentary.gateway.vision import LookOrder, Sighting, VisionGateway
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.embedder import ResilientEmbedder
from walkumentary.infra.resilience.geocoder import ResilientGeocoder
from walkumentary.infra.resilience.routes import ResilientRoutes
from walkumentary.infra.resilience.vision import ResilientVision

A_LOOK = a_look("A gate")
A_BILL = own_bill(a_user_id(), "search")
DOWN = GatewayUnavailable("It is down.")
FORGE = Forge(resilience=patience(), stopwatch=Daydream(), dice=Loaded())


@dataclass(slots=True)
class Everything:
    """All ports at once; fails as often as it is told to."""

    failures: int = 0
    calls: int = 0
    completes: bool = True
    name: str = "space-1"
    asked: list[object] = field(default_factory=list)

    async def embed(
        self, texts: Sequence[str], *, bill: Bill | None = None
    ) -> NDArray[np.float32]:
        """See ``EmbedderGateway.embed``."""
        self._ask((texts, bill))
        return np.zeros((len(texts), 1024), np.float32)

    @property
    def expected(self) -> Usage:
        return Usage(provider=self.name, model="m")

    async def look(self, order: LookOrder) -> Sighting:
        """See ``VisionGateway.look``."""
        self._ask(order)
        return Sighting(name="A", description="B", confidence=1.0)

    async def search(
        self,
        text: str,
        *,
        near: Coordinates | None,
        bound_m: float | None,
        language: str,
        limit: int,
    ) -> Sequence[Place]:
        """See ``GeocoderGateway.search``."""
        self._ask((text, near, bound_m, language, limit))
        return [a_place(name=text)]

    async def reverse(self, position: Coordinates, *, language: str) -> Whereabouts:
        """See ``GeocoderGateway.reverse``."""
        self._ask((position, language))
        return Whereabouts()

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        """See ``WalkingRoutesGateway.matrix``."""
        self._ask((sources, targets, walk))
        return WalkingMatrix(distance_m=np.zeros((1, 1)), source="a")

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        """See ``WalkingRoutesGateway.leg``."""
        self._ask((start, end, walk))
        return WalkingLeg(distance_m=0.0, path=(start, end), source="a")

    def _ask(self, question: object) -> None:
        self.calls += 1
        if self.failures:
            self.failures -= 1
            raise DOWN
        self.asked.append(question)


def embedder(port: EmbedderGateway) -> Awaitable[object]:
    chain = FORGE.chain(Operation.EMBED, ("one", port), in_flight=1)
    return ResilientEmbedder(chain=chain).embed(["a"], bill=A_BILL)


def vision(port: VisionGateway) -> Awaitable[object]:
    chain = FORGE.chain(Operation.LOOK, ("one", port), in_flight=1)
    return ResilientVision(chain=chain).look(A_LOOK)


def search(port: GeocoderGateway) -> Awaitable[object]:
    chain = FORGE.chain(Operation.GEOCODE, ("one", port), in_flight=1)
    return ResilientGeocoder(chain=chain).search(
        "t", near=DAM, bound_m=5.0, language="en", limit=3
    )


def reverse(port: GeocoderGateway) -> Awaitable[object]:
    chain = FORGE.chain(Operation.GEOCODE, ("one", port), in_flight=1)
    return ResilientGeocoder(chain=chain).reverse(DAM, language="en")


def matrix(port: WalkingRoutesGateway) -> Awaitable[object]:
    chain = FORGE.chain(Operation.ROUTE, ("one", port), in_flight=1)
    return ResilientRoutes(chain=chain).matrix([DAM], [DAM])


def leg(port: WalkingRoutesGateway) -> Awaitable[object]:
    chain = FORGE.chain(Operation.ROUTE, ("one", port), in_flight=1)
    return ResilientRoutes(chain=chain).leg(DAM, DAM)


QUESTIONS: list[tuple[Callable[[Everything], Awaitable[object]], object]] = [
    (embedder, (["a"], A_BILL)),
    (vision, A_LOOK),
    (search, ("t", DAM, 5.0, "en", 3)),
    (reverse, (DAM, "en")),
    (matrix, ([DAM], [DAM], ON_FOOT)),
    (leg, (DAM, DAM, ON_FOOT)),
]


@pytest.mark.parametrize(("ask", "question"), QUESTIONS)
async def test_a_failure_that_passes_is_not_noticed(
    ask: Callable[[Everything], Awaitable[object]], question: object
) -> None:
    port = Everything(failures=2)

    assert await ask(port) is not None
    assert port.asked == [question]


@pytest.mark.parametrize("ask", [ask for ask, _ in QUESTIONS])
async def test_a_failure_that_stays_is_told(
    ask: Callable[[Everything], Awaitable[object]],
) -> None:
    port = Everything(failures=99)

    with pytest.raises(GatewayError, match="It is down"):
        await ask(port)

    assert port.calls == 3


def test_what_a_provider_is_shines_through() -> None:
    port: GeocoderGateway = Everything(completes=False)
    space: EmbedderGateway = Everything(name="space-2")
    geocoder = FORGE.chain(Operation.GEOCODE, ("one", port), in_flight=1)
    embedding = FORGE.chain(Operation.EMBED, ("one", space), in_flight=1)

    assert not ResilientGeocoder(chain=geocoder).completes
    assert ResilientEmbedder(chain=embedding).name == "space-2"

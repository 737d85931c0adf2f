"""What every model that looks at pictures promises."""

from abc import ABC, abstractmethod

import pytest

from tests.contracts.base import PortContract
from walkumentary.gateway.vision import LookOrder, VisionGateway

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
"""A JPEG's beginning and end; who simulates sees nothing anyway."""


def a_look(*candidates: str, where: str = "") -> LookOrder:
    """Return an order to look at it."""
    return LookOrder(jpeg=JPEG, candidates=candidates, where=where, language="en")


class VisionContract(PortContract, ABC):
    """Run against every adapter; it recognises the first candidate it is told of."""

    @pytest.fixture
    @abstractmethod
    def vision(self) -> VisionGateway: ...

    async def test_it_names_what_it_recognises(self, vision: VisionGateway) -> None:
        seen = await vision.look(a_look("Magere Brug", "Carré", where="Amsterdam"))

        assert seen.name == "Magere Brug"
        assert seen.description
        assert 0 < seen.confidence <= 1

    async def test_it_names_nothing_it_does_not_recognise(
        self, vision: VisionGateway
    ) -> None:
        seen = await vision.look(a_look())

        assert seen.name is None
        assert seen.confidence == 0

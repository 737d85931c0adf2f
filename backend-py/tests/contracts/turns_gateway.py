"""The promises of turns."""

import asyncio

import pytest

from tests import makers
from tests.contracts.base import PortContract
from walkumentary.gateway.turns import TurnsGateway


class TurnsContract(PortContract):
    """A fixture ``turns``."""

    async def test_the_first_turn_is_at_once(self, turns: TurnsGateway) -> None:
        wait_s = await turns.take(makers.a_key(), every_s=10, within_s=0)

        assert wait_s == pytest.approx(0, abs=0.5)

    async def test_turns_are_spaced(self, turns: TurnsGateway) -> None:
        service = makers.a_key()

        waits = [await turns.take(service, every_s=100, within_s=500) for _ in range(3)]

        assert [round(wait or 0, -1) for wait in waits] == [0, 100, 200]

    async def test_who_would_wait_too_long_takes_no_turn(
        self, turns: TurnsGateway
    ) -> None:
        service = makers.a_key()
        await turns.take(service, every_s=100, within_s=0)

        refused = await turns.take(service, every_s=100, within_s=50)
        patient = await turns.take(service, every_s=100, within_s=500)

        assert refused is None
        assert patient == pytest.approx(100, abs=5)

    async def test_services_wait_for_themselves_alone(
        self, turns: TurnsGateway
    ) -> None:
        await turns.take(makers.a_key(), every_s=100, within_s=0)

        other = await turns.take(makers.a_key(), every_s=100, within_s=0)

        assert other == pytest.approx(0, abs=0.5)

    async def test_of_many_at_once_each_has_a_turn_of_its_own(
        self, turns: TurnsGateway
    ) -> None:
        service = makers.a_key()

        waits = await asyncio.gather(
            *(turns.take(service, every_s=100, within_s=10_000) for _ in range(10))
        )

        rounded = sorted(round(wait or 0, -1) for wait in waits)
        assert rounded == [100 * nth for nth in range(10)]

"""Idempotency keys in memory keep the promises of the port."""

import pytest

from tests.contracts.idempotency_gateway import IdempotencyContract
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.idempotency import MemoryIdempotency


class TestMemoryIdempotency(IdempotencyContract):
    @pytest.fixture
    def clock(self) -> FixedClock:
        return FixedClock()

    @pytest.fixture
    def keys(self, clock: FixedClock) -> MemoryIdempotency:
        return MemoryIdempotency(clock)

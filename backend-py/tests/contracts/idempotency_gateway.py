"""The promises of idempotency keys."""

import asyncio
from dataclasses import replace

import pytest

from tests import makers
from tests.contracts.base import PortContract
from walkumentary.gateway.idempotency import (
    KEPT_FOR,
    IdempotencyGateway,
    IdempotencyKeyInFlight,
    IdempotencyKeyReused,
    KeptAnswer,
    KeyClaim,
    KeyedRequest,
)
from walkumentary.infra.memory.clock import FixedClock

LEASE_S = 60.0
ANSWER = KeptAnswer(
    status=202,
    headers=[("content-type", "application/json"), ("location", "/v1/ä")],
    body=b'{"token": "\xff\x00"}',
)


def a_request(**own: str) -> KeyedRequest:
    """Return a request of somebody new, under a key of its own."""
    actor = makers.an_actor()
    fields = {"key": makers.a_key(), "fingerprint": "first", **own}
    return KeyedRequest(owner_id=actor.user_id, **fields)


async def claimed(keys: IdempotencyGateway, request: KeyedRequest) -> KeyClaim:
    claim = await keys.take(request, lease_s=LEASE_S)
    assert isinstance(claim, KeyClaim)
    return claim


class IdempotencyContract(PortContract):
    """Fixtures ``keys`` and its ``clock``."""

    async def test_the_first_may_answer_and_all_others_get_that_answer(
        self, keys: IdempotencyGateway
    ) -> None:
        request = a_request()
        claim = await claimed(keys, request)

        kept = await keys.keep(claim, ANSWER)

        assert kept
        again = [await keys.take(request, lease_s=LEASE_S) for _ in range(2)]
        assert again == [ANSWER, ANSWER]

    async def test_who_comes_meanwhile_is_told_to_come_back(
        self, keys: IdempotencyGateway
    ) -> None:
        request = a_request()
        await claimed(keys, request)

        with pytest.raises(IdempotencyKeyInFlight) as refused:
            await keys.take(request, lease_s=LEASE_S)

        assert refused.value.retry_after_s

    async def test_of_many_at_once_one_may_answer(
        self, keys: IdempotencyGateway
    ) -> None:
        request = a_request()

        outcomes = await asyncio.gather(
            *(keys.take(request, lease_s=LEASE_S) for _ in range(20)),
            return_exceptions=True,
        )

        kinds = sorted(type(outcome).__name__ for outcome in outcomes)
        assert kinds == [*["IdempotencyKeyInFlight"] * 19, "KeyClaim"]

    @pytest.mark.parametrize("answered", [False, True])
    async def test_a_key_stands_for_one_request(
        self, keys: IdempotencyGateway, answered: bool
    ) -> None:
        request = a_request()
        claim = await claimed(keys, request)
        if answered:
            await keys.keep(claim, ANSWER)

        with pytest.raises(IdempotencyKeyReused):
            await keys.take(replace(request, fingerprint="other"), lease_s=LEASE_S)

    async def test_somebody_else_s_key_is_another_one(
        self, keys: IdempotencyGateway
    ) -> None:
        request = a_request()
        await keys.keep(await claimed(keys, request), ANSWER)

        others = a_request(key=request.key)

        assert isinstance(await keys.take(others, lease_s=LEASE_S), KeyClaim)

    async def test_a_claim_without_an_answer_is_taken_over_after_its_lease(
        self, keys: IdempotencyGateway, clock: FixedClock
    ) -> None:
        request = a_request()
        dead = await claimed(keys, request)
        clock.advance(seconds=LEASE_S)

        heir = await claimed(keys, request)

        assert heir.id != dead.id
        assert heir.first_seen_at == dead.first_seen_at
        assert not await keys.keep(dead, ANSWER)
        with pytest.raises(IdempotencyKeyInFlight):
            await keys.take(request, lease_s=LEASE_S)

    async def test_what_was_let_go_is_tried_again_at_once_and_by_the_same_request_only(
        self, keys: IdempotencyGateway, clock: FixedClock
    ) -> None:
        request = a_request()
        first = await claimed(keys, request)
        clock.advance(seconds=5)

        await keys.release(first)

        with pytest.raises(IdempotencyKeyReused):
            await keys.take(replace(request, fingerprint="other"), lease_s=LEASE_S)
        again = await claimed(keys, request)
        assert again.first_seen_at == first.first_seen_at

    async def test_who_lost_the_claim_lets_nothing_go(
        self, keys: IdempotencyGateway, clock: FixedClock
    ) -> None:
        request = a_request()
        dead = await claimed(keys, request)
        clock.advance(seconds=LEASE_S)
        heir = await claimed(keys, request)

        await keys.release(dead)

        with pytest.raises(IdempotencyKeyInFlight):
            await keys.take(request, lease_s=LEASE_S)
        assert await keys.keep(heir, ANSWER)

    async def test_an_answer_stays_the_first(self, keys: IdempotencyGateway) -> None:
        request = a_request()
        claim = await claimed(keys, request)
        await keys.keep(claim, ANSWER)

        assert not await keys.keep(claim, replace(ANSWER, status=500))
        await keys.release(claim)

        assert await keys.take(request, lease_s=LEASE_S) == ANSWER

    async def test_an_empty_answer_is_one(self, keys: IdempotencyGateway) -> None:
        request = a_request()
        nothing = KeptAnswer(status=204, headers=[], body=b"")

        await keys.keep(await claimed(keys, request), nothing)

        assert await keys.take(request, lease_s=LEASE_S) == nothing

    async def test_after_a_day_the_key_is_new(
        self, keys: IdempotencyGateway, clock: FixedClock
    ) -> None:
        request = a_request()
        first = await claimed(keys, request)
        await keys.keep(first, ANSWER)
        clock.advance(seconds=KEPT_FOR.total_seconds() - 1)
        kept = await keys.take(request, lease_s=LEASE_S)

        clock.advance(seconds=1)
        anew = await claimed(keys, replace(request, fingerprint="other"))

        assert kept == ANSWER
        assert anew.first_seen_at > first.first_seen_at

    async def test_old_keys_are_dropped(
        self, keys: IdempotencyGateway, clock: FixedClock
    ) -> None:
        old, young = a_request(), a_request()
        await keys.keep(await claimed(keys, old), ANSWER)
        clock.advance(seconds=3_600)
        await keys.keep(await claimed(keys, young), ANSWER)
        clock.advance(seconds=KEPT_FOR.total_seconds() - 3_600)

        dropped = await keys.drop_old()

        assert dropped >= 1
        assert await keys.drop_old() == 0
        assert await keys.take(young, lease_s=LEASE_S) == ANSWER

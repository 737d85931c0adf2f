"""What claims promise, whoever keeps them."""

from uuid import uuid4

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger
from walkumentary.domain.shared.ids import PieceKey, TourId


class ClaimsContract(PortContract):
    """Claims are taken once, by whoever comes first, for as long as they say."""

    async def test_the_first_to_claim_holds_it(self, database: Database) -> None:
        key, first, second = _a_key(), makers.a_tour_id(), makers.a_tour_id()

        assert await _take(database, key, first)
        assert not await _take(database, key, second)
        assert await _take(database, key, first)

    async def test_a_released_claim_can_be_taken(self, database: Database) -> None:
        key, first, second = _a_key(), makers.a_tour_id(), makers.a_tour_id()
        await _take(database, key, first)

        await _release(database, key, first)

        assert await _take(database, key, second)

    async def test_nobody_releases_the_claim_of_another(
        self, database: Database
    ) -> None:
        key, first, second = _a_key(), makers.a_tour_id(), makers.a_tour_id()
        await _take(database, key, first)

        await _release(database, key, second)

        assert not await _take(database, key, second)

    async def test_a_claim_runs_out(self, database: Database) -> None:
        key, first, second = _a_key(), makers.a_tour_id(), makers.a_tour_id()
        await _take(database, key, first)

        database.clock.advance(seconds=59)
        early = await _take(database, key, second)
        database.clock.advance(seconds=1)

        assert not early
        assert await _take(database, key, second)
        assert not await _take(database, key, first)

    async def test_a_claim_taken_again_lasts_longer(self, database: Database) -> None:
        key, first, second = _a_key(), makers.a_tour_id(), makers.a_tour_id()
        await _take(database, key, first)

        database.clock.advance(seconds=40)
        await _take(database, key, first)
        database.clock.advance(seconds=40)

        assert not await _take(database, key, second)

    async def test_what_is_rolled_back_claims_nothing(self, database: Database) -> None:
        key, first, second = _a_key(), makers.a_tour_id(), makers.a_tour_id()

        async with database.begin(a_stranger()) as work:
            await work.claims.take(key, holder=first, lease_s=60.0)

        assert await _take(database, key, second)

    async def test_claims_that_ran_out_are_forgotten(self, database: Database) -> None:
        old, new = _a_key(), _a_key()
        await _take(database, old, makers.a_tour_id())
        database.clock.advance(seconds=61)
        await _take(database, new, makers.a_tour_id())

        async with database.begin(a_stranger()) as work:
            dropped = await work.claims.drop_expired()
            again = await work.claims.drop_expired()
            await work.commit()

        assert dropped >= 1
        assert again == 0
        assert not await _take(database, new, makers.a_tour_id())


def _a_key() -> PieceKey:
    return PieceKey(uuid4().hex)


async def _take(database: Database, key: PieceKey, holder: TourId) -> bool:
    async with database.begin(a_stranger()) as work:
        taken = await work.claims.take(key, holder=holder, lease_s=60.0)
        await work.commit()
    return taken


async def _release(database: Database, key: PieceKey, holder: TourId) -> None:
    async with database.begin(a_stranger()) as work:
        await work.claims.release(key, holder=holder)
        await work.commit()

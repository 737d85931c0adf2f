"""Keys are learned while the program runs, and while the database is away."""

import asyncio
from collections.abc import Sequence

from tests import makers
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.system.keyring import Keyring, learning
from walkumentary.infra.system.stopwatch import LoopStopwatch


def a_key(kid: str) -> SigningKey:
    secret = makers.a_key()[:32].encode()
    return SigningKey(kid=kid, purpose="token", secret=secret, created_at=NOON)


class Database:
    """Has keys; may be away."""

    def __init__(self) -> None:
        self.keys: Sequence[SigningKey] = []
        self.away = False
        self.asked = asyncio.Event()

    async def load(self) -> Sequence[SigningKey]:
        self.asked.set()
        if self.away:
            raise DatabaseUnavailable("away")
        return self.keys

    async def be_asked_again(self) -> None:
        """Return when whatever was learned before is known."""
        for _ in range(2):
            self.asked.clear()
            await self.asked.wait()


async def test_keys_are_learned_while_the_program_runs() -> None:
    database, keyring = Database(), Keyring([], clock=FixedClock(), ttl_s=60)
    database.keys = [a_key("new")]

    async with learning(keyring, database.load, stopwatch=LoopStopwatch(pace=10_000)):
        await database.be_asked_again()

    assert keyring.find("new")


async def test_keys_stay_known_while_the_database_is_away() -> None:
    database = Database()
    keyring = Keyring([a_key("known")], clock=FixedClock(), ttl_s=60)
    database.away = True

    async with learning(keyring, database.load, stopwatch=LoopStopwatch(pace=10_000)):
        await database.be_asked_again()

    assert keyring.find("known")

"""Work on passwords: slow by intention, bounded, and in nobody's way."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from threading import Event, Lock, Semaphore, current_thread, main_thread

import pytest

from tests.people import an_account, local_identity
from walkumentary.domain.accounts.sign_in import TooManySignIns, WrongCredentials
from walkumentary.infra.identity.passwords import (
    WAITING,
    Argon2Hasher,
    BoundedPasswords,
)
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin

AT_ONCE = 2
PLACES = AT_ONCE * (1 + WAITING)


@dataclass
class GatedHasher:
    """Blocks its thread until the gate is opened; counts."""

    gate: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    inside: int = 0
    entered: Semaphore = field(default_factory=lambda: Semaphore(0))
    most: int = 0
    done: int = 0

    def hashed(self, password: str) -> str:
        self._work()
        return f"hash of {password}"

    def matches(self, password: str, hashed: str | None) -> bool:
        self._work()
        return hashed == f"hash of {password}"

    def _work(self) -> None:
        assert current_thread() is not main_thread(), "the loop waits for a hash"
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        assert self.gate.wait(timeout=30)
        with self.lock:
            self.inside -= 1
            self.done += 1


@pytest.fixture
async def hasher() -> AsyncIterator[GatedHasher]:
    """At the end the gate opens, so that no thread waits for ever."""
    hasher = GatedHasher()
    yield hasher
    hasher.gate.set()


async def until_inside(hasher: GatedHasher, *, threads: int = AT_ONCE) -> None:
    for _ in range(threads):
        assert await asyncio.to_thread(hasher.entered.acquire, timeout=10)


async def test_passwords_are_worked_on_a_few_at_a_time(hasher: GatedHasher) -> None:
    passwords = BoundedPasswords(hasher, at_once=AT_ONCE)

    async def hashed(password: str) -> str:
        async with passwords.turn() as turn:
            return await turn.hashed(password)

    many = asyncio.gather(*(hashed(f"password {n}") for n in range(PLACES)))
    await until_inside(hasher)
    hasher.gate.set()

    assert await many == [f"hash of password {n}" for n in range(PLACES)]
    assert hasher.most == AT_ONCE


async def test_a_flood_of_sign_ins_is_told_to_come_back(hasher: GatedHasher) -> None:
    store = MemoryStore()
    identity = local_identity(MemoryBegin(store), store.clock, hasher=hasher)

    async def log_in(n: int) -> None:
        await identity.log_in(email=f"a{n}@example.org", password="guess")  # noqa: S106

    flood = [asyncio.create_task(log_in(n)) for n in range(10 * PLACES)]
    refused, waiting = await asyncio.wait(flood, timeout=0.2)
    finished_before = hasher.done
    hasher.gate.set()
    await asyncio.wait(waiting)

    assert finished_before == 0
    assert (len(refused), len(waiting)) == (9 * PLACES, PLACES)
    for task in refused:
        error = task.exception()
        assert isinstance(error, TooManySignIns)
        assert error.retry_after_s
    assert {type(task.exception()) for task in waiting} == {WrongCredentials}


async def test_a_flood_of_sign_ins_holds_up_nobody_else(hasher: GatedHasher) -> None:
    store = MemoryStore()
    identity = local_identity(MemoryBegin(store), store.clock, hasher=hasher)
    flood = [
        asyncio.create_task(identity.sign_up(an_account())) for _ in range(2 * PLACES)
    ]
    await until_inside(hasher)

    guest = await identity.sign_in_anonymously()
    again = await identity.refresh(guest.refresh_token)
    in_a_thread = await asyncio.gather(
        *(asyncio.to_thread(lambda: "done") for _ in range(50))
    )

    assert hasher.done == 0
    assert await identity.verify(again.access_token) == guest.actor
    assert in_a_thread == ["done"] * 50
    hasher.gate.set()
    await asyncio.wait(flood)


async def test_who_gives_up_leaves_their_place(hasher: GatedHasher) -> None:
    passwords = BoundedPasswords(hasher, at_once=1, waiting=1)

    async def hashed() -> str:
        async with passwords.turn() as turn:
            return await turn.hashed("password")

    first, second = (asyncio.create_task(hashed()) for _ in range(2))
    await until_inside(hasher, threads=1)
    with pytest.raises(TooManySignIns):
        await hashed()
    second.cancel()
    await asyncio.wait([second])
    third = asyncio.create_task(hashed())
    hasher.gate.set()

    assert await first == await third == "hash of password"
    assert hasher.most == 1


def test_argon2_knows_its_own_hashes() -> None:
    hasher = Argon2Hasher()

    hashed = hasher.hashed("sunny canal")

    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert hashed != hasher.hashed("sunny canal")
    assert hasher.matches("sunny canal", hashed)
    assert not hasher.matches("sunny canals", hashed)
    assert not hasher.matches("sunny canal", None)


async def test_a_closed_line_is_closed(hasher: GatedHasher) -> None:
    passwords = BoundedPasswords(hasher)

    passwords.close()

    async with passwords.turn() as turn:
        with pytest.raises(RuntimeError):
            await turn.hashed("password")

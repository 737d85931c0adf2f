"""Adapter: passwords hashed with Argon2id, in threads, a few at a time.

Source: RFC 9106, 4 (second recommended option: 64 MiB, 3 passes, 4 lanes).
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Protocol

from walkumentary.domain.accounts.passwords import normalised
from walkumentary.domain.accounts.sign_in import TooManySignIns

if TYPE_CHECKING:
    from pwdlib import PasswordHash

WAITING = 16
"""Who may wait for each thread: about a second's work."""
RETRY_AFTER_S = 2.0


class Hasher(Protocol):
    """Blocks for as long as a hash takes."""

    def hashed(self, password: str) -> str:
        """Return a salted hash."""
        ...

    def matches(self, password: str, hashed: str | None) -> bool:
        """Whether the hash is the password's; without any, no, as slowly."""
        ...


class Argon2Hasher:
    """Satisfies ``Hasher``; loaded when it is first used."""

    def hashed(self, password: str) -> str:
        """See ``Hasher.hashed``."""
        return self._argon2.hash(password)

    def matches(self, password: str, hashed: str | None) -> bool:
        """See ``Hasher.matches``."""
        return self._argon2.verify(password, hashed or self._nobodys)

    @cached_property
    def _argon2(self) -> "PasswordHash":
        from pwdlib import PasswordHash  # noqa: PLC0415 - slow to load

        return PasswordHash.recommended()

    @cached_property
    def _nobodys(self) -> str:
        return self._argon2.hash(token_urlsafe())


@dataclass(frozen=True, slots=True)
class Turn:
    """Satisfies ``PasswordTurn``."""

    hasher: Hasher
    threads: ThreadPoolExecutor

    async def hashed(self, password: str) -> str:
        """See ``PasswordTurn.hashed``."""
        return await self._run(self.hasher.hashed, normalised(password))

    async def matches(self, password: str, hashed: str | None) -> bool:
        """See ``PasswordTurn.matches``."""
        return await self._run(self.hasher.matches, normalised(password), hashed)

    async def _run[**P, T](
        self, work: Callable[P, T], *args: P.args, **_: P.kwargs
    ) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, work, *args)


class BoundedPasswords:
    """Satisfies ``PasswordsLine``: so many threads, and so many who wait for them.

    The threads are the line's own: whatever else runs in threads is not held up.
    """

    def __init__(
        self, hasher: Hasher | None = None, *, at_once: int = 2, waiting: int = WAITING
    ) -> None:
        self._turn = Turn(
            hasher or Argon2Hasher(),
            ThreadPoolExecutor(at_once, thread_name_prefix="passwords"),
        )
        self._places = at_once * (1 + waiting)
        self._taken = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """See ``PasswordsLine.turn``."""
        if self._taken >= self._places:
            raise TooManySignIns(
                "Too many people are signing in at this moment; try again soon.",
                retry_after_s=RETRY_AFTER_S,
            )
        self._taken += 1
        try:
            yield self._turn
        finally:
            self._taken -= 1

    def close(self) -> None:
        """Let the threads go; what they are at they finish."""
        self._turn.threads.shutdown(wait=False, cancel_futures=True)

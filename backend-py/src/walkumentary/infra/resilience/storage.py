"""A storage that is tried again; no other has its files, so none stands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from walkumentary.gateway.storage import FilePage, StorageGateway
from walkumentary.infra.resilience.chain import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ResilientStorage:
    """Satisfies ``StorageGateway`` with a chain of one; all it does may be repeated."""

    chain: Chain[StorageGateway]

    async def put(self, key: str, data: bytes) -> None:
        """See ``StorageGateway.put``; one whose answer was lost is found stored."""
        async for attempt in self.chain.attempts():
            async with attempt:
                await attempt.port.put(key, data)

    async def get(self, key: str) -> bytes:
        """See ``StorageGateway.get``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.get(key)
        raise AssertionError("attempts end with an answer or an error")

    async def delete(self, keys: Sequence[str]) -> None:
        """See ``StorageGateway.delete``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                await attempt.port.delete(keys)

    async def list_files(
        self, folder: str, *, after: str | None = None, limit: int
    ) -> FilePage:
        """See ``StorageGateway.list_files``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.list_files(folder, after=after, limit=limit)
        raise AssertionError("attempts end with an answer or an error")

    async def drop_unfinished(self, folder: str, *, before: datetime) -> int:
        """See ``StorageGateway.drop_unfinished``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.drop_unfinished(folder, before=before)
        raise AssertionError("attempts end with an answer or an error")

    async def check(self) -> None:
        """See ``StorageGateway.check``; asked once, for it tells how things are now."""
        await self.chain.links[0].port.check()

"""Port: values that are dear to compute, kept for a while."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.ids import UserId

type Determining = (
    str | int | float | bool | Sequence[Determining] | Mapping[str, Determining] | None
)
"""What a value may depend on, as JSON."""

type Compute = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheKey:
    """SHA-256 (hex) over everything that determines a value, and its tags.

    A tag names what the value was made of; ``invalidate`` forgets by it.
    """

    digest: str
    tags: tuple[str, ...] = ()


def cache_key(
    purpose: str,
    determining: Mapping[str, Determining],
    *,
    owner_id: UserId | None,
    tags: Sequence[str] = (),
) -> CacheKey:
    """Address a value by everything that determines it.

    Args:
        purpose: what kind of value it is.
        determining: by name; the order of names does not matter.
        owner_id: whose it is where it is private, None where anybody may have it.
        tags: by which it can be forgotten.
    """
    everything = [purpose, determining, str(owner_id) if owner_id else None]
    canonical = json.dumps(
        everything, sort_keys=True, ensure_ascii=True, separators=(",", ":")
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return CacheKey(digest=digest, tags=tuple(sorted(set(tags))))


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheStatistics:
    """What one process saw of its cache.

    ``shared`` answers came from a computation that somebody else had begun.
    """

    hits: int
    misses: int
    shared: int
    invalidations: int
    store: str

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return self.hits + self.misses + self.shared

    @property
    def hit_share(self) -> float:
        """Share (0…1) of the questions that nothing was computed for."""
        return (self.hits + self.shared) / self.asked if self.asked else 0.0


class CacheGateway(Protocol):
    """Keeps values; losing any of them, or all, costs time and nothing else."""

    async def remember(self, key: CacheKey, compute: Compute, *, ttl_s: float) -> bytes:
        """Return the kept value, or compute and keep it.

        Identical questions at one time share one computation, whose failure is
        everybody's; nothing is kept of it. A store that is away is never an error.

        Args:
            key: what determines the value.
            compute: makes it; what it raises is raised here.
            ttl_s: how long the value is good, in seconds, more than 0.
        """
        ...

    async def invalidate(self, tag: str) -> None:
        """Forget every value with the tag, one being computed just now included."""
        ...

    def statistics(self) -> CacheStatistics:
        """Return what this process has seen so far."""
        ...

"""Check packs against the rules, without writing anything."""

from dataclasses import dataclass
from pathlib import Path

from walkumentary.domain.notes.pack_rules import Breach, breaches
from walkumentary.domain.tours.interests import Interest
from walkumentary.gateway.packs import PacksGateway

INTERESTS = frozenset(interest.value for interest in Interest)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPackQuery:
    """Which packs: a file or a folder; None means those of the product."""

    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPack:
    """What a pack holds, and every rule it breaks."""

    key: str
    landmarks: int
    notes: int
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPack:
    """Judge packs as ``LoadPacks`` does."""

    packs: PacksGateway

    async def execute(self, query: CheckPackQuery) -> tuple[CheckedPack, ...]:
        """Return the findings, pack by pack.

        Raises:
            PackUnreadable: no such file, not a pack, or a value of the wrong kind.
        """
        packs = await self.packs.read(query.path)
        return tuple(
            CheckedPack(
                key=pack.city.key,
                landmarks=len(pack.landmarks),
                notes=len(pack.notes()),
                breaches=breaches(pack, interests=INTERESTS),
            )
            for pack in packs
        )

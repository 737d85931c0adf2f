"""Load packs of landmark notes, once per content."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import batched
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.accounts.usage import own_bill
from walkumentary.domain.notes.pack import SOURCE, Pack, PackRejected
from walkumentary.domain.notes.pack_rules import breaches
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.gateway.notes import EmbedderGateway
from walkumentary.gateway.packs import PacksGateway
from walkumentary.gateway.unit_of_work import Begin, KnowledgeWork
from walkumentary.usecase.notes.check_pack import INTERESTS

IMPORTS = own_bill(SYSTEM.user_id, "import")
AT_ONCE = 256
"""Texts the embedder takes in one call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPacksCommand:
    """Which packs: a file or a folder; None means those of the product."""

    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPack:
    """What stands now; ``is_changed`` False where it stood before."""

    key: str
    landmarks: int
    notes: int
    removed: int
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPacks:
    """Write each city in a transaction of its own; loading again changes nothing."""

    begin: Begin[KnowledgeWork]
    packs: PacksGateway
    embedder: EmbedderGateway

    async def execute(self, command: LoadPacksCommand) -> tuple[LoadedPack, ...]:
        """Check every pack, then load those whose content is new.

        Raises:
            PackUnreadable: no such file, not a pack, or a value of the wrong kind.
            PackRejected: a pack breaks the rules; nothing is written.
            GatewayUnavailable: the database or the embedder cannot be reached.
            GatewayTimeout: the embedder did not answer in time.
        """
        packs = await self.packs.read(command.path)
        stored = await self._stored_hashes(packs)
        new = [pack for pack in packs if stored[pack.city.key] != self._hash(pack)]
        _refuse_breaches(new)
        return tuple(
            [await self._load(pack) if pack in new else _as_is(pack) for pack in packs]
        )

    async def _stored_hashes(self, packs: Sequence[Pack]) -> dict[str, str | None]:
        async with self.begin(SYSTEM) as work:
            return {
                pack.city.key: await work.notes.pack_hash(pack.city.key)
                for pack in packs
            }

    async def _load(self, pack: Pack) -> LoadedPack:
        """Embed first, then write: no model call inside the transaction."""
        vectors = await self._embedded(pack)
        places, notes = pack.places(), pack.notes()
        async with self.begin(SYSTEM) as work:
            stored = await work.places.put_all(places)
            ids = {place.id: id_ for place, id_ in zip(places, stored, strict=True)}
            await work.notes.put_all(
                [replace(note, place_id=ids[note.place_id]) for note in notes],
                embedder=self.embedder.name,
                embeddings=vectors,
            )
            removed = await work.notes.keep_only(
                source=SOURCE,
                prefix=f"{pack.city.key}/",
                source_ids=[note.source_id for note in notes],
            )
            await work.notes.set_pack_hash(pack.city.key, self._hash(pack))
            await work.commit()
        return replace(_as_is(pack), removed=removed, is_changed=True)

    async def _embedded(self, pack: Pack) -> NDArray[np.float32]:
        names = {place.id: place.name for place in pack.places()}
        texts = [note.wording(place_name=names[note.place_id]) for note in pack.notes()]
        return np.concatenate(
            [
                await self.embedder.embed(batch, bill=IMPORTS)
                for batch in batched(texts, AT_ONCE)
            ]
        )

    def _hash(self, pack: Pack) -> str:
        return pack.content_hash(embedder=self.embedder.name)


def _refuse_breaches(packs: Sequence[Pack]) -> None:
    found = [one for pack in packs for one in breaches(pack, interests=INTERESTS)]
    if found:
        raise PackRejected(
            f"{len(found)} rules are broken, the first one: {found[0]}",
            fields=[
                FieldProblem(f"/{one.where}", f"{one.rule}: {one.detail}")
                for one in found
            ],
        )


def _as_is(pack: Pack) -> LoadedPack:
    return LoadedPack(
        key=pack.city.key,
        landmarks=len(pack.landmarks),
        notes=len(pack.notes()),
        removed=0,
        is_changed=False,
    )

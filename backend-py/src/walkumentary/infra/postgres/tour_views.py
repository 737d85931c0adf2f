"""Adapter: read models of tours, finished in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.cursor import encode_cursor
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.domain.tours.tour import TourNotFound
from walkumentary.gateway.tour_views import TourCursor, TourFilter, Track
from walkumentary.infra.postgres.engine import Connections
from walkumentary.infra.postgres.errors import postgres_errors
from walkumentary.infra.postgres.reading import (
    claims,
    fetch,
    link_claims,
    refuse_deleted,
)
from walkumentary.infra.postgres.tour_sql import TRACK_JSON, TRACKS
from walkumentary.infra.postgres.view_sql import (
    IS_SHARED,
    PAGE,
    SHARED_VIEW,
    STATUS,
    VIEW,
    linked,
)

_SHARED_TRACK = linked(TRACK_JSON)
_ACT_AS = "select set_config('request.jwt.claims', %s, true)"


type _Params = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Item:
    """A finished JSON text of a list, and where it stands in it."""

    id: UUID
    created_at: datetime
    json: str


class PostgresToursReader:
    """Tours as one actor sees them, one statement a read."""

    def __init__(self, pool: Connections) -> None:
        self._pool = pool

    async def view(self, tour_id: TourId, *, actor: Actor, media_query: str) -> str:
        """See ``ToursReader.view``."""
        media = f"&{media_query}" if media_query else ""
        params: _Params = {"tour_id": tour_id, "media": media}
        return await self._own(VIEW, params, actor)

    async def status(self, tour_id: TourId, *, actor: Actor) -> str:
        """See ``ToursReader.status``."""
        return await self._own(STATUS, {"tour_id": tour_id}, actor)

    async def page(
        self,
        *,
        actor: Actor,
        filter: TourFilter,  # noqa: A002  the field's standard word
        after: TourCursor | None,
        limit: int,
    ) -> str:
        """See ``ToursReader.page``."""
        params = {
            "owner_id": actor.user_id,
            "status": filter.status,
            "language": filter.language,
            "place_id": filter.place_id,
            "archived": filter.archived,
            "created_at": after.created_at if after else None,
            "after_id": after.tour_id if after else None,
            "limit": limit + 1,
        }
        found = await fetch(self._pool, PAGE, params, row=_Item, actor=actor)
        return _page(found[:limit], has_more=len(found) > limit)

    async def track(self, tour_id: TourId, *, actor: Actor) -> Track:
        """See ``ToursReader.track``."""
        return TRACKS.validate_json(
            await self._own(TRACK_JSON, {"tour_id": tour_id}, actor)
        )

    async def shared_view(self, share: ShareHash, *, address: str) -> str:
        """See ``ToursReader.shared_view``."""
        params: _Params = {"share": share, "address": address}
        return await self._text(SHARED_VIEW, params, link_claims(share))

    async def shared_track(self, share: ShareHash) -> Track:
        """See ``ToursReader.shared_track``."""
        return TRACKS.validate_json(
            await self._text(_SHARED_TRACK, {"share": share}, link_claims(share))
        )

    async def is_shared(self, share: ShareHash) -> bool:
        """See ``ToursReader.is_shared``."""
        shared = await self._text(IS_SHARED, {"share": share}, link_claims(share))
        return shared == "true"

    async def _own(self, query: str, params: _Params, actor: Actor) -> str:
        """Read one text; whoever has a tour has an account, so only others are asked.

        Raises:
            TourNotFound: the actor has no such tour.
            NoSuchAccount: because the account was deleted.
        """
        try:
            return await self._text(query, params, claims(actor))
        except TourNotFound:
            await refuse_deleted(self._pool, actor)
            raise

    async def _text(self, query: str, params: _Params, who: str) -> str:
        """Read one text; the hottest path there is, so nothing but the round trip."""
        with postgres_errors():
            async with self._pool.connection() as connection:
                async with connection.pipeline():
                    await connection.execute(_ACT_AS, (who,))
                    cursor = await connection.execute(query, params)
                found = await cursor.fetchone()
        if found is None:
            raise TourNotFound("There is no such tour.")
        return str(found[0])


def _page(items: Sequence[_Item], *, has_more: bool) -> str:
    """Join finished texts; nothing is parsed on the way."""
    last = items[-1] if has_more else None
    cursor = f'"{encode_cursor(last.created_at, TourId(last.id))}"' if last else "null"
    joined = ",".join(item.json for item in items)
    return f'{{"items":[{joined}],"next_cursor":{cursor}}}'

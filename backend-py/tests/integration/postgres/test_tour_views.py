"""Whatever the aggregate, both storages show the same JSON."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests import makers
from tests.contracts.database import Database, owner_of, stored, voiced
from tests.contracts.tour_views import MEDIA, page_of, spoken_up_to
from tests.unit.infra.memory.conftest import memory_database
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.sharing import share_hash
from walkumentary.domain.tours.tour import Sentence, Tour

SCRIPT = makers.a_script(stops=3, narration=3)
AWKWARD = 'Quotes " \' \\ % {"a": [1]} 日本 🗺️ ß é <b>&amp; \u2028'


def _tours() -> dict[str, tuple[Tour, Sequence[Sentence]]]:
    stops = tuple(
        makers.a_stop(
            position=n, name=AWKWARD, leg_s=29.9 * n, leg_m=333.3 * n, cached=n == 2
        )
        for n in (1, 2, 3)
    )
    written = tuple(replace(stop, written=True, dropped=1) for stop in stops)
    third = (*written[:1], stops[1], *written[2:])
    return {
        "planned": (makers.a_tour(stops=stops), ()),
        "empty": (makers.a_tour(stops=()), ()),
        "growing": (makers.a_tour(stops=third), spoken_up_to(SCRIPT, 8)),
        "text only": (
            makers.a_tour(stops=written, state=life.CONTENT_READY),
            SCRIPT,
        ),
        "ready": (
            makers.a_tour(
                stops=written,
                state=life.READY,
                end_leg=makers.an_end_leg(),
                place_id=makers.a_place_id(),
                cost_usd=0.000123,
                speed=1.3,
                walking_m=4_999.96,
                archived_at=makers.NOON,
            ),
            voiced(SCRIPT, frames=1_237),
        ),
        "voiceless": (
            makers.a_tour(
                title=AWKWARD,
                stops=written,
                state=life.VOICELESS,
                failure=makers.a_failure(detail=AWKWARD),
                walking_m=5_000,
                walking_s=0,
                limited_by="notes",
            ),
            spoken_up_to(SCRIPT, 5),
        ),
        "cancelled": (
            makers.a_tour(stops=third, state=life.CANCELLED, language="nl-BE"),
            spoken_up_to(SCRIPT, 2),
        ),
    }


@pytest.mark.parametrize("name", _tours())
async def test_views_are_the_same_in_memory_and_in_postgres(
    database: Database, name: str
) -> None:
    tour, sentences = _tours()[name]

    shown = [
        await _shown(adapters, tour, sentences)
        for adapters in (memory_database(), database)
    ]

    assert shown[0] == shown[1]


async def _shown(
    database: Database, tour: Tour, sentences: Sequence[Sentence]
) -> list[object]:
    await stored(database, tour, sentences)
    owner = owner_of(tour)
    texts = [
        await database.tours.view(tour.id, actor=owner, media_query=MEDIA),
        await database.tours.view(tour.id, actor=owner, media_query=""),
        await database.tours.status(tour.id, actor=owner),
        await _seen_by_link(database, tour),
    ]
    return [json.loads(text) for text in texts] + [await page_of(database, owner)]


async def _seen_by_link(database: Database, tour: Tour) -> str:
    """Return what a link shows; of a tour put away, what it showed before."""
    share = share_hash(f"{tour.id.hex}{'0' * 11}")
    async with database.begin(owner_of(tour)) as work:
        await work.tours.save(replace(tour, archived_at=None))
        await work.tours.link(tour.id, share)
        await work.commit()
    return await database.tours.shared_view(share, address="/v1/shared/tours/x")

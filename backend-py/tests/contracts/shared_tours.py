"""The promises about links: who holds one, sees one tour, for as long as it lasts."""

import json

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger, owner_of, stored, voiced
from tests.contracts.tour_views import items_of, page_of, viewed
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.sharing import ShareHash, share_hash
from walkumentary.domain.tours.tour import Tour, TourNotFound
from walkumentary.gateway.unit_of_work import DatabaseUnavailable

ADDRESS = "/v1/shared/tours/token"

FIELDS = """
    status finished progress audio title description content language narration_style
    duration_minutes place_name city start walking_s talking_s total_walking_distance
    walking_distance_m estimated_walking_time difficulty_level difficulty_basis climb_m
    walkable_stops end_leg transcript audio_url transcript_url route_url voice
    llm_provider llm_model grounding route_source
""".split()
STOP_FIELDS = """
    name description approximate_address latitude longitude order
    walking_time_from_previous leg_s leg_m cue cue_source content_duration talk_s
    highlights interests words audio_url written trigger
""".split()


class SharedToursContract(PortContract):
    """Links of tours: made, read by, replaced and taken back."""

    async def test_who_holds_the_link_sees_and_hears_the_tour(
        self, database: Database
    ) -> None:
        tour, share = await shared(database)

        view = await seen(database, share)
        track = await database.tours.shared_track(share)

        assert view["title"] == tour.title
        assert await database.tours.is_shared(share)
        assert track.tour == tour
        assert track.sentences
        assert track.paths.keys() == {s.piece_key for s in track.sentences}

    async def test_a_sound_made_from_private_notes_is_heard_by_link(
        self, database: Database
    ) -> None:
        tour, share = await shared(database)
        sentence = makers.a_sentence(segment=9, position=9)
        piece = makers.a_piece(owner_id=tour.owner_id)
        async with database.begin(owner_of(tour)) as work:
            await work.pieces.put(piece)
            await work.tours.add_sentences(tour.id, [sentence])
            (spoken,) = voiced([sentence], piece=piece)
            await work.tours.voice(tour.id, spoken)
            await work.commit()

        track = await database.tours.shared_track(share)

        assert track.paths[piece.key] == piece.path

    async def test_a_shared_view_shows_what_it_names_and_nothing_private(
        self, database: Database
    ) -> None:
        private = makers.a_tour(
            interests=("Grandmother",),
            request={"query": "Home of Anna"},
            end_leg=makers.an_end_leg(),
            failure=makers.a_failure(detail="Budget of Anna"),
            state=life.VOICELESS,
            place_id=makers.a_place_id(),
            cost_usd=12.345,
        )
        tour, share = await shared(database, private)

        text = await database.tours.shared_view(share, address=ADDRESS)

        view = json.loads(text)
        assert set(view) == set(FIELDS)
        assert set(view["walkable_stops"][0]) == set(STOP_FIELDS)
        assert set(view["transcript"][0]) == {
            "start_s",
            "end_s",
            "text",
            "stop",
            "kind",
        }
        ids = (tour.id, tour.owner_id, tour.place_id, tour.stops[0].place_id)
        for secret in (*map(str, ids), "Grandmother", "Anna", "12.345", share):
            assert secret not in text

    async def test_media_addresses_of_a_shared_tour_lead_by_its_link(
        self, database: Database
    ) -> None:
        _, share = await shared(database, makers.a_tour(audio_version=3))

        view = await seen(database, share)

        assert view["audio_url"] == f"{ADDRESS}/audio?v=3"
        assert view["transcript_url"] == f"{ADDRESS}/transcript.vtt?v=3"
        assert view["route_url"] == f"{ADDRESS}/route.geojson?v=3"

    async def test_the_owner_sees_whether_a_link_opens_it(
        self, database: Database
    ) -> None:
        tour, _ = await shared(database)
        (item,) = items_of(await page_of(database, owner_of(tour)))
        assert (item["shared"], (await viewed(database, tour))["shared"]) == (
            True,
            True,
        )

        await link(database, tour, None)

        (item,) = items_of(await page_of(database, owner_of(tour)))
        assert item["shared"] is (await viewed(database, tour))["shared"] is False

    async def test_a_link_opens_no_other_tour(self, database: Database) -> None:
        mine, share = await shared(database)
        theirs, other = await shared(database, makers.a_tour(title="Another walk"))
        owner = owner_of(mine)
        unshared = await stored(database, makers.a_tour(owner_id=owner.user_id))

        tracks = [await database.tours.shared_track(one) for one in (share, other)]

        assert [track.tour.id for track in tracks] == [mine.id, theirs.id]
        assert (await seen(database, other))["title"] == "Another walk"
        assert unshared.id not in {track.tour.id for track in tracks}

    async def test_a_revoked_link_opens_nothing(self, database: Database) -> None:
        tour, share = await shared(database)

        await link(database, tour, None)

        await opens_nothing(database, share)

    async def test_a_new_link_ends_the_one_before(self, database: Database) -> None:
        tour, share = await shared(database)
        newer = share_hash("n" * 43)

        await link(database, tour, newer)

        await opens_nothing(database, share)
        assert await database.tours.is_shared(newer)

    async def test_a_tour_put_away_is_not_shared_until_it_is_taken_out(
        self, database: Database
    ) -> None:
        tour, share = await shared(database)
        async with database.begin(owner_of(tour)) as work:
            await work.tours.save(tour.archived(at=makers.NOON, now=makers.NOON))
            await work.commit()
        await opens_nothing(database, share)

        async with database.begin(owner_of(tour)) as work:
            await work.tours.save(tour.archived(at=None, now=makers.NOON))
            await work.commit()

        assert await database.tours.is_shared(share)

    async def test_a_deleted_tour_is_not_shared(self, database: Database) -> None:
        tour, share = await shared(database)

        async with database.begin(owner_of(tour)) as work:
            await work.tours.delete(tour.id, owner_id=tour.owner_id)
            await work.commit()

        await opens_nothing(database, share)

    async def test_a_link_of_nobody_opens_nothing(self, database: Database) -> None:
        await stored(database, makers.a_tour())

        await opens_nothing(database, share_hash("x" * 43))

    async def test_saving_a_tour_brings_no_link_back(self, database: Database) -> None:
        tour, share = await shared(database)
        async with database.begin(owner_of(tour)) as work:
            before = await work.tours.get(tour.id, owner_id=tour.owner_id)
        await link(database, tour, None)

        async with database.begin(owner_of(tour)) as work:
            await work.tours.save(before)
            await work.commit()

        await opens_nothing(database, share)

    async def test_nobody_links_a_tour_of_someone_else(
        self, database: Database
    ) -> None:
        tour, share = await shared(database)

        async with database.begin(a_stranger()) as work:
            with pytest.raises(TourNotFound):
                await work.tours.link(tour.id, None)
            with pytest.raises(TourNotFound):
                await work.tours.link(makers.a_tour_id(), share_hash("y" * 43))

        assert await database.tours.is_shared(share)

    async def test_an_unreachable_database_is_unavailable_to_a_link(
        self, database: Database
    ) -> None:
        async with database.outage() as away:
            with pytest.raises(DatabaseUnavailable):
                await away.tours.shared_track(share_hash("x" * 43))


async def shared(
    database: Database, tour: Tour | None = None
) -> tuple[Tour, ShareHash]:
    """Store a tour that is spoken, and share it."""
    kept = await stored(database, tour or makers.a_tour(), voiced(makers.a_script()))
    share = share_hash(f"{kept.id.hex}{'0' * 11}")
    await link(database, kept, share)
    return kept, share


async def link(database: Database, tour: Tour, share: ShareHash | None) -> None:
    """Let the owner make this the tour's link."""
    async with database.begin(owner_of(tour)) as work:
        await work.tours.link(tour.id, share)
        await work.commit()


async def seen(database: Database, share: ShareHash) -> dict[str, object]:
    """Return the parsed view of whoever holds the link."""
    parsed = json.loads(await database.tours.shared_view(share, address=ADDRESS))
    assert isinstance(parsed, dict)
    return parsed


async def opens_nothing(database: Database, share: ShareHash) -> None:
    """Assert that the link opens nothing, or nothing any more."""
    with pytest.raises(TourNotFound):
        await database.tours.shared_view(share, address=ADDRESS)
    with pytest.raises(TourNotFound):
        await database.tours.shared_track(share)
    assert not await database.tours.is_shared(share)

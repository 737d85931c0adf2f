"""Reading tours, their lists, words, evidence and ways; taking them along."""

import json
from collections.abc import Mapping

import pytest

from tests import makers
from tests.unit.usecase.tours.stage import Stage, texts
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.cursor import CursorInvalid
from walkumentary.domain.tours.evidence import NothingHeardThen
from walkumentary.domain.tours.status import TourStateForbids
from walkumentary.domain.tours.tour import Tour, TourNotFound
from walkumentary.gateway.media import MediaGrant
from walkumentary.gateway.storage import FileMissing
from walkumentary.gateway.tour_views import TourFilter
from walkumentary.usecase.tours.bundle_tour import BundleTour, TourBundle
from walkumentary.usecase.tours.read_route import ReadRoute
from walkumentary.usecase.tours.read_tour import (
    ListTours,
    ListToursQuery,
    ReadTour,
    ReadTourStatus,
)
from walkumentary.usecase.tours.read_transcript import (
    Evidence,
    EvidenceQuery,
    ReadEvidence,
    ReadTranscript,
)


class PlainSigner:
    """Signs by writing down whose tour it is."""

    def sign(self, tour_id: TourId, *, actor: Actor) -> MediaGrant:
        return MediaGrant(query=f"owner={actor.user_id}&signature={tour_id}")

    def verify(
        self, tour_id: TourId, *, expires: str, owner: str, signature: str
    ) -> Actor:
        raise NotImplementedError


def _reader(stage: Stage) -> ReadTour:
    return ReadTour(tours=stage.tours, media=PlainSigner())


async def _list(
    stage: Stage, *, cursor: str | None = None, limit: int = 10
) -> Mapping[str, object]:
    query = ListToursQuery(
        actor=stage.actor, which=TourFilter(), cursor=cursor, limit=limit
    )
    page = json.loads(await ListTours(tours=stage.tours).execute(query))
    return {"ids": [item["id"] for item in page["items"]], "next": page["next_cursor"]}


async def _evidence(stage: Stage, tour: Tour, t_s: float) -> Evidence:
    reader = ReadEvidence(tours=stage.tours, notes=stage.notes)
    return await reader.execute(
        EvidenceQuery(actor=stage.actor, tour_id=tour.id, t_s=t_s)
    )


async def _bundle(stage: Stage, tour: Tour) -> TourBundle:
    bundle = BundleTour(tours=stage.tours, notes=stage.notes, storage=stage.files)
    return await bundle.execute(stage.query(tour))


async def test_a_tour_is_read_with_signed_media_addresses(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    text = await _reader(stage).execute(stage.query(tour))

    assert json.loads(text)["id"] == str(tour.id)
    assert f"owner={stage.actor.user_id}&signature={tour.id}" in text


async def test_a_status_names_the_tour_and_its_end(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    text = await ReadTourStatus(tours=stage.tours).execute(stage.query(tour))

    status = json.loads(text)
    assert (status["tour_id"], status["status"]) == (str(tour.id), "ready")
    assert (status["progress"], status["finished"]) == (100, True)


async def test_a_list_pages_through_ones_own_tours_newest_first(stage: Stage) -> None:
    tours: list[Tour] = []
    for _ in range(3):
        tours.append(await stage.a_tour())
        stage.clock.advance(seconds=1)
    mine, stage.actor = stage.actor, makers.an_actor()
    await stage.a_tour()
    stage.actor = mine

    first = await _list(stage, limit=2)
    second = await _list(stage, limit=2, cursor=str(first["next"]))

    newest = [str(tour.id) for tour in reversed(tours)]
    assert first["ids"] == newest[:2]
    assert second == {"ids": newest[2:], "next": None}


async def test_a_cursor_we_never_gave_out_is_refused(stage: Stage) -> None:
    with pytest.raises(CursorInvalid):
        await _list(stage, cursor="somewhere")


async def test_a_transcript_times_every_sentence_without_a_gap(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    transcript = await ReadTranscript(tours=stage.tours).execute(stage.query(tour))

    starts = [moment.start_s for moment in transcript]
    assert [m.sentence for m in transcript] == list(await stage.script(tour))
    assert starts == [0.0, *(moment.end_s for moment in transcript[:-1])]
    assert transcript[-1].end_s == tour.talking_s


async def test_before_anything_is_spoken_a_transcript_is_empty(stage: Stage) -> None:
    tour = await stage.a_tour()

    assert not await ReadTranscript(tours=stage.tours).execute(stage.query(tour))


async def test_every_moment_of_a_narration_has_its_note(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    transcript = await ReadTranscript(tours=stage.tours).execute(stage.query(tour))
    told = [m for m in transcript if m.sentence.segment == 4]

    found = [await _evidence(stage, tour, moment.start_s) for moment in told]

    assert [one.moment for one in found] == told
    notes = stage.notes_of(tour.stops[1])
    assert [list(one.notes) for one in found] == [[note] for note in notes]


@pytest.mark.parametrize("t_s", [-0.1, 1e6])
async def test_outside_the_sound_nothing_is_heard(stage: Stage, t_s: float) -> None:
    tour = await stage.a_made_tour()

    with pytest.raises(NothingHeardThen):
        await _evidence(stage, tour, t_s)


async def test_a_route_is_the_tours_stops_and_legs(stage: Stage) -> None:
    tour = await stage.a_tour()

    route = await ReadRoute(tours=stage.tours).execute(stage.query(tour))

    assert route.stops == tour.stops


async def test_a_bundle_holds_the_words_the_sound_and_the_notes(
    stage: Stage,
) -> None:
    tour = await stage.a_made_tour()
    script = await stage.script(tour)

    bundle = await _bundle(stage, tour)

    sound = [stage.files.files[path] for path in await stage.paths(tour)]
    assert bundle.tour == tour
    assert texts([m.sentence for m in bundle.transcript]) == texts(script)
    assert len(bundle.stop_audio) == len(tour.stops)
    assert b"".join(bundle.stop_audio) == b"".join(sound)
    assert {note.id for note in bundle.notes} == set(stage.store.notes)


async def test_a_tour_without_all_of_its_sound_is_not_taken_along(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    stage.speech.fails_with(GatewayRefused("No."))
    await stage.make(tour)

    with pytest.raises(TourStateForbids, match="ready"):
        await _bundle(stage, tour)


async def test_a_bundle_says_which_sound_is_lost(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    stage.files.files.popitem()

    with pytest.raises(FileMissing):
        await _bundle(stage, tour)


async def test_without_storage_there_is_no_bundle(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    stage.files.reachable = False

    with pytest.raises(GatewayUnavailable):
        await _bundle(stage, tour)


async def test_nobody_reads_the_tour_of_someone_else(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    stage.actor = makers.an_actor()
    query = stage.query(tour)

    with pytest.raises(TourNotFound):
        await _reader(stage).execute(query)
    with pytest.raises(TourNotFound):
        await ReadTourStatus(tours=stage.tours).execute(query)
    with pytest.raises(TourNotFound):
        await ReadTranscript(tours=stage.tours).execute(query)
    with pytest.raises(TourNotFound):
        await _evidence(stage, tour, 0.0)
    with pytest.raises(TourNotFound):
        await ReadRoute(tours=stage.tours).execute(query)
    with pytest.raises(TourNotFound):
        await _bundle(stage, tour)

"""Loading packs, once per content."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, put_place
from tests.packs import a_pack, with_landmark, with_text
from tests.unit.usecase.doubles import ListedPacks, WatchedEmbedder
from walkumentary.domain.notes.pack import Pack, PackRejected, note_id, place_id
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.usecase.notes.check_pack import CheckPack, CheckPackQuery
from walkumentary.usecase.notes.load_packs import (
    LoadedPack,
    LoadPacks,
    LoadPacksCommand,
)

FIRST_NOTE = note_id("testville/tower-0/note-0")


async def _load(
    knowledge: Knowledge,
    *packs: Pack,
    embedder: WatchedEmbedder | None = None,
    path: Path | None = None,
) -> Sequence[LoadedPack]:
    load = LoadPacks(
        begin=knowledge.begin,
        packs=ListedPacks(packs),
        embedder=embedder or WatchedEmbedder(),
    )
    return await load.execute(LoadPacksCommand(path=path))


async def test_city_landmarks_notes_and_vectors_are_stored(
    knowledge: Knowledge, store: MemoryStore
) -> None:
    (loaded,) = await _load(knowledge, a_pack())

    assert loaded == LoadedPack(
        key="testville", landmarks=16, notes=64, removed=0, is_changed=True
    )
    assert (len(store.places), len(store.notes), len(store.note_vectors)) == (
        17,
        64,
        64,
    )
    assert store.notes[FIRST_NOTE].place_id == place_id("testville/tower-0")


async def test_loading_again_changes_nothing_and_embeds_nothing(
    knowledge: Knowledge, store: MemoryStore
) -> None:
    await _load(knowledge, a_pack())
    embedder = WatchedEmbedder()

    (again,) = await _load(knowledge, a_pack(), embedder=embedder)

    assert not again.is_changed
    assert embedder.calls == []
    assert {note.version for note in store.notes.values()} == {1}


async def test_changed_notes_are_updated_instead_of_doubled(
    knowledge: Knowledge, store: MemoryStore
) -> None:
    pack = a_pack()
    await _load(knowledge, pack)
    text = pack.landmarks[0].notes[0].text.replace("brick", "stone")

    (again,) = await _load(knowledge, with_text(pack, text))

    assert again.is_changed
    assert len(store.notes) == 64
    assert store.notes[FIRST_NOTE].version == 2
    assert "stone wall" in store.notes[FIRST_NOTE].text


async def test_notes_that_left_the_pack_are_removed(
    knowledge: Knowledge, store: MemoryStore
) -> None:
    pack = a_pack(landmarks=17)
    await _load(knowledge, pack, a_pack(key="elsewhere"))

    loaded = await _load(knowledge, a_pack(landmarks=16))

    assert [one.removed for one in loaded] == [4]
    assert len(store.notes) == 64 + 64


async def test_another_embedder_loads_the_pack_anew(
    knowledge: Knowledge, store: MemoryStore
) -> None:
    await _load(knowledge, a_pack())

    (again,) = await _load(
        knowledge, a_pack(), embedder=WatchedEmbedder(name="better-2")
    )

    assert again.is_changed
    assert (FIRST_NOTE, "better-2") in store.note_vectors
    assert store.notes[FIRST_NOTE].version == 1


async def test_texts_are_embedded_in_batches(knowledge: Knowledge) -> None:
    embedder = WatchedEmbedder()

    await _load(knowledge, a_pack(landmarks=70), embedder=embedder)

    assert embedder.calls == [256, 24]


async def test_a_landmark_known_from_elsewhere_gets_the_notes(
    knowledge: Knowledge, store: MemoryStore
) -> None:
    pack = a_pack()
    known = makers.a_place(name="Tower 0", position=pack.landmarks[0].position)
    await put_place(knowledge, known)

    await _load(knowledge, pack)

    assert store.notes[FIRST_NOTE].place_id == known.id


async def test_one_broken_pack_keeps_all_from_being_written(
    knowledge: Knowledge, store: MemoryStore
) -> None:
    broken = with_landmark(a_pack(), popularity=0.1)

    with pytest.raises(PackRejected) as rejected:
        await _load(knowledge, a_pack(key="elsewhere"), broken)

    assert store.notes == {}
    assert [problem.pointer for problem in rejected.value.fields] == [
        "/testville/tower-0"
    ]
    assert "popularity-range" in rejected.value.fields[0].detail


async def test_only_the_packs_at_the_path_are_loaded(knowledge: Knowledge) -> None:
    loaded = await _load(
        knowledge, a_pack(), a_pack(key="elsewhere"), path=Path("elsewhere.toml")
    )

    assert [one.key for one in loaded] == ["elsewhere"]


async def test_an_embedder_that_is_away_leaves_nothing_half_done(
    knowledge: Knowledge, store: MemoryStore
) -> None:
    embedder = WatchedEmbedder(fails_with=GatewayUnavailable("Away."))

    with pytest.raises(GatewayUnavailable):
        await _load(knowledge, a_pack(), embedder=embedder)

    assert (store.places, store.pack_hashes) == ({}, {})


async def test_an_outage_of_the_database_is_an_error(knowledge: Knowledge) -> None:
    async with knowledge.outage():
        with pytest.raises(DatabaseUnavailable):
            await _load(knowledge, a_pack())


async def test_checking_names_each_breach_and_writes_nothing(
    store: MemoryStore,
) -> None:
    broken = with_landmark(a_pack(key="broken"), popularity=0.1)
    check = CheckPack(packs=ListedPacks([a_pack(), broken]))

    good, bad = await check.execute(CheckPackQuery())

    assert (good.key, good.landmarks, good.notes, good.breaches) == (
        "testville",
        16,
        64,
        (),
    )
    assert [breach.rule for breach in bad.breaches] == ["popularity-range"]
    assert store.places == {}

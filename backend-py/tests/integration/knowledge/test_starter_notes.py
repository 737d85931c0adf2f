"""The starter packs in the database: once, found by place and by question."""

import asyncio
import math
import tomllib
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean

import pytest
from pydantic import BaseModel

from tests import makers
from tests.contracts.knowledge import EMBEDDER, Knowledge
from tests.databases import DatabaseUrls
from tests.integration.knowledge.conftest import postgres_knowledge
from walkumentary.domain.notes.pack import Pack, note_id, place_id
from walkumentary.gateway.notes import NoteHit, NoteScope
from walkumentary.infra.storage.starter_packs import TomlPacks
from walkumentary.usecase.notes.load_packs import LoadPacks, LoadPacksCommand

QUESTIONS = Path(__file__).parents[2] / "data" / "questions.toml"
WALKABLE_M = 1_500.0
ME = makers.an_actor()
OFF_TOPIC = (
    "kubernetes cluster configuration yaml",
    "python asyncio event loop deadlock",
    "blockchain mortgage interest rates",
    "symptoms of diabetes",
    "quantum chromodynamics gluon",
    "install numpy with pip",
    "basketball playoffs schedule",
    "xyzzy plugh frobnicate",
    "asdkjh qwoeiu zxmcnb",
    "lorem ipsum dolor sit amet",
)


class Question(BaseModel):
    city: str
    text: str
    notes: list[str]


class Questions(BaseModel):
    question: list[Question]


def _questions() -> Sequence[Question]:
    document = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    return Questions.model_validate(document).question


@pytest.fixture(scope="module")
def packs() -> Mapping[str, Pack]:
    return {pack.city.key: pack for pack in asyncio.run(TomlPacks().read())}


@pytest.fixture(scope="module")
def starter(database_urls: DatabaseUrls) -> str:
    """The address of a database with all packs loaded."""

    async def load() -> None:
        async with postgres_knowledge(database_urls.app) as knowledge:
            await _load(knowledge)

    asyncio.run(load())
    return database_urls.app


@pytest.fixture
async def knowledge(starter: str) -> AsyncIterator[Knowledge]:
    async with postgres_knowledge(starter) as knowledge:
        yield knowledge


async def _load(knowledge: Knowledge) -> set[bool]:
    load = LoadPacks(begin=knowledge.begin, packs=TomlPacks(), embedder=EMBEDDER)
    return {one.is_changed for one in await load.execute(LoadPacksCommand())}


async def _ask(
    knowledge: Knowledge, text: str, scope: NoteScope, *, limit: int = 100
) -> Sequence[NoteHit]:
    vector = (await EMBEDDER.embed([text]))[0]
    return await knowledge.notes.search(
        text, vector, actor=ME, scope=scope, limit=limit
    )


async def test_loading_again_changes_nothing(knowledge: Knowledge) -> None:
    assert await _load(knowledge) == {False}


async def test_places_and_notes_have_the_ids_of_their_sources(
    knowledge: Knowledge,
) -> None:
    pantheon = place_id("rome/pantheon")

    place = await knowledge.places.get(pantheon, actor=ME)
    notes = await knowledge.notes.of_places([pantheon], actor=ME, language="en")

    assert (place.name, place.city) == ("Pantheon", "Rome")
    assert notes[pantheon][0].id == note_id("rome/pantheon/overview")
    assert len(notes[pantheon]) == 6


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Dam Square, Amsterdam", "Dam Square"),
        ("koninklijk paleis", "Royal Palace"),
        ("trevi fountian", "Trevi Fountain"),
        ("Amsterdam", "Amsterdam"),
        ("notre dame paris", "Notre-Dame"),
        ("edinburgh cas", "Edinburgh Castle"),
        ("the Colum of Marcus Aurelius", "Column of Marcus Aurelius"),
    ],
)
async def test_landmarks_are_found_by_name(
    knowledge: Knowledge, query: str, name: str
) -> None:
    found = await knowledge.places.matching(
        query, actor=ME, near=None, radius_m=None, limit=3
    )

    assert found[0].place.name == name


async def test_every_city_centre_has_its_landmarks(
    knowledge: Knowledge, packs: Mapping[str, Pack]
) -> None:
    for pack in packs.values():
        landmarks = await knowledge.notes.landmarks(
            pack.city.position,
            actor=ME,
            radius_m=WALKABLE_M,
            language="en",
            wishes=[],
            limit=2_000,
        )
        assert len(landmarks) == len(pack.landmarks)


def test_the_questions_ask_for_notes_that_exist(packs: Mapping[str, Pack]) -> None:
    known = {note.source_id for pack in packs.values() for note in pack.notes()}
    asked = {f"{one.city}/{note}" for one in _questions() for note in one.notes}

    assert len(_questions()) >= 60
    assert {one.city for one in _questions()} == set(packs)
    assert asked <= known


async def test_both_rankings_together_answer_better_than_either(
    knowledge: Knowledge, packs: Mapping[str, Pack]
) -> None:
    ranked: dict[str, list[float]] = {"fused": [], "vector": [], "text": []}

    for question in _questions():
        wanted = [f"{question.city}/{note}" for note in question.notes]
        scope = NoteScope(
            centre=packs[question.city].city.position,
            radius_m=WALKABLE_M,
            language="en",
        )
        hits = await _ask(knowledge, question.text, scope)
        ranked["fused"].append(_ndcg(hits, wanted))
        ranked["vector"].append(_ndcg(_by_vector(hits), wanted))
        ranked["text"].append(_ndcg(_by_text(hits), wanted))

    quality = {name: fmean(values) for name, values in ranked.items()}
    assert quality["fused"] > max(quality["vector"], quality["text"])
    assert quality["fused"] > 0.9


@pytest.mark.parametrize("text", OFF_TOPIC)
async def test_what_has_nothing_to_do_with_cities_is_not_answered(
    knowledge: Knowledge, text: str
) -> None:
    assert list(await _ask(knowledge, text, NoteScope())) == []


def _by_vector(hits: Sequence[NoteHit]) -> list[NoteHit]:
    found = [(hit.vector.rank, hit) for hit in hits if hit.vector]
    return [hit for _, hit in sorted(found, key=lambda one: one[0])]


def _by_text(hits: Sequence[NoteHit]) -> list[NoteHit]:
    found = [(hit.text.rank, hit) for hit in hits if hit.text]
    return [hit for _, hit in sorted(found, key=lambda one: one[0])]


def _ndcg(hits: Sequence[NoteHit], wanted: Sequence[str], *, at: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first hits."""
    gains = [1 / math.log2(rank + 2) for rank in range(at)]
    got = sum(
        gain
        for gain, hit in zip(gains, hits, strict=False)
        if hit.note.source_id in wanted
    )
    return got / sum(gains[: len(wanted)])

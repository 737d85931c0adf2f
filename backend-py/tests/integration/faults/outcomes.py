"""What is promised of every cell, however it went."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from tests.simulator.ledger import Call
from tests.unit.usecase.tours.stage import Stage
from walkumentary.domain.tours.audio import FRAME_BYTES
from walkumentary.domain.tours.tour import Sentence, SentenceKind, Tour


def calls_by_thing(calls: Iterable[Call], things: Sequence[str]) -> Counter[str]:
    """Return how often each thing was asked for; all calls are for one of them."""
    asked = [_thing(call, things) for call in calls]
    return Counter(asked)


def _thing(call: Call, things: Sequence[str]) -> str:
    said = json.dumps(call.body, ensure_ascii=False)
    [thing] = [
        one for one in things if json.dumps(one, ensure_ascii=False)[1:-1] in said
    ]
    return thing


def assert_books_are_closed(stage: Stage) -> None:
    """Every call is settled, nothing is claimed, no job is left."""
    assert {row.state for row in stage.store.ledger.values()} <= {"settled"}
    assert not stage.store.claims


def assert_charged_for_what_stands(stage: Stage, items: Iterable[str]) -> None:
    """Only finished things were paid for."""
    charged = {item for _, item in stage.store.charges}
    assert charged <= set(items)
    assert all(charge.usd > 0 for charge in stage.store.charges.values())


def narrated(script: Sequence[Sentence]) -> list[Sentence]:
    """Return what is told at the stops."""
    return [one for one in script if one.kind is SentenceKind.NARRATION]


def assert_told_once(script: Sequence[Sentence]) -> None:
    """No sentence is told twice, and none has a gap before it."""
    told = narrated(script)
    texts = [one.text for one in told]
    assert len(texts) == len(set(texts))
    for stop in {one.stop for one in told}:
        places = [one.position for one in told if one.stop == stop]
        assert places == list(range(len(places)))


async def assert_sound_is_whole(stage: Stage, tour: Tour) -> None:
    """What is spoken can be heard to its end, and no file is nobody's."""
    script = await stage.script(tour)
    for sentence in script:
        if sentence.piece_key:
            piece = stage.store.pieces[sentence.piece_key]
            data = await stage.files.get(piece.path)
            assert len(data) == piece.frames * FRAME_BYTES
            assert piece.frames == sentence.frames
    known = {piece.path for piece in stage.store.pieces.values()}
    page = await stage.files.list_files("pieces", limit=1_000)
    assert {file.key for file in page.files} == known

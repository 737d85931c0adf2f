"""Two rankings made one."""

from uuid import UUID

import pytest

from walkumentary.domain.notes.fusion import (
    PROVIDER_FLOOR,
    TEXT_FLOOR,
    ArmHit,
    Floor,
    floor_of,
    fused,
)
from walkumentary.domain.shared.ids import NoteId

A, B, C = (NoteId(UUID(int=n)) for n in (1, 2, 3))
NO_FLOOR = Floor(answer=0.0, related=0.0)


def test_a_note_in_both_rankings_beats_one_that_leads_one() -> None:
    hits = fused({A: 0.9, B: 0.8}, {C: 0.5, B: 0.4}, floor=NO_FLOOR)

    assert [hit.note_id for hit in hits] == [B, A, C]
    assert hits[0].vector == ArmHit(rank=2, score=0.8)
    assert hits[0].text == ArmHit(rank=2, score=0.4)
    assert hits[0].score == pytest.approx(1 / 62 + 1 / 62)


def test_a_note_in_one_ranking_has_no_place_in_the_other() -> None:
    first, _ = fused({A: 0.9}, {B: 0.5}, floor=NO_FLOOR)

    assert first.text is None
    assert first.score == pytest.approx(1 / 61)


def test_equal_scores_keep_one_order() -> None:
    hits = fused({B: 0.5, A: 0.5}, {}, floor=NO_FLOOR)

    assert [hit.note_id for hit in hits] == [A, B]


def test_where_nothing_answers_nothing_is_returned() -> None:
    floor = Floor(answer=0.5, related=0.1)

    assert fused({A: 0.3, B: 0.2}, {A: 0.03}, floor=floor) == ()
    assert fused({}, {}, floor=floor) == ()


def test_beside_an_answer_what_is_related_is_returned() -> None:
    hits = fused({A: 0.6, B: 0.2, C: 0.05}, {}, floor=Floor(answer=0.5, related=0.1))

    assert [hit.note_id for hit in hits] == [A, B]


def test_words_shared_count_beside_the_cosine() -> None:
    hits = fused({A: 0.1}, {A: 0.09}, floor=Floor(answer=0.5, related=0.1))

    assert [hit.note_id for hit in hits] == [A]


def test_every_embedder_has_a_floor() -> None:
    assert floor_of(None) == TEXT_FLOOR
    assert floor_of("text-embedding-3-small") == PROVIDER_FLOOR
    assert floor_of("lexical-1") not in {TEXT_FLOOR, PROVIDER_FLOOR}

"""The corpus that retrieval is measured on, and the exact answers."""

import numpy as np
import pytest

from bench.corpus import PROVIDER, Corpus
from bench.corpus_database import centre_of, city_of, note_number, note_uuid
from bench.retrieval import Stock, Way
from walkumentary.infra.embedding.lexical import NAME as LEXICAL

SMALL = Corpus(4_000)


async def a_stock() -> Stock:
    return Stock(
        size=SMALL.size,
        vectors={PROVIDER: SMALL.provider},
        questions=await SMALL.questions(20),
        readers={},
    )


def test_a_corpus_is_the_same_every_time() -> None:
    again = Corpus(4_000)

    assert again.texts == SMALL.texts
    assert np.array_equal(again.provider, SMALL.provider)


def test_every_vector_has_unit_length() -> None:
    lengths = np.linalg.norm(SMALL.provider.astype(np.float32), axis=1)

    assert lengths == pytest.approx(1.0, abs=2e-3)


async def test_a_question_lies_near_the_note_it_is_about() -> None:
    stock = await a_stock()
    everywhere = Way(scoped=False, space=PROVIDER, judged=True)

    truths = stock.truths(stock.questions, everywhere)

    for question, truth in zip(stock.questions, truths, strict=True):
        own = stock.vectors[PROVIDER][question.note].astype(np.float32)
        cosine = own @ question.vectors[PROVIDER].astype(np.float32)
        assert cosine == pytest.approx(truth[0], abs=0.01)
        assert truth == sorted(truth, reverse=True)
        assert question.vectors[LEXICAL].shape == own.shape


async def test_in_its_city_no_question_finds_more_than_everywhere() -> None:
    stock = await a_stock()

    inside, everywhere = (
        stock.truths(stock.questions, Way(scoped=scoped, space=PROVIDER, judged=True))
        for scoped in (True, False)
    )

    assert all(
        near[-1] <= far[-1] + 1e-6
        for near, far in zip(inside, everywhere, strict=True)
        if len(near) == len(far)
    )


def test_a_note_is_known_by_its_id() -> None:
    assert note_number(note_uuid(99_999)) == 99_999


def test_a_city_has_its_notes_to_itself() -> None:
    inside = city_of(1_234)

    assert (inside.start, inside.stop) == (1_000, 1_500)
    assert centre_of(1_000) == centre_of(1_499) != centre_of(1_500)

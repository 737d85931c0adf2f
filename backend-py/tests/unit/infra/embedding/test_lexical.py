"""The embedder that needs nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.embedder_gateway import EmbedderContract
from walkumentary.gateway.notes import EmbedderGateway, Vector
from walkumentary.infra.embedding.lexical import LexicalEmbedder


class TestLexicalEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> EmbedderGateway:
        return LexicalEmbedder()


async def _vectors(*texts: str) -> list[Vector]:
    return list(await LexicalEmbedder().embed(texts))


async def test_a_vector_is_the_same_on_every_machine() -> None:
    (vector,) = await _vectors("Dam Square")

    largest = np.argsort(-np.abs(vector))[:3]

    assert [(int(n), round(float(vector[n]), 4)) for n in largest] == [
        (516, -0.6275),
        (462, 0.3137),
        (972, 0.2562),
    ]


async def test_case_accents_and_stop_words_do_not_matter() -> None:
    plain, fancy = await _vectors("cafe musee", "The Café, and a MUSÉE!")

    assert np.allclose(plain, fancy)


async def test_forms_of_a_word_and_typing_errors_lie_close() -> None:
    word, form, mistyped, other = await _vectors(
        "fountain", "fountains", "fountian", "cathedral"
    )

    assert word @ form > 0.4
    assert word @ mistyped > 0.2
    assert word @ other < 0.15


async def test_a_word_often_repeated_does_not_drown_the_others() -> None:
    once, often, wish = await _vectors(
        "tulips windmills", "tulips " * 50 + "windmills", "windmills"
    )

    assert often @ wish > 0.15
    assert once @ wish > often @ wish


@given(st.text(max_size=200))
async def test_any_text_has_a_vector_of_unit_length(text: str) -> None:
    (vector,) = await _vectors(text)

    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)

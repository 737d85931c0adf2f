"""The promises of the embedder port."""

import numpy as np

from tests.contracts.base import PortContract
from walkumentary.gateway.notes import DIMENSIONS, EmbedderGateway

TEXTS = (
    "The palace stands on piles.",
    "A recipe for soup.",
    "The palace stands on piles.",
)


class EmbedderContract(PortContract):
    """Texts to vectors of unit length."""

    async def test_there_is_a_row_of_unit_length_for_each_text(
        self, embedder: EmbedderGateway
    ) -> None:
        vectors = await embedder.embed(TEXTS)

        assert vectors.shape == (len(TEXTS), DIMENSIONS)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    async def test_equal_texts_get_equal_vectors(
        self, embedder: EmbedderGateway
    ) -> None:
        vectors = await embedder.embed(TEXTS)

        assert np.array_equal(vectors[0], vectors[2])

    async def test_a_text_does_not_depend_on_its_neighbours(
        self, embedder: EmbedderGateway
    ) -> None:
        together = await embedder.embed(TEXTS)
        alone = await embedder.embed([TEXTS[1]])

        assert np.allclose(together[1], alone[0], atol=1e-5)

    async def test_as_many_as_256_texts_are_taken_at_once(
        self, embedder: EmbedderGateway
    ) -> None:
        vectors = await embedder.embed([f"Text number {n}" for n in range(256)])

        assert vectors.shape == (256, DIMENSIONS)

    async def test_texts_on_one_thing_lie_closer_than_texts_on_two(
        self, embedder: EmbedderGateway
    ) -> None:
        piles, soup, question = await embedder.embed(
            [TEXTS[0], TEXTS[1], "What do the palace's piles stand on?"]
        )

        assert question @ piles > question @ soup

    async def test_even_an_empty_text_has_a_vector(
        self, embedder: EmbedderGateway
    ) -> None:
        vectors = await embedder.embed(["", "the", "?!"])

        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    async def test_the_space_has_a_name(self, embedder: EmbedderGateway) -> None:
        assert embedder.name

"""An embedder that is tried again; no other has its space, so none stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.accounts.usage import Bill
from walkumentary.gateway.notes import EmbedderGateway
from walkumentary.infra.resilience.chain import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ResilientEmbedder:
    """Satisfies ``EmbedderGateway`` with a chain of one."""

    chain: Chain[EmbedderGateway]

    @property
    def name(self) -> str:
        """Name of the embedding space."""
        return self.chain.links[0].port.name

    async def embed(
        self, texts: Sequence[str], *, bill: Bill | None = None
    ) -> NDArray[np.float32]:
        """See ``EmbedderGateway.embed``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.embed(texts, bill=bill)
        raise AssertionError("attempts end with an answer or an error")

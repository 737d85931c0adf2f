"""POST /v1/embeddings: vectors in which texts that share words lie close together."""

import asyncio
import base64
import hashlib
import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from tests.simulator.knobs import Knobs
from tests.simulator.ledger import Call

_FULL = 1_536
_LONGEST = 2_048
_LONGEST_STALL_S = 60.0


class EmbeddingsRequest(BaseModel):
    """POST /embeddings; no token arrays, which nobody here sends."""

    model_config = ConfigDict(extra="forbid")

    model: str
    input: str | list[str] = Field(min_length=1, max_length=_LONGEST)
    dimensions: int | None = Field(default=None, ge=1)
    encoding_format: Literal["float", "base64"] = "float"

    @property
    def texts(self) -> Sequence[str]:
        """All of them."""
        return [self.input] if isinstance(self.input, str) else self.input


async def embeddings(
    request: EmbeddingsRequest, *, call: Call, knobs: Knobs
) -> Response:
    """Return a vector for each text, as long as asked or as the model's are."""
    if knobs.next_fault(call.path):
        await asyncio.sleep(_LONGEST_STALL_S)
    length = knobs.dimensions or request.dimensions or _FULL
    vectors = [_vector(text, length) for text in request.texts]
    rows = [_row(n, one, request) for n, one in enumerate(vectors)]
    call.sent(len(rows))
    call.ended("done")
    tokens = sum(len(text.split()) for text in request.texts)
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    body = {"object": "list", "data": rows, "model": request.model, "usage": usage}
    return JSONResponse(body)


def _row(
    n: int, vector: NDArray[np.float32], request: EmbeddingsRequest
) -> dict[str, object]:
    encoded: object = vector.tolist()
    if request.encoding_format == "base64":
        encoded = base64.b64encode(vector.tobytes()).decode()
    return {"object": "embedding", "index": n, "embedding": encoded}


def _vector(text: str, length: int) -> NDArray[np.float32]:
    words = re.findall(r"\w+", text.casefold())
    found = sum((_direction(word, length) for word in words), _direction("", length))
    return np.asarray(found / np.linalg.norm(found), np.float32)


def _direction(word: str, length: int) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
    return np.random.default_rng(seed).standard_normal(length)

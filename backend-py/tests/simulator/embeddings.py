"""POST /v1/embeddings: vectors in which texts that share words lie close together."""

import asyncio
import base64
import hashlib
import json
import math
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from tests.simulator.knobs import Fault, Kind, Knobs
from tests.simulator.ledger import Call

type Json = dict[str, object]

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
    request: EmbeddingsRequest, *, call: Call, knobs: Knobs, fault: Fault | None
) -> Response:
    """Return a vector for each text, as long as asked or as the model's are."""
    length = knobs.dimensions or request.dimensions or _FULL
    vectors = [_vector(text, length) for text in request.texts]
    rows = [_row(n, one, request) for n, one in enumerate(vectors)]
    call.sent(len(rows))
    tokens = sum(len(text.split()) for text in request.texts)
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    body: Json = {
        "object": "list",
        "data": rows,
        "model": request.model,
        "usage": usage,
    }
    alter = _ALTERATIONS.get(fault.kind) if fault else None
    return _sent(alter(body, rows) if alter else body, call, fault)


def _sent(body: Json, call: Call, fault: Fault | None) -> Response:
    """Return the response; one that breaks off promises all of it."""
    text = fault.text if fault and fault.kind is Kind.GARBLED else json.dumps(body)
    said = _broken(text, call, fault)
    return StreamingResponse(said, media_type="application/json")


async def _broken(text: str, call: Call, fault: Fault | None) -> AsyncIterator[str]:
    """Yield the text, or what a fault leaves of it: ``after`` characters."""
    kind = fault.kind if fault else None
    ending = _ENDINGS.get(kind) if kind else None
    yield text[: fault.after] if fault and ending else text
    if ending:
        async for more in ending():
            yield more
    call.ended(kind or "done")


async def _stalled() -> AsyncIterator[str]:
    await asyncio.sleep(_LONGEST_STALL_S)
    yield ""


async def _cut() -> AsyncIterator[str]:
    raise ConnectionAbortedError
    yield ""


async def _on_and_on() -> AsyncIterator[str]:
    while True:
        await asyncio.sleep(0)
        yield "0.125, " * 1_000


_ENDINGS: Mapping[Kind, Callable[[], AsyncIterator[str]]] = {
    Kind.STALL: _stalled,
    Kind.CUT: _cut,
    Kind.OVERSIZED: _on_and_on,
}


def _empty(body: Json, _: list[Json]) -> Json:
    return {**body, "data": []}


def _one_less(body: Json, rows: list[Json]) -> Json:
    return {**body, "data": rows[:-1]}


def _one_more(body: Json, rows: list[Json]) -> Json:
    return {**body, "data": [*rows, rows[-1]]}


def _misshapen(body: Json, rows: list[Json]) -> Json:
    return {**body, "data": [{**row, "embedding": "the first"} for row in rows]}


def _zeros(body: Json, rows: list[Json]) -> Json:
    return {**body, "data": [{**row, "embedding": [0.0] * 8} for row in rows]}


def _nan(body: Json, rows: list[Json]) -> Json:
    return {**body, "data": [{**row, "embedding": [math.nan] * 8} for row in rows]}


def _uncounted(body: Json, _: list[Json]) -> Json:
    return {key: value for key, value in body.items() if key != "usage"}


_ALTERATIONS: Mapping[Kind, Callable[[Json, list[Json]], Json]] = {
    Kind.EMPTY: _empty,
    Kind.TRUNCATED: _one_less,
    Kind.TWICE: _one_more,
    Kind.MISSHAPEN: _misshapen,
    Kind.SILENT: _zeros,
    Kind.NOT_A_NUMBER: _nan,
    Kind.NO_USAGE: _uncounted,
}


def _row(n: int, vector: NDArray[np.float32], request: EmbeddingsRequest) -> Json:
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

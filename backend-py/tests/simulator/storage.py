"""Supabase Storage on loopback: buckets and objects as its API describes them.

Like the real one it sends almost every refusal as 400 and says the status in the body.
"""

import asyncio
import base64
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from pydantic import BaseModel, Field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.simulator.server import served

KEY = "service-role-key-of-the-test"
BUCKET = "walkumentary"

_NAME = re.compile(r"[\w/!\-.*'() &$@=;:+,?]+")
_LONGEST_STALL_S = 60.0
_DROP_S = 0.05
_CHUNK = bytes(1 << 16)
_FLOOD_CHUNKS = 64


class Op(StrEnum):
    """What is asked of the storage."""

    PUT = "put"
    GET = "get"
    DELETE = "delete"
    LIST = "list"
    BUCKET = "bucket"


class Kind(StrEnum):
    """How a call goes wrong."""

    STATUS = "status"
    """Answers ``status``, with ``retry_after_s`` where given; nothing is done."""
    STALL = "stall"
    """Says nothing."""
    DRIP = "drip"
    """Sends a byte now and then: never silent, never done."""
    CUT = "cut"
    """Does it, promises the answer and drops the connection in the middle of it."""
    HTML = "html"
    """Answers 200 with a page, as a proxy does; nothing is done."""
    OVERSIZED = "oversized"
    """Sends far more bytes than any file has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault, for the next ``times`` calls of an operation."""

    kind: Kind
    op: StrEnum
    status: int = 500
    retry_after_s: float | None = None
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it arrived, and the status that was sent."""

    op: Op
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    arrived_s: float


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One object of a bucket."""

    data: bytes
    content_type: str
    created_at: datetime
    id: str = field(default_factory=lambda: str(uuid4()))


class _NewBucket(BaseModel):
    name: str
    public: bool = False


class _Removal(BaseModel):
    prefixes: list[str] = Field(min_length=1, max_length=1_000)


class _Search(BaseModel):
    prefix: str = ""
    limit: int = Field(default=1_000, ge=1)
    cursor: str | None = None


@dataclass(slots=True)
class Bucket:
    """A bucket with its objects by name."""

    public: bool = False
    objects: dict[str, StoredObject] = field(default_factory=dict)


type _Handler = Callable[[Request, bytes], Response]


@dataclass(slots=True, kw_only=True)
class SupabaseSimulator:
    """A project's storage: its buckets, its faults, its ledger."""

    buckets: dict[str, Bucket] = field(default_factory=lambda: {BUCKET: Bucket()})
    faults: list[Fault] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    url: str = ""

    @property
    def objects(self) -> dict[str, StoredObject]:
        """What lies in the usual bucket."""
        return self.buckets[BUCKET].objects

    def of(self, op: Op) -> list[Call]:
        """Return the calls of one operation."""
        return [call for call in self.calls if call.op == op]

    def app(self) -> Starlette:
        """Return its application."""
        top, object_ = "/storage/v1", "/object/{bucket}/{name:path}"
        read = "/object/authenticated/{bucket}/{name:path}"
        return Starlette(
            routes=[
                self._route(top + "/bucket", "POST", Op.BUCKET, self._create),
                self._route(top + "/bucket/{bucket}", "GET", Op.BUCKET, self._describe),
                self._route(top + read, "GET", Op.GET, self._download),
                self._route(
                    top + "/object/list-v2/{bucket}", "POST", Op.LIST, self._list
                ),
                self._route(top + object_, "POST", Op.PUT, self._upload),
                self._route(
                    top + "/object/{bucket}", "DELETE", Op.DELETE, self._remove
                ),
            ]
        )

    def _route(self, path: str, method: str, op: Op, handler: _Handler) -> Route:
        async def endpoint(request: Request) -> Response:
            body = await request.body()
            self._note(request, op, body)
            fault = self._next_fault(op)
            if fault is None:
                return self._answered(request, body, handler)
            return await FAULTS[fault.kind](
                fault, lambda: self._answered(request, body, handler)
            )

        return Route(path, endpoint, methods=[method])

    def _answered(self, request: Request, body: bytes, handler: _Handler) -> Response:
        sent = request.headers.get("authorization"), request.headers.get("apikey")
        if sent != (f"Bearer {KEY}", KEY):
            return refused(403, "Unauthorized", "Invalid Compact JWS")
        known = request.path_params.get("bucket", BUCKET) in self.buckets
        if not known:
            return refused(404, "Bucket not found", "Bucket not found")
        return handler(request, body)

    def _create(self, _: Request, body: bytes) -> Response:
        named = _NewBucket.model_validate_json(body)
        if named.name in self.buckets:
            return refused(409, "Duplicate", "The resource already exists")
        self.buckets[named.name] = Bucket(public=named.public)
        return JSONResponse({"name": named.name})

    def _describe(self, request: Request, _: bytes) -> Response:
        name = request.path_params["bucket"]
        public = self.buckets[name].public
        return JSONResponse({"id": name, "name": name, "owner": "", "public": public})

    def _upload(self, request: Request, body: bytes) -> Response:
        objects, name = self._named(request)
        if not _NAME.fullmatch(name):
            return refused(400, "InvalidKey", f"Invalid key: {name}")
        if name in objects and request.headers.get("x-upsert") != "true":
            return refused(409, "Duplicate", "The resource already exists")
        kind = request.headers["content-type"]
        objects[name] = stored = StoredObject(body, kind, datetime.now(tz=UTC))  # noqa: TID251
        path = f"{request.path_params['bucket']}/{name}"
        return JSONResponse({"Id": stored.id, "Key": path})

    def _download(self, request: Request, _: bytes) -> Response:
        objects, name = self._named(request)
        if name not in objects:
            return refused(404, "not_found", "Object not found")
        found = objects[name]
        return Response(found.data, headers={"content-type": found.content_type})

    def _remove(self, request: Request, body: bytes) -> Response:
        objects = self.buckets[request.path_params["bucket"]].objects
        names = _Removal.model_validate_json(body).prefixes
        removed = [name for name in names if objects.pop(name, None)]
        return JSONResponse([{"name": name} for name in removed])

    def _list(self, request: Request, body: bytes) -> Response:
        objects = self.buckets[request.path_params["bucket"]].objects
        search = _Search.model_validate_json(body)
        after = base64.b64decode(search.cursor or "").decode()
        names = [n for n in sorted(objects) if n.startswith(search.prefix)]
        left = [name for name in names if name > after]
        page = left[: search.limit]
        more = len(left) > len(page)
        last = base64.b64encode("".join(page[-1:]).encode()).decode()
        return JSONResponse(
            {
                "hasNext": more,
                "folders": [],
                "objects": [_described(name, objects[name]) for name in page],
                **({"nextCursor": last} if more else {}),
            }
        )

    def _named(self, request: Request) -> tuple[dict[str, StoredObject], str]:
        bucket = self.buckets[request.path_params["bucket"]]
        return bucket.objects, request.path_params["name"]

    def _note(self, request: Request, op: Op, body: bytes) -> None:
        call = Call(
            op=op,
            method=request.method.casefold(),
            path=request.url.path,
            headers=dict(request.headers),
            body=body,
            arrived_s=time.monotonic(),
        )
        self.calls.append(call)

    def _next_fault(self, op: Op) -> Fault | None:
        waiting = next((one for one in self.faults if one.op == op), None)
        if waiting:
            place = self.faults.index(waiting)
            left = replace(waiting, times=waiting.times - 1)
            self.faults[place : place + 1] = [left] if left.times else []
        return waiting


def refused(status: int, error: str, message: str) -> JSONResponse:
    """Return a refusal as the storage sends it."""
    body = {"statusCode": str(status), "error": error, "message": message}
    return JSONResponse(body, 500 if status == 500 else 400)


def _described(name: str, stored: StoredObject) -> dict[str, object]:
    at = stored.created_at.isoformat()
    metadata = {"size": len(stored.data), "mimetype": stored.content_type}
    times = {"created_at": at, "updated_at": at}
    return {"id": stored.id, "name": name, "key": name, "metadata": metadata, **times}


type _Doing = Callable[[], Response]


async def _failing(fault: Fault, _: _Doing) -> Response:
    answer = refused(fault.status, "InternalError", f"Simulated {fault.status}.")
    if fault.retry_after_s is not None:
        answer.headers["retry-after"] = f"{fault.retry_after_s:g}"
        answer.status_code = fault.status
    return answer


async def _stalling(_: Fault, __: _Doing) -> Response:
    await asyncio.sleep(_LONGEST_STALL_S)
    return Response()


async def _dripping(_: Fault, __: _Doing) -> Response:
    async def drops() -> AsyncIterator[bytes]:
        for _ in range(round(_LONGEST_STALL_S / _DROP_S)):
            await asyncio.sleep(_DROP_S)
            yield b" "

    return StreamingResponse(drops(), media_type="application/octet-stream")


async def _cutting(_: Fault, do: _Doing) -> Response:
    whole = do()

    async def half() -> AsyncIterator[bytes]:
        yield bytes(whole.body[: len(whole.body) // 2])
        raise ConnectionAbortedError

    return StreamingResponse(half(), whole.status_code, dict(whole.headers))


async def _paging(_: Fault, __: _Doing) -> Response:
    return Response("<html>Checking your browser</html>", media_type="text/html")


async def _flooding(_: Fault, __: _Doing) -> Response:
    async def flood() -> AsyncIterator[bytes]:
        for _ in range(_FLOOD_CHUNKS):
            await asyncio.sleep(0)
            yield _CHUNK

    return StreamingResponse(flood(), media_type="application/octet-stream")


FAULTS: Mapping[Kind, Callable[[Fault, _Doing], Awaitable[Response]]] = {
    Kind.STATUS: _failing,
    Kind.STALL: _stalling,
    Kind.DRIP: _dripping,
    Kind.CUT: _cutting,
    Kind.HTML: _paging,
    Kind.OVERSIZED: _flooding,
}


@asynccontextmanager
async def simulated_storage() -> AsyncIterator[SupabaseSimulator]:
    """Serve on a free port of loopback until the block is left."""
    simulator = SupabaseSimulator()
    async with served(simulator.app()) as address:
        simulator.url = address.removesuffix("/v1")
        yield simulator

"""Repeated POSTs: the same key and the same request get the same answer, once made.

The answer is kept before it is sent. A process that dies between what it did and that
leaves a claim, which whoever repeats the request takes over; what was done is then
found by an id derived from the key (``EffectId``) instead of being done again.
"""

import hashlib
import re
from collections.abc import Callable, Coroutine
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from structlog.stdlib import get_logger

from walkumentary.controller.context import identify, needs_somebody, scopes_of
from walkumentary.controller.problem import REFUSALS, refusal
from walkumentary.domain.shared.errors import (
    GatewayUnavailable,
    Invalid,
    Unauthenticated,
)
from walkumentary.domain.shared.ids import UserId, derived_id
from walkumentary.gateway.idempotency import (
    IdempotencyGateway,
    KeptAnswer,
    KeyClaim,
    KeyedRequest,
)
from walkumentary.middleware.client_address import client_address

log = get_logger("walkumentary.idempotency")

HEADER = "idempotency-key"
REPLAYED = "idempotency-replayed"
KEY_PATTERN = "^[!-~]([ -~]*[!-~])?$"
MAX_KEY = 255
_TOLD_AGAIN = "told_again"
LEASE_S = 120.0
"""Longer than any POST takes: the longest waits for a model that sees."""

IDEMPOTENCY_KEY: dict[str, object] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Makes repeating safe: for 24 hours the same key and request get"
    " the same answer, marked `Idempotency-Replayed: true`; another request under it"
    " is refused (422), one that comes too soon told to come back (409 with"
    " Retry-After). Draw it at random, as a UUID: without a token it is shared by all"
    " at your address.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_KEY,
        "pattern": KEY_PATTERN,
        "examples": ["6f9c0f0e-3a55-4a0a-9d0e-1f5a3b0f7c11"],
    },
}
"""What the OpenAPI document says of it, at every POST."""

_KEY = re.compile(KEY_PATTERN)
_NOT_FINAL = {401, 402, 408, 425, 429}
"""Refusals that may pass: who repeats the request is to be heard again."""

type Handle = Callable[[Request], Coroutine[None, None, Response]]


class IdempotencyKeyInvalid(Invalid):
    """An Idempotency-Key of another form than 1 to 255 visible ASCII characters."""

    code = "idempotency-key-invalid"
    title = "Idempotency key not valid"


def answered_once(handle: Handle, *, route: APIRoute) -> Handle:
    """Return a handler that answers a request with a key once."""

    async def once(request: Request) -> Response:
        keyed = await _keyed(request, route)
        return await (_once(request, keyed, handle) if keyed else handle(request))

    return once


async def _effect_id(request: Request) -> UUID | None:
    """Return the id of what a request with a key makes: the same at each attempt."""
    effect_id: UUID | None = request.scope["state"].get("effect_id")
    return effect_id


EffectId = Annotated[UUID | None, Depends(_effect_id)]


async def _keyed(request: Request, route: APIRoute) -> KeyedRequest | None:
    if request.method != "POST" or HEADER not in request.headers:
        return None
    key = _key(request)
    owner_id = await _owner(request, route)
    if owner_id is None:
        return None
    return KeyedRequest(
        owner_id=owner_id, key=key, fingerprint=await _fingerprint(request)
    )


def _key(request: Request) -> str:
    key = ",".join(request.headers.getlist(HEADER))
    if len(key) > MAX_KEY or not _KEY.fullmatch(key):
        raise IdempotencyKeyInvalid(
            f"An Idempotency-Key is 1 to {MAX_KEY} visible ASCII characters."
        )
    return key


async def _owner(request: Request, route: APIRoute) -> UserId | None:
    """Return whose key it is; None where the route will refuse the request anyway."""
    try:
        actor = await identify(request)
    except Unauthenticated:
        return None
    if actor is None:
        return None if needs_somebody(route) else _nobody(request)
    return actor.user_id


def _nobody(request: Request) -> UserId:
    """Return who stands for everybody at this address."""
    address = client_address(request.scope)
    return UserId(uuid5(NAMESPACE_URL, f"walkumentary:address:{address}"))


async def _fingerprint(request: Request) -> str:
    """Return what tells this request from others; forms draw their boundary anew."""
    # What is answered in person must not be told again to a key that opens less.
    scopes = sorted(await scopes_of(request) or ())
    target = f"{request.method} {request.url.path}?{request.url.query}\0{scopes}\0"
    digest = hashlib.sha256(target.encode())
    digest.update((await request.body()).replace(_boundary(request), b""))
    return digest.hexdigest()


def _boundary(request: Request) -> bytes:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    found = re.search(r'boundary="?([^";]+)', parameters)
    is_form = kind.strip().lower() == "multipart/form-data"
    return found[1].strip().encode() if found and is_form else b"\0no boundary\0"


async def _once(request: Request, keyed: KeyedRequest, handle: Handle) -> Response:
    keys: IdempotencyGateway = request.app.state.idempotency
    taken = await keys.take(keyed, lease_s=LEASE_S)
    if isinstance(taken, KeptAnswer):
        return _replay(taken)
    names = (str(keyed.owner_id), keyed.key)
    request.scope["state"]["effect_id"] = derived_id(*names, at=taken.first_seen_at)
    answer = None
    try:
        response = await _answered(request, handle)
        answer = _final(response, told_again=request.scope["state"].get(_TOLD_AGAIN))
    finally:
        await _settle(keys, taken, answer)
    return response


async def _answered(request: Request, handle: Handle) -> Response:
    """Return the answer, a refusal as the document it will be sent as."""
    try:
        return await handle(request)
    except REFUSALS as error:
        return await refusal(request, error)


async def _settle(
    keys: IdempotencyGateway, claim: KeyClaim, answer: KeptAnswer | None
) -> None:
    """Keep the answer, or let others try; without the keys, the claim lapses."""
    try:
        if answer is None:
            await keys.release(claim)
        else:
            await keys.keep(claim, answer)
    except GatewayUnavailable as error:
        log.warning("answer_not_kept", error=error.code)


def tell_again(request: Request, body: bytes) -> None:
    """Have this kept in place of an answer with a secret that is told once."""
    request.scope["state"][_TOLD_AGAIN] = body


def _final(response: Response, *, told_again: bytes | None) -> KeptAnswer | None:
    """Return what is to be kept; not what may pass, and no streams."""
    body = told_again or getattr(response, "body", None)
    status = response.status_code
    if status in _NOT_FINAL or status >= 500 or not isinstance(body, bytes):
        return None
    headers = [pair for pair in response.headers.items() if pair[0] != "content-length"]
    return KeptAnswer(status=status, headers=headers, body=body)


def _replay(answer: KeptAnswer) -> Response:
    response = Response(answer.body, status_code=answer.status)
    for name, value in answer.headers:
        response.headers.append(name, value)
    response.headers[REPLAYED] = "true"
    return response

"""Keys for programs over HTTP; no key opens these routes."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from walkumentary.controller.accounts.schemas import (
    ApiKeysView,
    ApiKeyView,
    CreateApiKeyBody,
    CreatedApiKeyView,
)
from walkumentary.controller.context import Accounts, CurrentActor
from walkumentary.controller.idempotency import tell_again
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.usecase.accounts.keep_api_keys import RemoveApiKeyCommand

router = APIRouter(prefix="/v1/me/api-keys", tags=["accounts"], route_class=StrictRoute)


@router.get("", responses=problems(401, 403, 503))
async def list_api_keys(accounts: Accounts, actor: CurrentActor) -> ApiKeysView:
    """List your keys, the oldest first."""
    keys = await accounts.api_keys.execute(actor)
    return ApiKeysView(items=[ApiKeyView.of(key) for key in keys])


@router.post("", status_code=201, responses=problems(401, 403, 409, 413, 415, 422, 503))
async def create_api_key(
    body: CreateApiKeyBody,
    accounts: Accounts,
    actor: CurrentActor,
    request: Request,
    response: Response,
) -> CreatedApiKeyView:
    """Make a key for a program; it is shown this once. At most 20 at a time.

    Repeated under its Idempotency-Key, the request makes no other key, and is answered
    without the secret: nobody keeps it.
    """
    response.headers["cache-control"] = "no-store"
    created = await accounts.create_api_key.execute(body.command(actor))
    view = CreatedApiKeyView.of_created(created)
    without = view.model_copy(update={"key": None})
    tell_again(request, without.model_dump_json().encode())
    return view


@router.delete("/{key_id}", status_code=204, responses=problems(401, 403, 404, 503))
async def remove_api_key(key_id: UUID, accounts: Accounts, actor: CurrentActor) -> None:
    """Withdraw a key at once."""
    command = RemoveApiKeyCommand(actor=actor, key_id=key_id)
    await accounts.remove_api_key.execute(command)

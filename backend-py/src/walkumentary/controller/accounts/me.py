"""One's own account over HTTP."""

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from walkumentary.controller.accounts.schemas import (
    ChangePreferencesBody,
    ChangeProfileBody,
    DeletedView,
    ProfileView,
)
from walkumentary.controller.conditional import ExpectedVersions, etag_of
from walkumentary.controller.context import Accounts, CurrentActor
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.domain.accounts.user import User
from walkumentary.usecase.accounts.change_profile import ChangeProfileCommand

router = APIRouter(prefix="/v1/me", tags=["accounts"], route_class=StrictRoute)

_FILE_HEADERS = {
    "content-disposition": 'attachment; filename="walkumentary-export.json"',
    "cache-control": "no-store",
}
_CHANGES = problems(401, 403, 409, 412, 413, 415, 422, 503)


@router.get("", responses=problems(401, 403, 503))
async def read_profile(
    accounts: Accounts, actor: CurrentActor, response: Response
) -> ProfileView:
    """See what is known of you."""
    return _shown(await accounts.profile.execute(actor), response)


@router.patch("", responses=_CHANGES)
async def change_profile(
    body: ChangeProfileBody,
    accounts: Accounts,
    actor: CurrentActor,
    versions: ExpectedVersions,
    response: Response,
) -> ProfileView:
    """Change what you are called."""
    command = ChangeProfileCommand(actor=actor, change=body.change, versions=versions)
    return _shown(await accounts.change_profile.execute(command), response)


@router.patch("/preferences", responses=_CHANGES)
async def change_preferences(
    body: ChangePreferencesBody,
    accounts: Accounts,
    actor: CurrentActor,
    versions: ExpectedVersions,
    response: Response,
) -> ProfileView:
    """Change what your tours begin with, and how they are shown."""
    command = ChangeProfileCommand(actor=actor, change=body.change, versions=versions)
    return _shown(await accounts.change_profile.execute(command), response)


@router.delete("", responses=problems(401, 403, 503))
async def delete_account(accounts: Accounts, actor: CurrentActor) -> DeletedView:
    """Delete your account with everything that is yours; your tokens end with it.

    There is no way back. Read the answer: it says what is kept, and why.
    """
    return DeletedView.of(await accounts.delete.execute(actor))


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "One JSON file: `exported_at`, then each kind of thing with"
            " all its rows. Secrets are left out.",
            "content": {"application/json": {"schema": {"type": "object"}}},
        },
        **problems(401, 403, 503),
    },
)
async def export_account(accounts: Accounts, actor: CurrentActor) -> StreamingResponse:
    """Take along everything that is known of you."""
    document = await accounts.export.execute(actor)
    return StreamingResponse(
        document, media_type="application/json", headers=_FILE_HEADERS
    )


def _shown(user: User, response: Response) -> ProfileView:
    response.headers["etag"] = etag_of(user.version)
    response.headers["cache-control"] = "no-store"
    return ProfileView.of(user)

"""One's own account over HTTP."""

from fastapi import APIRouter, Response

from walkumentary.controller.accounts.schemas import (
    ChangePreferencesBody,
    ChangeProfileBody,
    ProfileView,
)
from walkumentary.controller.conditional import ExpectedVersions, etag_of
from walkumentary.controller.context import Accounts, CurrentActor
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.domain.accounts.user import User
from walkumentary.usecase.accounts.change_profile import ChangeProfileCommand

router = APIRouter(prefix="/v1/me", tags=["accounts"], route_class=StrictRoute)

_CHANGES = problems(401, 409, 412, 413, 415, 422, 503)


@router.get("", responses=problems(401, 503))
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


def _shown(user: User, response: Response) -> ProfileView:
    response.headers["etag"] = etag_of(user.version)
    response.headers["cache-control"] = "no-store"
    return ProfileView.of(user)

"""Signing up, in and out over HTTP."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from walkumentary.controller.accounts.auth_schemas import (
    ChangePasswordBody,
    CheckMailView,
    EmailBody,
    LogInBody,
    RefreshBody,
    ResetPasswordBody,
    SessionView,
    SignUpBody,
    TokenBody,
)
from walkumentary.controller.context import Accounts, AnyActor, CurrentActor
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.usecase.accounts.change_password import ChangePasswordCommand
from walkumentary.usecase.accounts.log_in import LogInCommand
from walkumentary.usecase.accounts.reset_password import ResetPasswordCommand
from walkumentary.usecase.accounts.sign_up import SignUpCommand

router = APIRouter(prefix="/v1/auth", tags=["accounts"], route_class=StrictRoute)

_BODY = (413, 415, 422)
_CHECK_MAIL: dict[int | str, dict[str, object]] = {
    202: {"model": CheckMailView, "description": "A mail was sent: follow its link"}
}


@router.post("/anonymous", status_code=201, responses=problems(403, 503))
async def sign_in_anonymously(accounts: Accounts) -> SessionView:
    """Become a guest: an account without a name, which owns its tours."""
    return SessionView.of(await accounts.sign_in_anonymously.execute())


@router.post(
    "/signup",
    status_code=201,
    response_model=SessionView,
    responses={**_CHECK_MAIL, **problems(401, 409, *_BODY, 429, 503)},
)
async def sign_up(
    body: SignUpBody, accounts: Accounts, actor: AnyActor
) -> SessionView | JSONResponse:
    """Open an account; a guest's bearer token sent along keeps the guest's tours.

    Where mail is configured the answer is always 202, and the link in the mail opens
    the account.
    """
    session = await accounts.sign_up.execute(
        SignUpCommand(
            email=body.email,
            password=body.password,
            display_name=body.display_name,
            username=body.username,
            actor=actor,
        )
    )
    if session is None:
        return JSONResponse(CheckMailView().model_dump(), status_code=202)
    return SessionView.of(session)


@router.post("/email/confirm", responses=problems(*_BODY, 503))
async def confirm_email(body: TokenBody, accounts: Accounts) -> SessionView:
    """Open the account a mail was sent for; the link is good once, for 24 hours."""
    return SessionView.of(await accounts.confirm_email.execute(body.token))


@router.post("/login", responses=problems(401, *_BODY, 429, 503))
async def log_in(body: LogInBody, accounts: Accounts) -> SessionView:
    """Sign in."""
    command = LogInCommand(email=body.email, password=body.password)
    return SessionView.of(await accounts.log_in.execute(command))


@router.post("/refresh", responses=problems(401, *_BODY, 503))
async def refresh(body: RefreshBody, accounts: Accounts) -> SessionView:
    """Get the next pair of tokens; a refresh token is good for one use.

    For ten seconds a used one still answers with a pair, in case the answer was lost;
    later it ends the session for whoever holds a part of it.
    """
    return SessionView.of(await accounts.refresh_session.execute(body.refresh_token))


@router.post("/logout", status_code=204, responses=problems(*_BODY, 503))
async def log_out(body: RefreshBody, accounts: Accounts) -> None:
    """End the session; an unknown one is no error."""
    await accounts.log_out.execute(body.refresh_token)


@router.post("/password/forgot", status_code=202, responses=problems(*_BODY, 503))
async def forgot_password(body: EmailBody, accounts: Accounts) -> CheckMailView:
    """Have a link sent that sets a new password; the answer tells nothing."""
    await accounts.forgot_password.execute(body.email)
    return CheckMailView()


@router.post("/password/reset", status_code=204, responses=problems(*_BODY, 429, 503))
async def reset_password(body: ResetPasswordBody, accounts: Accounts) -> None:
    """Set a new password by a link from a mail; every session ends."""
    command = ResetPasswordCommand(token=body.token, password=body.password)
    await accounts.reset_password.execute(command)


@router.post("/password/change", responses=problems(401, *_BODY, 429, 503))
async def change_password(
    body: ChangePasswordBody, accounts: Accounts, actor: CurrentActor
) -> SessionView:
    """Set a new password; every other session ends."""
    command = ChangePasswordCommand(
        actor=actor, current=body.current_password, password=body.password
    )
    return SessionView.of(await accounts.change_password.execute(command))

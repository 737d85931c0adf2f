"""Signing in with Google over HTTP."""

import hashlib
import hmac
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from walkumentary.controller.accounts.auth_schemas import SessionView
from walkumentary.controller.context import Accounts, AnyActor
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.domain.accounts.sign_in import LinkSpent
from walkumentary.gateway.identity import Departure, Session
from walkumentary.usecase.accounts.leave_for_google import LeaveForGoogleCommand
from walkumentary.usecase.accounts.log_in_with_google import LogInWithGoogleCommand
from walkumentary.usecase.accounts.return_from_google import ReturnFromGoogleCommand

router = APIRouter(prefix="/v1/auth", tags=["accounts"], route_class=StrictRoute)

COOKIE = "walkumentary-google"
AWAY_S = 600
"""For choosing an account at Google."""
_PRIVATE = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
_AWAY: dict[int | str, dict[str, object]] = {
    302: {"description": "To Google's page; a cookie binds the way back to the browser"}
}
_BACK: dict[int | str, dict[str, object]] = {
    302: {
        "description": "To return_to; the fragment has access_token, token_type,"
        " expires_in_s and refresh_token, or error=access_denied"
    }
}
_FAILURES = (401, 404, 409, 422, 502, 503, 504)


class DepartureView(BaseModel):
    """Google's page, for a page that goes there by itself."""

    address: str


class GoogleBody(BaseModel):
    """An id token of Google's."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id_token: str = Field(min_length=1, max_length=8_000)
    nonce: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        description="As the token has it, or what the token has the SHA-256 of",
    )


@router.get(
    "/oauth/google",
    response_model=DepartureView,
    responses={**_AWAY, **problems(*_FAILURES)},
)
async def leave_for_google(
    request: Request,
    accounts: Accounts,
    actor: AnyActor,
    return_to: Annotated[str, Query(description="A path on this host")] = "/",
) -> Response:
    """Go to Google's page, and come back signed in.

    A guest's bearer token sent along keeps the guest's tours. A page that has to send
    one asks for `application/json` and goes to the address itself.
    """
    command = LeaveForGoogleCommand(return_to=return_to, actor=actor)
    departure = await accounts.leave_for_google.execute(command)
    response = _departing(request, departure)
    response.headers.update(_PRIVATE)
    name = cookie_name(request)
    response.set_cookie(
        name,
        _hash(departure.state),
        max_age=AWAY_S,
        path="/",
        secure=name.startswith("__Host-"),
        httponly=True,
        samesite="lax",
    )
    return response


@router.get(
    "/oauth/google/callback",
    status_code=302,
    response_class=Response,
    responses={**_BACK, **problems(*_FAILURES)},
)
async def return_from_google(
    request: Request,
    accounts: Accounts,
    state: Annotated[str, Query(description="As Google was given it")] = "",
    code: Annotated[str, Query(description="Of Google's")] = "",
    error: Annotated[str, Query(description="Of Google's")] = "",
) -> Response:
    """Come back from Google; only in the browser that left, and once."""
    _check_browser(request, state)
    if error or not code:
        return _back(request, "/#error=access_denied")
    command = ReturnFromGoogleCommand(state=state, code=code)
    session, return_to = await accounts.return_from_google.execute(command)
    return _back(request, f"{return_to}#{_fragment(session)}")


@router.post("/google", responses=problems(*_FAILURES, 413, 415, 429))
async def log_in_with_google(
    body: GoogleBody, accounts: Accounts, actor: AnyActor
) -> SessionView:
    """Sign in by an id token; a guest's bearer token keeps the guest's tours."""
    command = LogInWithGoogleCommand(
        id_token=body.id_token, nonce=body.nonce, actor=actor
    )
    return SessionView.of(await accounts.log_in_with_google.execute(command))


def cookie_name(request: Request) -> str:
    """Return the name; browsers take the prefix with TLS alone, and then to heart."""
    public_url: str = request.app.state.public_url
    return f"__Host-{COOKIE}" if public_url.startswith("https:") else COOKIE


def _departing(request: Request, departure: Departure) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"address": departure.address})
    return RedirectResponse(departure.address, 302)


def _check_browser(request: Request, state: str) -> None:
    kept = request.cookies.get(cookie_name(request), "")
    if not hmac.compare_digest(kept.encode(), _hash(state).encode()):
        raise LinkSpent("This sign-in did not begin in this browser, or is over.")


def _back(request: Request, to: str) -> Response:
    response = RedirectResponse(to, 302, headers=_PRIVATE)
    name = cookie_name(request)
    secure = name.startswith("__Host-")
    response.delete_cookie(name, secure=secure, httponly=True, samesite="lax")
    return response


def _fragment(session: Session) -> str:
    view = SessionView.of(session)
    shown = view.model_dump(
        include={"access_token", "token_type", "expires_in_s", "refresh_token"}
    )
    return urlencode(shown)


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()

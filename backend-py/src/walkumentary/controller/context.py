"""What a request may ask for: the use cases, and who is asking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security import (
    APIKeyHeader,
    HTTPAuthorizationCredentials,
    HTTPBearer,
    SecurityScopes,
)

from walkumentary.controller.client_address import FromAddress
from walkumentary.domain.accounts.api_key import Scope, check_scopes
from walkumentary.domain.accounts.roles import Role
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.domain.shared.ids import TourId
from walkumentary.gateway.identity import IdentityGateway
from walkumentary.gateway.media import MediaSignerGateway
from walkumentary.usecase import UseCases
from walkumentary.usecase.accounts import AccountUseCases
from walkumentary.usecase.accounts.check_role import CheckRoleQuery
from walkumentary.usecase.notes import NoteUseCases
from walkumentary.usecase.ops import OpsUseCases
from walkumentary.usecase.places import PlaceUseCases
from walkumentary.usecase.tours import TourUseCases

_bearer = HTTPBearer(auto_error=False, description="From POST /v1/auth/anonymous.")
_api_key = APIKeyHeader(
    name="X-API-Key",
    auto_error=False,
    description="From POST /v1/me/api-keys; it may be sent as a bearer token too.",
)
_DOTS_IN_A_TOKEN = 2

Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
KeySent = Annotated[str | None, Depends(_api_key)]


# All are coroutines: a plain function would be sent to a thread at every request.


async def _usecases(request: Request) -> UseCases:
    usecases: UseCases = request.app.state.usecases
    return usecases


_All = Annotated[UseCases, Depends(_usecases)]


async def _accounts(usecases: _All) -> AccountUseCases:
    return usecases.accounts


async def _places(usecases: _All) -> PlaceUseCases:
    return usecases.places


async def _notes(usecases: _All) -> NoteUseCases:
    return usecases.notes


async def _tours(usecases: _All) -> TourUseCases:
    return usecases.tours


async def _ops(usecases: _All) -> OpsUseCases:
    return usecases.ops


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who is asking; with a key, for what it is good."""

    actor: Actor
    scopes: frozenset[str] | None = None


async def identify(request: Request) -> Actor | None:
    """Return who is asking, None where nobody says who; verified once in a request.

    Raises:
        Unauthenticated: what was sent to prove it proves nothing.
    """
    asking = await _asking(request)
    return asking.actor if asking else None


async def scopes_of(request: Request) -> frozenset[str] | None:
    """Return for what the key is good that somebody sent; None without a key."""
    asking = await _asking(request)
    return asking.scopes if asking else None


async def _asking(request: Request) -> _Asking | None:
    state = request.scope.setdefault("state", {})
    if "asking" not in state:
        state["asking"] = await _verified(request)
    asking: _Asking | None = state["asking"]
    return asking


def needs_somebody(route: APIRoute) -> bool:
    """Whether the route refuses who does not say who they are."""
    return any(_depends(route.dependant, on) for on in (_person, _holder))


def _depends(dependant: Dependant, on: Callable[..., object]) -> bool:
    return any(one.call is on or _depends(one, on) for one in dependant.dependencies)


async def _verified(request: Request) -> _Asking | None:
    credentials, key = await _bearer(request), await _api_key(request)
    if credentials is None:
        return await _with_key(request, key) if key else None
    if key:
        raise Unauthenticated("Send a token or a key, not both.")
    return await _with_bearer(request, credentials.credentials)


async def _with_bearer(request: Request, text: str) -> _Asking:
    """Return whom a token names, without any query; keys are no compact JWS."""
    if text.count(".") != _DOTS_IN_A_TOKEN:
        return await _with_key(request, text)
    identity: IdentityGateway = request.app.state.identity
    return _Asking(await identity.verify(text))


async def _with_key(request: Request, text: str) -> _Asking:
    usecases: UseCases = request.app.state.usecases
    holder = await usecases.accounts.check_api_key.execute(text)
    return _Asking(holder.actor, scopes=holder.scopes)


async def _person(request: Request, _documented: Credentials) -> Actor:
    """Return who is asking in person: no key opens this."""
    return await _admitted(request, scopes=())


async def _holder(
    request: Request, wanted: SecurityScopes, _token: Credentials, _key: KeySent
) -> Actor:
    """Return who is asking, in person or by a key with the scopes wanted."""
    return await _admitted(request, scopes=wanted.scopes)


async def _admitted(request: Request, *, scopes: Sequence[str]) -> Actor:
    asking = await _asking(request)
    if asking is None:
        raise Unauthenticated("Send a bearer token; POST /v1/auth/anonymous gives one.")
    if asking.scopes is not None:
        check_scopes(scopes, asking.scopes)
    return asking.actor


async def _anyone(request: Request, _documented: Credentials) -> Actor | None:
    """Return who is asking, None for nobody; a bad token is nobody's right."""
    actor = await identify(request)
    if actor is None and {"authorization", "x-api-key"} & set(request.headers):
        raise Unauthenticated("Send a bearer token, or none at all.")
    return actor


async def _spender(
    actor: Annotated[Actor, Security(_holder, scopes=[Scope.TOURS_WRITE])],
    address: FromAddress,
) -> Actor:
    """Return who is asking, and from where: guests' allowances are counted by that."""
    return replace(actor, address=address)


async def _places_spender(
    actor: Annotated[Actor, Security(_holder, scopes=[Scope.PLACES_READ])],
    address: FromAddress,
) -> Actor:
    return replace(actor, address=address)


async def _living(
    accounts: Annotated[AccountUseCases, Depends(_accounts)],
    actor: Annotated[Actor, Security(_holder, scopes=[Scope.TOURS_READ])],
) -> Actor:
    await accounts.check.execute(actor)
    return actor


async def _curator(
    accounts: Annotated[AccountUseCases, Depends(_accounts)],
    actor: Annotated[Actor, Security(_holder, scopes=[Scope.NOTES_WRITE])],
) -> Actor:
    query = CheckRoleQuery(actor=actor, role=Role.CURATOR)
    await accounts.check_role.execute(query)
    return actor


async def _operator(
    accounts: Annotated[AccountUseCases, Depends(_accounts)],
    actor: Annotated[Actor, Security(_holder, scopes=[Scope.INTERNAL])],
) -> Actor:
    query = CheckRoleQuery(actor=actor, role=Role.OPERATOR)
    await accounts.check_role.execute(query)
    return actor


async def _listener(
    request: Request,
    wanted: SecurityScopes,
    _token: Credentials,
    _key: KeySent,
    tour_id: UUID,
    expires: Annotated[str | None, Query(description="Of a signed address")] = None,
    owner: Annotated[str, Query(description="Of a signed address")] = "",
    signature: Annotated[str, Query(description="Of a signed address")] = "",
) -> Actor:
    """Return whom a media address was signed for, else who is asking."""
    if expires is None:
        return await _admitted(request, scopes=wanted.scopes)
    signer: MediaSignerGateway = request.app.state.media
    return signer.verify(
        TourId(tour_id), expires=expires, owner=owner, signature=signature
    )


Accounts = Annotated[AccountUseCases, Depends(_accounts)]
Places = Annotated[PlaceUseCases, Depends(_places)]
Notes = Annotated[NoteUseCases, Depends(_notes)]
Tours = Annotated[TourUseCases, Depends(_tours)]
Ops = Annotated[OpsUseCases, Depends(_ops)]
AnyActor = Annotated[Actor | None, Depends(_anyone)]
CurrentActor = Annotated[Actor, Depends(_person)]
"""Who is asking in person: what a key must not do needs this."""

ReadsTours = Annotated[Actor, Security(_holder, scopes=[Scope.TOURS_READ])]
LivingReader = Annotated[Actor, Depends(_living)]
"""Who is asking where nothing of theirs is read: nobody whose account was deleted."""
CurrentCurator = Annotated[Actor, Depends(_curator)]
CurrentOperator = Annotated[Actor, Depends(_operator)]
"""Who is asking, with the role that is stored for them now."""
WritesTours = Annotated[Actor, Security(_holder, scopes=[Scope.TOURS_WRITE])]
ReadsPlaces = Annotated[Actor, Security(_holder, scopes=[Scope.PLACES_READ])]
WritesPlaces = Annotated[Actor, Security(_holder, scopes=[Scope.PLACES_WRITE])]
ReadsNotes = Annotated[Actor, Security(_holder, scopes=[Scope.NOTES_READ])]
ReadsUsage = Annotated[Actor, Security(_holder, scopes=[Scope.USAGE_READ])]
Listener = Annotated[Actor, Security(_listener, scopes=[Scope.TOURS_READ])]
Spender = Annotated[Actor, Depends(_spender)]
PlacesSpender = Annotated[Actor, Depends(_places_spender)]

"""What a request may ask for: the use cases, and who is asking."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from walkumentary.controller.client_address import FromAddress
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.domain.shared.ids import TourId
from walkumentary.gateway.accounts import TokensGateway
from walkumentary.gateway.media import MediaSignerGateway
from walkumentary.usecase import UseCases
from walkumentary.usecase.accounts import AccountUseCases
from walkumentary.usecase.notes import NoteUseCases
from walkumentary.usecase.ops import OpsUseCases
from walkumentary.usecase.places import PlaceUseCases
from walkumentary.usecase.tours import TourUseCases

_bearer = HTTPBearer(auto_error=False, description="From POST /v1/auth/anonymous.")

Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


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


async def identify(request: Request) -> Actor | None:
    """Return who is asking, None where nobody says who; verified once in a request.

    Raises:
        Unauthenticated: what was sent to prove it proves nothing.
    """
    state = request.scope.setdefault("state", {})
    if "asking" not in state:
        state["asking"] = await _verified(request)
    asking: Actor | None = state["asking"]
    return asking


def needs_somebody(route: APIRoute) -> bool:
    """Whether the route refuses who does not say who they are."""
    return _depends(route.dependant, _actor)


def _depends(dependant: Dependant, on: Callable[..., object]) -> bool:
    return any(one.call is on or _depends(one, on) for one in dependant.dependencies)


async def _verified(request: Request) -> Actor | None:
    credentials = await _bearer(request)
    identity: TokensGateway = request.app.state.identity
    return identity.verify(credentials.credentials) if credentials else None


async def _actor(request: Request, _documented: Credentials) -> Actor:
    actor = await identify(request)
    if actor is None:
        raise Unauthenticated("Send a bearer token; POST /v1/auth/anonymous gives one.")
    return actor


async def _spender(
    actor: Annotated[Actor, Depends(_actor)], address: FromAddress
) -> Actor:
    """Return who is asking, and from where: guests' allowances are counted by that."""
    return replace(actor, address=address)


async def _listener(
    request: Request,
    credentials: Credentials,
    tour_id: UUID,
    expires: Annotated[int | None, Query(description="Of a signed address")] = None,
    owner: Annotated[str, Query(description="Of a signed address")] = "",
    signature: Annotated[str, Query(description="Of a signed address")] = "",
) -> Actor:
    """Return whom a media address was signed for, else the bearer."""
    if expires is None:
        return await _actor(request, credentials)
    signer: MediaSignerGateway = request.app.state.media
    return signer.verify(
        TourId(tour_id), expires=expires, owner=owner, signature=signature
    )


Accounts = Annotated[AccountUseCases, Depends(_accounts)]
Places = Annotated[PlaceUseCases, Depends(_places)]
Notes = Annotated[NoteUseCases, Depends(_notes)]
Tours = Annotated[TourUseCases, Depends(_tours)]
Ops = Annotated[OpsUseCases, Depends(_ops)]
CurrentActor = Annotated[Actor, Depends(_actor)]
Spender = Annotated[Actor, Depends(_spender)]
Listener = Annotated[Actor, Depends(_listener)]

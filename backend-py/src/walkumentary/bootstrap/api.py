"""Composition: use cases in, ASGI application out."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from walkumentary import __version__
from walkumentary.bootstrap.edge import Edge
from walkumentary.bootstrap.front import guard
from walkumentary.bootstrap.usecases import Gateways, build_usecases
from walkumentary.controller.accounts.api_keys import router as api_keys_router
from walkumentary.controller.accounts.auth import router as auth_router
from walkumentary.controller.accounts.google import router as google_router
from walkumentary.controller.accounts.keys import router as keys_router
from walkumentary.controller.accounts.me import router as me_router
from walkumentary.controller.accounts.routes import router as accounts_router
from walkumentary.controller.documentation import DocumentedApi
from walkumentary.controller.notes.routes import router as notes_router
from walkumentary.controller.ops.routes import router as ops_router
from walkumentary.controller.page import page_router
from walkumentary.controller.places.routes import router as places_router
from walkumentary.controller.problem import install_problems
from walkumentary.controller.tours.events import router as events_router
from walkumentary.controller.tours.media import router as media_router
from walkumentary.controller.tours.routes import router as tours_router
from walkumentary.controller.tours.shared import router as shared_router
from walkumentary.controller.tours.voices import router as voices_router

LAPTOP = Edge()

type OpenGateways = Callable[[], AbstractAsyncContextManager[Gateways]]

ROUTERS = (
    tours_router,
    media_router,
    events_router,
    places_router,
    notes_router,
    shared_router,
    voices_router,
    auth_router,
    accounts_router,
    me_router,
    api_keys_router,
    google_router,
    keys_router,
    ops_router,
)
"""Routes are tried one after another: those that are asked for most come first."""


def create_app(open_gateways: OpenGateways, edge: Edge = LAPTOP) -> FastAPI:
    """Assemble the HTTP application; the gateways open when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_gateways() as gateways:
            attach(app, gateways)
            yield

    app = DocumentedApi(
        title="Walkumentary",
        version=__version__,
        summary="Narrated walks grounded in landmark notes.",
        lifespan=lifespan,
    )
    guard(app, edge)
    app.state.public_url = edge.public_url
    install_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(page_router())
    return app


def attach(app: FastAPI, gateways: Gateways) -> None:
    """Give the routes their use cases and the means to tell who is asking."""
    app.state.usecases = build_usecases(gateways)
    app.state.identity = gateways.identity
    app.state.media = gateways.media
    app.state.idempotency = gateways.idempotency
    app.state.rate_limits = gateways.rate_limits

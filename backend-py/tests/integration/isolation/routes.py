"""Every route of the application, and whom it answers: one table, nothing left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

ID = "<id>"
"""Stands in a question where an id of the route's subject goes."""
NAME = "Zanzibarka"
"""How everything begins that is private, so that a search could find it."""
MAIL = "anna@private.example"


class For(StrEnum):
    """Whom a route answers."""

    ANYBODY = "anybody: it asks no name and tells nothing of anybody"
    ONESELF = "whoever has a name, about themselves and what is public"
    OWNER = "whose the thing is that is named, and nobody else"
    CURATOR = "curators and operators"
    OPERATOR = "operators"
    BEARER = "whoever has the secret that is sent"


class Subject(StrEnum):
    """What an id is the id of."""

    TOUR = "tour"
    PLACE = "place"
    KEY = "key"
    SECRET = "secret"  # noqa: S105  a kind of thing


type Json = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How a route is asked so that it would tell of somebody else's, if it could."""

    subject: Subject = Subject.TOUR
    params: Mapping[str, str] = field(default_factory=dict)
    json: Json | None = None
    form: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One route's line in the table."""

    answers: For
    questions: Sequence[Question] = (Question(),)


def _anybody(json: Json | None = None) -> Route:
    return Route(For.ANYBODY, [Question(json=json)])


def _oneself(*questions: Question, json: Json | None = None) -> Route:
    return Route(For.ONESELF, questions or [Question(json=json)])


def _of_tour(json: Json | None = None, **params: str) -> Route:
    return Route(For.OWNER, [Question(json=json, params=params)])


def _of_place(json: Json | None = None, **params: str) -> Route:
    question = Question(subject=Subject.PLACE, json=json, params=params)
    return Route(For.OWNER, [question])


def _bearer(json: Json | None = None, **params: str) -> Route:
    question = Question(subject=Subject.SECRET, json=json, params=params)
    return Route(For.BEARER, [question])


_NEARBY: Json = {"latitude": 52.0, "longitude": 4.0}
_WALK: Json = {"location_id": ID, "interests": ["history"], "duration_minutes": 20}
_PASSWORD = "seventeen wooden piles"  # noqa: S105  nobody's
_SIGN_UP: Json = {
    "email": "somebody@else.example",
    "password": _PASSWORD,
    "password_confirm": _PASSWORD,
    "display_name": "Somebody Else",
}

ROUTES: Mapping[str, Route] = {
    # What is there before anybody has a name.
    "GET /": _anybody(),
    "GET /page/{name}": _anybody(),
    "GET /health": _anybody(),
    "GET /health/live": _anybody(),
    "GET /health/ready": _anybody(),
    "GET /openapi.json": _anybody(),
    "GET /docs": _anybody(),
    "GET /docs/oauth2-redirect": _anybody(),
    "GET /redoc": _anybody(),
    "GET /.well-known/jwks.json": _anybody(),
    "POST /v1/auth/anonymous": _anybody(),
    "POST /v1/auth/signup": _anybody(_SIGN_UP),
    "POST /v1/auth/login": _anybody({"email": MAIL, "password": _PASSWORD}),
    "POST /v1/auth/password/forgot": _anybody({"email": MAIL}),
    "GET /v1/auth/oauth/google": _anybody(),
    "GET /v1/auth/oauth/google/callback": _bearer(state=ID, code="forged"),
    "POST /v1/auth/google": _bearer({"id_token": ID}),
    "POST /v1/auth/email/confirm": _bearer({"token": ID}),
    "POST /v1/auth/refresh": _bearer({"refresh_token": ID}),
    "POST /v1/auth/logout": _bearer({"refresh_token": ID}),
    "POST /v1/auth/password/reset": _bearer({"token": ID, "password": _PASSWORD}),
    # Oneself.
    "POST /v1/auth/password/change": _oneself(
        json={"current_password": "not mine", "password": _PASSWORD}
    ),
    "GET /v1/me": _oneself(),
    "PATCH /v1/me": _oneself(json={"display_name": "Somebody"}),
    "DELETE /v1/me": _oneself(),
    "PATCH /v1/me/preferences": _oneself(json={"language": "en"}),
    "GET /v1/me/export": _oneself(),
    "GET /v1/me/usage": _oneself(),
    "GET /v1/me/api-keys": _oneself(),
    "POST /v1/me/api-keys": _oneself(json={"name": "mine"}),
    "DELETE /v1/me/api-keys/{key_id}": Route(
        For.OWNER, [Question(subject=Subject.KEY)]
    ),
    # Places and notes: most are everybody's, some are somebody's own.
    "GET /v1/locations/search": _oneself(
        Question(params={"query": NAME}),
        Question(params={"query": NAME, "latitude": "52", "longitude": "4"}),
    ),
    "POST /v1/locations/detect": _oneself(json={"coordinates": _NEARBY}),
    "POST /v1/locations": _oneself(json={"name": NAME, "coordinates": _NEARBY}),
    "POST /v1/locations/recognize": _oneself(
        Question(form={"latitude": "52.0", "longitude": "4.0"})
    ),
    "GET /v1/locations/{location_id}": _of_place(),
    "GET /v1/locations/{location_id}/nearby": _of_place(),
    "GET /v1/locations/{location_id}/notes": _of_place(),
    "GET /v1/notes/search": Route(
        For.OWNER,
        [
            Question(subject=Subject.PLACE, params={"query": NAME, "location_id": ID}),
            Question(
                subject=Subject.PLACE,
                params={"query": NAME, "latitude": "52", "longitude": "4"},
            ),
        ],
    ),
    "GET /v1/voices": _oneself(),
    # Tours.
    "GET /v1/tours": _oneself(
        Question(),
        Question(subject=Subject.PLACE, params={"location_id": ID}),
        Question(params={"archived": "true"}),
    ),
    "POST /v1/tours/estimate": _of_place(_WALK),
    "POST /v1/tours/generate": _of_place(_WALK),
    "GET /v1/tours/{tour_id}": _of_tour(),
    "PATCH /v1/tours/{tour_id}": _of_tour({"title": "Mine now"}),
    "DELETE /v1/tours/{tour_id}": _of_tour(),
    "GET /v1/tours/{tour_id}/status": _of_tour(),
    "GET /v1/tours/{tour_id}/events": _of_tour(),
    "GET /v1/tours/{tour_id}/evidence": _of_tour(t="0"),
    "POST /v1/tours/{tour_id}/cancel": _of_tour(),
    "POST /v1/tours/{tour_id}/retry": _of_tour(),
    "POST /v1/tours/{tour_id}/audio/regenerate": _of_tour({"speed": 1.5}),
    "POST /v1/tours/{tour_id}/share": _of_tour(),
    "DELETE /v1/tours/{tour_id}/share": _of_tour(),
    "GET /v1/tours/{tour_id}/audio": _of_tour(),
    "GET /v1/tours/{tour_id}/stops/{stop}/audio": _of_tour(),
    "GET /v1/tours/{tour_id}/transcript": _of_tour(),
    "GET /v1/tours/{tour_id}/transcript.json": _of_tour(),
    "GET /v1/tours/{tour_id}/transcript.vtt": _of_tour(),
    "GET /v1/tours/{tour_id}/route": _of_tour(),
    "GET /v1/tours/{tour_id}/route.geojson": _of_tour(),
    "GET /v1/tours/{tour_id}/route.gpx": _of_tour(),
    "GET /v1/tours/{tour_id}/bundle": _of_tour(),
    # Who has the token may look, and nothing else.
    "GET /v1/shared/tours/{token}": _bearer(),
    "GET /v1/shared/tours/{token}/transcript": _bearer(),
    "GET /v1/shared/tours/{token}/transcript.json": _bearer(),
    "GET /v1/shared/tours/{token}/transcript.vtt": _bearer(),
    "GET /v1/shared/tours/{token}/route": _bearer(),
    "GET /v1/shared/tours/{token}/route.geojson": _bearer(),
    "GET /v1/shared/tours/{token}/route.gpx": _bearer(),
    "GET /v1/shared/tours/{token}/audio": _bearer(),
    "GET /v1/shared/tours/{token}/stops/{stop}/audio": _bearer(),
    # The page, which looks for the rest itself.
    "GET /shared/{token}": _anybody(),
}
"""The table; HEAD is asked as GET is. A route that is not in it fails the tests."""

ASK_A_NAME = frozenset({For.ONESELF, For.OWNER, For.CURATOR, For.OPERATOR})
_NO_METHODS = frozenset({"none"})


def routes_of(app: FastAPI) -> Iterator[str]:
    """Yield method and path of every route, however it was included."""
    for route in iter_route_contexts(app.router.routes):
        for method in route.methods or _NO_METHODS:
            yield f"{method} {route.path}"


def line_of(route: str) -> str:
    """Return what a route is called in the table."""
    return route.replace("HEAD ", "GET ", 1)

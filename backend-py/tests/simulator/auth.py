"""Supabase Auth on loopback: sign-ups, sessions, mails and keys as its API has them.

Refusals carry a status, a short code and words, in the older form unless a client asks
for the newer one, as the real server does.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

import jwt
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.simulator.auth_project import (
    CLIENT,
    GOOGLE,
    Device,
    Flow,
    GooglePerson,
    Mail,
    Person,
    Project,
    Refused,
)
from tests.simulator.server import served
from tests.simulator.storage import FAULTS, Fault, Kind
from walkumentary.gateway.clock import Clock

ANON_KEY = "anon-key-of-the-test"
SERVICE_KEY = "service-role-key-of-the-test"
NEWER = "x-supabase-api-version"

_JSON = TypeAdapter(dict[str, object])


class Op(StrEnum):
    """What is asked of Supabase Auth."""

    SIGNUP = "/signup"
    TOKEN = "/token"  # noqa: S105 - a path
    VERIFY = "/verify"
    RECOVER = "/recover"
    USER = "/user"
    LOGOUT = "/logout"
    AUTHORIZE = "/authorize"
    LINK = "/user/identities/authorize"
    CALLBACK = "/callback"
    ADMIN_USER = "/admin/users/{userId}"
    SETTINGS = "/settings"
    HEALTH = "/health"
    JWKS = "/.well-known/jwks.json"


OPEN = frozenset({Op.AUTHORIZE, Op.CALLBACK, Op.JWKS})
"""What a browser or a stranger may ask without the project's key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it arrived, and how it was answered."""

    op: Op
    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Mapping[str, object]
    status: int = 0
    answer: bytes = b""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a handler reads of a call."""

    query: Mapping[str, str]
    body: Mapping[str, object]
    bearer: str
    person_id: str

    def text(self, name: str) -> str:
        """Return a text of the body, or nothing."""
        value = self.body.get(name)
        return value if isinstance(value, str) else ""

    @property
    def metadata(self) -> dict[str, object]:
        """Return what the person is to carry along."""
        value = self.body.get("data")
        return _JSON.validate_python(value) if isinstance(value, dict) else {}


type _Handler = Callable[[Asked], Response]


@dataclass(slots=True, kw_only=True)
class AuthSimulator:
    """A project behind HTTP, with its faults and its ledger."""

    project: Project = field(default_factory=Project)
    faults: list[Fault] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The project's address."""
        return self.project.url

    @property
    def mail(self) -> Mail:
        """The mail that was sent last."""
        return self.project.mails[-1]

    def of(self, op: Op) -> list[Call]:
        """Return the calls of one operation."""
        return [call for call in self.calls if call.op == op]

    def fail(self, op: Op, kind: Kind = Kind.STATUS, **how: int) -> None:
        """Let the next call of an operation go wrong."""
        self.faults.append(Fault(kind=kind, op=op, **how))

    def id_token(self, person: GooglePerson, **changed: object) -> str:
        """Return what Google signs for somebody; None takes a claim away."""
        now = int(self.project.clock.now().timestamp())
        claims: dict[str, object] = {
            "iss": GOOGLE,
            "aud": CLIENT,
            "sub": person.subject,
            "email": person.email,
            "email_verified": person.is_verified,
            "name": person.name,
            "iat": now,
            "exp": now + 3_600,
            **changed,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return self.project.google_keys.sign(kept)

    def app(self) -> Starlette:
        """Return its application."""
        handlers: list[tuple[Op, str, _Handler]] = [
            (Op.SIGNUP, "POST", self._sign_up),
            (Op.TOKEN, "POST", self._grant),
            (Op.VERIFY, "POST", self._verify),
            (Op.RECOVER, "POST", self._recover),
            (Op.USER, "GET", self._read),
            (Op.USER, "PUT", self._change),
            (Op.LOGOUT, "POST", self._log_out),
            (Op.AUTHORIZE, "GET", self._authorize),
            (Op.LINK, "GET", self._link),
            (Op.CALLBACK, "GET", self._call_back),
            (Op.ADMIN_USER, "DELETE", self._forget),
            (Op.SETTINGS, "GET", self._settings),
            (Op.HEALTH, "GET", self._health),
            (Op.JWKS, "GET", self._jwks),
        ]
        return Starlette(routes=[self._route(*one) for one in handlers])

    # --- the way in ----------------------------------------------------------------

    def _route(self, op: Op, method: str, handler: _Handler) -> Route:
        async def endpoint(request: Request) -> Response:
            raw = await request.body()
            fault = self._next_fault(op)
            answer = await self._made(fault, op, request, raw, handler)
            self._note(op, request, raw, answer)
            return answer

        return Route(f"/auth/v1{op}", endpoint, methods=[method])

    async def _made(
        self,
        fault: Fault | None,
        op: Op,
        request: Request,
        raw: bytes,
        handler: _Handler,
    ) -> Response:
        def answered() -> Response:
            return self._answered(op, request, raw, handler)

        if fault is None:
            return answered()
        return await _FAULTS[fault.kind](fault, answered)

    def _answered(
        self, op: Op, request: Request, raw: bytes, handler: _Handler
    ) -> Response:
        try:
            self._check_key(op, request)
            return handler(_asked(request, raw))
        except Refused as refusal:
            return _refusal(refusal, newer=NEWER in request.headers)
        except _KeyWrong as wrong:
            return JSONResponse({"message": str(wrong)}, 401)

    def _check_key(self, op: Op, request: Request) -> None:
        sent = request.headers.get("apikey", "")
        if op not in OPEN and sent not in {ANON_KEY, SERVICE_KEY}:
            raise _KeyWrong("Invalid API key")

    def _note(self, op: Op, request: Request, raw: bytes, answer: Response) -> None:
        call = Call(
            op=op,
            method=request.method.casefold(),
            query=dict(request.query_params),
            headers=dict(request.headers),
            body=_json(raw),
            status=answer.status_code,
            answer=bytes(getattr(answer, "body", b"")),
        )
        self.calls.append(call)

    def _next_fault(self, op: Op) -> Fault | None:
        waiting = next((one for one in self.faults if one.op == op), None)
        if waiting:
            place = self.faults.index(waiting)
            left = replace(waiting, times=waiting.times - 1)
            self.faults[place : place + 1] = [left] if left.times else []
        return waiting

    # --- signing up and in ---------------------------------------------------------

    def _sign_up(self, asked: Asked) -> Response:
        if not asked.text("email"):
            return JSONResponse(self.project.sign_up_anonymously(asked.metadata))
        email = asked.text("email").casefold()
        made = self.project.sign_up(email, asked.text("password"), asked.metadata)
        return JSONResponse(made)

    def _grant(self, asked: Asked) -> Response:
        grants: Mapping[str, Callable[[Asked], dict[str, object]]] = {
            "password": lambda asked: self.project.log_in(
                asked.text("email"), asked.text("password")
            ),
            "refresh_token": lambda asked: self.project.refresh(
                asked.text("refresh_token")
            ),
            "pkce": lambda asked: self.project.redeem(
                asked.text("auth_code"), asked.text("code_verifier")
            ),
            "id_token": self._vouched,
        }
        grant = grants.get(asked.query.get("grant_type", ""))
        if grant is None:
            raise Refused(400, "validation_failed", "unsupported_grant_type")
        return JSONResponse(grant(asked))

    def _verify(self, asked: Asked) -> Response:
        kind, hashed = asked.text("type"), asked.text("token_hash")
        if hashed:
            return JSONResponse(self.project.verify(kind, token_hash=hashed))
        email, otp = asked.text("email"), asked.text("token")
        return JSONResponse(self.project.verify_otp(kind, email=email, otp=otp))

    def _recover(self, asked: Asked) -> Response:
        self.project.recover(asked.text("email"))
        return JSONResponse({})

    # --- whoever is signed in ------------------------------------------------------

    def _signed_in(self, asked: Asked) -> tuple[Person, Device]:
        """Return who asks; a session that has ended is none."""
        claims = self._claims(asked.bearer)
        person = self.project.people.get(str(claims["sub"]))
        if person is None:
            gone = "User from sub claim in JWT does not exist"
            raise Refused(403, "user_not_found", gone)
        device = self.project.devices.get(str(claims["session_id"]))
        if device is None:
            ended = "Session from session_id claim in JWT does not exist"
            raise Refused(403, "session_not_found", ended)
        return person, device

    def _claims(self, token: str) -> dict[str, object]:
        if not token:
            lacking = "This endpoint requires a valid Bearer token"
            raise Refused(401, "no_authorization", lacking)
        claims = self._signed_here(token)
        if TypeAdapter(int).validate_python(claims["exp"]) <= self._now():
            raise Refused(403, "bad_jwt", "invalid JWT: token is expired")
        return claims

    def _signed_here(self, token: str) -> dict[str, object]:
        try:
            return self.project.keys.read(token)
        except jwt.PyJWTError:
            raise Refused(403, "bad_jwt", "invalid JWT: unable to parse") from None

    def _now(self) -> float:
        return self.project.clock.now().timestamp()

    def _read(self, asked: Asked) -> Response:
        return JSONResponse(self.project.described(self._signed_in(asked)[0]))

    def _change(self, asked: Asked) -> Response:
        person, device = self._signed_in(asked)
        person.metadata.update(asked.metadata)
        wishes = {name: asked.text(name) for name in ("email", "password")}
        return JSONResponse(self.project.change(person, device, wishes))

    def _log_out(self, asked: Asked) -> Response:
        person, device = self._signed_in(asked)
        every = self.project.of(person.id)
        ended = {"local": [device], "others": [d for d in every if d is not device]}
        self.project.end(ended.get(asked.query.get("scope", "global"), every))
        return Response(status_code=204)

    def _forget(self, asked: Asked) -> Response:
        if asked.bearer != SERVICE_KEY:
            raise Refused(403, "not_admin", "User not allowed")
        return JSONResponse(self.project.forget(asked.person_id))

    # --- Google --------------------------------------------------------------------

    def _authorize(self, asked: Asked) -> Response:
        return RedirectResponse(self._consent(asked, None), 302)

    def _link(self, asked: Asked) -> Response:
        person, _ = self._signed_in(asked)
        return JSONResponse({"url": self._consent(asked, person.id)})

    def _consent(self, asked: Asked, person_id: str | None) -> str:
        flow = Flow(
            asked.query.get("code_challenge", ""),
            asked.query.get("redirect_to", ""),
            person_id,
        )
        asking = {"client_id": CLIENT, "state": self.project.begin(flow)}
        return f"{GOOGLE}/o/oauth2/v2/auth?{urlencode(asking)}"

    def consented(self, state: str, person: GooglePerson) -> str:
        """Return where Google and Supabase send the browser back to."""
        place, code = self.project.consented(state, person)
        return f"{place}{'&' if '?' in place else '?'}{urlencode({'code': code})}"

    def _call_back(self, asked: Asked) -> Response:
        person = GooglePerson(asked.query["code"], f"{asked.query['code']}@gmail.test")
        return RedirectResponse(self.consented(asked.query["state"], person), 302)

    def _vouched(self, asked: Asked) -> dict[str, object]:
        guest_id = self._guest(asked)
        claims = self._google_claims(asked)
        person = GooglePerson(
            str(claims["sub"]),
            str(claims["email"]),
            claims.get("email_verified") is True,
            str(claims.get("name", "")),
        )
        return self.project.vouched(person, guest_id)

    def _guest(self, asked: Asked) -> str | None:
        links = asked.body.get("link_identity") is True
        return self._signed_in(asked)[0].id if links else None

    def _google_claims(self, asked: Asked) -> dict[str, object]:
        try:
            claims = self.project.google_keys.read(asked.text("id_token"))
        except jwt.PyJWTError:
            raise Refused(400, "validation_failed", "Bad ID token") from None
        self._check_google(claims)
        self._check_nonce(asked.text("nonce"), claims)
        return claims

    def _check_google(self, claims: Mapping[str, object]) -> None:
        ends = TypeAdapter(float).validate_python(claims["exp"])
        if claims["aud"] != CLIENT or claims["iss"] != GOOGLE or ends <= self._now():
            raise Refused(400, "validation_failed", "Bad ID token")

    def _check_nonce(self, nonce: str, claims: Mapping[str, object]) -> None:
        hashed = hashlib.sha256(nonce.encode()).hexdigest() if nonce else None
        if claims.get("nonce") != hashed:
            raise Refused(400, "validation_failed", "Nonces mismatch")

    # --- about the project ---------------------------------------------------------

    def _settings(self, _: Asked) -> Response:
        project = self.project
        external = {
            "email": True,
            "google": project.has_google,
            "anonymous_users": project.has_anonymous,
        }
        return JSONResponse(
            {
                "external": external,
                "disable_signup": not project.takes_sign_ups,
                "mailer_autoconfirm": project.autoconfirm,
                "phone_autoconfirm": False,
                "saml_enabled": False,
            }
        )

    def _health(self, _: Asked) -> Response:
        return JSONResponse({"version": "v2.0.0", "name": "GoTrue"})

    def _jwks(self, _: Asked) -> Response:
        return JSONResponse(self.project.keys.published())


class _KeyWrong(Exception):
    """What stands before the server lets nothing through without a key."""


def _asked(request: Request, raw: bytes) -> Asked:
    return Asked(
        query=dict(request.query_params),
        body=_json(raw),
        bearer=request.headers.get("authorization", "").removeprefix("Bearer "),
        person_id=request.path_params.get("userId", ""),
    )


def _json(raw: bytes) -> dict[str, object]:
    return _JSON.validate_python(json.loads(raw)) if raw else {}


def _refusal(refusal: Refused, *, newer: bool) -> Response:
    if newer:
        body: dict[str, object] = {"code": refusal.code, "message": refusal.message}
        return JSONResponse(body, refusal.status, {NEWER: "2024-01-01"})
    older = {"error_code": refusal.code, "msg": refusal.message}
    return JSONResponse({"code": refusal.status, **older}, refusal.status)


async def _failing(fault: Fault, _: Callable[[], Response]) -> Response:
    wait = fault.retry_after_s
    headers = {} if wait is None else {"retry-after": f"{wait:g}"}
    limited = fault.status == 429
    code = "over_request_rate_limit" if limited else "unexpected_failure"
    body = {"code": fault.status, "error_code": code, "msg": "Simulated."}
    return JSONResponse(body, fault.status, headers)


_FAULTS = {**FAULTS, Kind.STATUS: _failing}


@asynccontextmanager
async def simulated_auth(clock: Clock | None = None) -> AsyncIterator[AuthSimulator]:
    """Serve on a free port of loopback until the block is left."""
    simulator = AuthSimulator(project=Project(clock=clock) if clock else Project())
    async with served(simulator.app()) as address:
        simulator.project.url = address.removesuffix("/v1")
        yield simulator

"""Calls to Supabase Auth, and what it answers, in our terms.

Source: Supabase Auth API description (github supabase/auth, openapi.yaml) and its
error codes (internal/api/apierrors), read 2026-11-21.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

import httpx
from pydantic import BaseModel, Field, ValidationError

from walkumentary.domain.accounts.sign_in import TooManySignIns
from walkumentary.domain.shared.errors import (
    AppError,
    GatewayRefused,
    GatewayUnavailable,
)
from walkumentary.infra.supabase.answer import (
    Answer,
    AnswerForeign,
    KeyRefused,
    answer_of,
    in_our_terms,
)

DEADLINE_S = 5.0
"""For one call; whoever signs in is waiting."""
KEYS_DEADLINE_S = 2.0
"""For the published keys: requests wait for them."""
MOST_BYTES = 256_000
SERVICE = "Supabase Auth"

_FIRST_REFUSAL = 300
_SERVER_ERRORS = 500
_MAY_PASS = frozenset({408, 425})

type Refusals = Mapping[str, tuple[type[AppError], str]]
"""What the server's codes mean where they are met."""


class AuthUser(BaseModel):
    """A person as the project knows them."""

    id: UUID
    email: str = ""
    is_anonymous: bool = False
    user_metadata: dict[str, object] = Field(default_factory=dict)

    def text(self, *names: str) -> str | None:
        """Return the first of these texts that the person carries."""
        found = (self.user_metadata.get(name) for name in names)
        return next((one for one in found if isinstance(one, str) and one), None)


class Opened(BaseModel):
    """A session that was opened or renewed."""

    access_token: str = Field(repr=False)
    refresh_token: str = Field(repr=False)
    expires_in: int
    user: AuthUser


class Entered(BaseModel):
    """Whoever signed up: with a session, unless a mail comes first.

    Somebody without any identity is feigned: the address is taken.
    """

    access_token: str = Field(default="", repr=False)
    identities: list[object] | None = None


class Address(BaseModel):
    """Where to send a browser."""

    url: str


class ProjectSettings(BaseModel):
    """What the project's owner switched on."""

    mailer_autoconfirm: bool = False
    external: dict[str, bool] = Field(default_factory=dict)


class _Refusal(BaseModel):
    error_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthCall:
    """One call.

    Args:
        bearer: whose wish it is; None where nobody is signed in yet.
        is_administration: made with the service-role key.
        may_repeat: asked twice, it does what it does once.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, object] | None = None
    bearer: str | None = None
    is_administration: bool = False
    may_repeat: bool = False

    def __repr__(self) -> str:
        """Show nothing that is secret."""
        return f"AuthCall({self.method} {self.path})"


@dataclass(frozen=True, slots=True)
class AuthReply:
    """What the server said: that it did it, or why not."""

    answer: Answer = field(repr=False)

    @property
    def is_good(self) -> bool:
        """Whether it was done."""
        return self.answer.http_status < _FIRST_REFUSAL

    @property
    def code(self) -> str:
        """Why not, in the server's word; empty where it was done."""
        if self.is_good:
            return ""
        try:
            return _Refusal.model_validate_json(self.answer.data).error_code
        except ValidationError:
            return ""

    def read[Body: BaseModel](self, form: type[Body], refusals: Refusals) -> Body:
        """Return the body of a good answer.

        Raises:
            AppError: what a refusal means, of those given.
            TooManySignIns: the project's limits are reached.
            GatewayError: any other refusal, or a body of another form.
        """
        self.check(refusals)
        try:
            return form.model_validate_json(self.answer.data)
        except ValidationError as error:
            raise AnswerForeign("The answer has another form.") from error

    def check(self, refusals: Refusals) -> None:
        """Raise what a refusal means; pass a good answer."""
        if not self.is_good:
            raise self._failure(refusals)

    def _failure(self, refusals: Refusals) -> AppError:
        status, code = self.answer.http_status, self.code
        if status == httpx.codes.TOO_MANY_REQUESTS:
            busy = "Too many attempts: try again later."
            return TooManySignIns(busy, retry_after_s=self.answer.retry_after_s)
        if code in refusals:
            meant, words = refusals[code]
            return meant(words)
        return _unexpected(status, code)


def _unexpected(status: int, code: str) -> AppError:
    if status in {401, 403} and code in {"", "not_admin"}:
        return KeyRefused("Supabase does not accept the key.")
    return GatewayRefused(f"{SERVICE} answered {status} {code}".strip() + ".")


class AuthServer(Protocol):
    """Supabase Auth, however patiently it is asked."""

    async def ask(self, call: AuthCall) -> AuthReply:
        """Return what it said.

        Raises:
            GatewayError: it said nothing, or that it is not well.
        """
        ...


class SupabaseAuth:
    """One project's Auth; connections are kept open.

    Args:
        url: of the project, such as ``https://abc.supabase.co``.
        key: the anon key, or a publishable key.
        service_key: the service-role key, or a secret key; for administration.
        deadline_s: for one call.
    """

    def __init__(
        self, *, url: str, key: str, service_key: str, deadline_s: float = DEADLINE_S
    ) -> None:
        self._key = key
        self._service_key = service_key
        self._deadline_s = deadline_s
        self._client = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/auth/v1", timeout=deadline_s
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def ask(self, call: AuthCall) -> AuthReply:
        """See ``AuthServer.ask``."""
        answer = await self._asked(call, self._headers(call), self._deadline_s)
        status = answer.http_status
        if status in _MAY_PASS or status >= _SERVER_ERRORS:
            unwell = f"{SERVICE} answered {status}."
            raise GatewayUnavailable(unwell, retry_after_s=answer.retry_after_s)
        if answer.content_type.startswith("text/html"):
            raise AnswerForeign("A page came instead of an answer.")
        return AuthReply(answer)

    async def keys(self) -> bytes:
        """Return the published keys; asked at the configured address, never another.

        Raises:
            GatewayError: there is no such answer, in time and of a bearable size.
        """
        call = AuthCall(method="GET", path="/.well-known/jwks.json")
        answer = await self._asked(call, {}, KEYS_DEADLINE_S)
        if answer.http_status != httpx.codes.OK:
            raise GatewayUnavailable(f"The keys: {SERVICE} says {answer.http_status}.")
        return answer.data

    def _headers(self, call: AuthCall) -> Mapping[str, str]:
        key = self._service_key if call.is_administration else self._key
        bearer = self._service_key if call.is_administration else call.bearer
        signed = {"authorization": f"Bearer {bearer}"} if bearer else {}
        return {"apikey": key, **signed}

    async def _asked(
        self, call: AuthCall, headers: Mapping[str, str], deadline_s: float
    ) -> Answer:
        with in_our_terms(SERVICE):
            async with (
                asyncio.timeout(deadline_s),
                self._client.stream(
                    call.method,
                    call.path,
                    params=call.query,
                    json=call.body,
                    headers=headers,
                ) as response,
            ):
                return await answer_of(response, most_bytes=MOST_BYTES)

"""What Supabase Storage answers, in our terms.

The status that counts stands in the body: almost every refusal travels as 400.

Source: Supabase Storage API description (github supabase/storage, gh-pages), its error
codes (src/internal/errors), read 2026-11-21.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ValidationError

from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.gateway.storage import StorageFull
from walkumentary.infra.system.bounded import bounded

_FIRST_REFUSAL = 300
_SERVER_ERRORS = 500
_MAY_PASS = frozenset({408, 409, 423, 425, 429})
_NO_ROOM = frozenset({402, 507})
"""402: the plan's room is used up."""


class KeyRefused(GatewayRefused):
    """The service-role key is none, or not this project's."""

    code = "supabase-key-refused"
    title = "Supabase refused the key"


class BucketMissing(GatewayRefused):
    """There is no such bucket, or the key may not see it."""

    code = "supabase-bucket-missing"
    title = "The bucket is missing"


class BucketPublic(GatewayRefused):
    """Anybody could read the files: signed addresses would protect nothing."""

    code = "supabase-bucket-public"
    title = "The bucket is public"


class AnswerForeign(GatewayRefused):
    """Something answered that does not speak as Supabase does."""

    code = "supabase-answer-foreign"
    title = "That was not Supabase"
    repeats = 1


class _Refusal(BaseModel):
    """The body of a refusal; a gateway before the storage leaves most of it out."""

    statusCode: int | None = None  # noqa: N815 - as on the wire
    code: str = ""
    error: str = ""
    message: str = ""

    def says(self, *words: str) -> bool:
        said = f"{self.code} {self.error} {self.message}".casefold()
        return any(word in said for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One whole answer."""

    http_status: int
    content_type: str
    retry_after_s: float | None
    data: bytes

    @property
    def status(self) -> int:
        """The status that counts."""
        return self._refusal.statusCode or self.http_status

    @property
    def is_duplicate(self) -> bool:
        """Whether there was such a thing already."""
        says_so = self._refusal.says("duplicate", "exists")
        return self.status == httpx.codes.CONFLICT and says_so

    @property
    def is_file_missing(self) -> bool:
        """Whether it is the file that is missing, not the bucket or the route."""
        refusal = self._refusal
        missing = self.status == httpx.codes.NOT_FOUND
        return missing and refusal.says("object not found", "nosuchkey", "not_found")

    def check(self) -> None:
        """Raise what a refusal means; pass a good answer.

        Raises:
            GatewayError: see the family; the server's own words stay out.
        """
        if self.http_status >= _FIRST_REFUSAL:
            raise self._failure()
        if self.content_type.startswith("text/"):
            raise AnswerForeign("A page of text came instead of an answer.")

    def read[Body: BaseModel](self, form: type[Body]) -> Body:
        """Return the body of a good answer.

        Raises:
            GatewayError: a refusal, or a body of another form.
        """
        self.check()
        try:
            return form.model_validate_json(self.data)
        except ValidationError as error:
            raise AnswerForeign("The answer has another form.") from error

    def _failure(self) -> GatewayError:
        refusal, status = self._refusal, self.status
        detail = f"Supabase Storage answered {status}."
        if status in {401, 403} or refusal.says("jwt", "jws"):
            return KeyRefused("Supabase does not accept the service-role key.")
        if refusal.says("nosuchbucket", "bucket not found"):
            return BucketMissing(
                "The bucket is not there, or not for this key; "
                "`walkumentary migrate` makes it."
            )
        return self._other_failure(status, detail)

    def _other_failure(self, status: int, detail: str) -> GatewayError:
        if status in _NO_ROOM:
            return StorageFull("There is no room left in the bucket.")
        if status in _MAY_PASS or status >= _SERVER_ERRORS:
            return GatewayUnavailable(detail, retry_after_s=self.retry_after_s)
        return GatewayRefused(detail)

    @property
    def _refusal(self) -> _Refusal:
        if self.http_status < _FIRST_REFUSAL:
            return _Refusal()
        try:
            return _Refusal.model_validate_json(self.data)
        except ValidationError:
            return _Refusal()


@contextmanager
def in_our_terms(service: str = "The storage") -> Iterator[None]:
    """Translate what the client raises."""
    try:
        yield
    except (TimeoutError, httpx.TimeoutException) as error:
        raise GatewayTimeout(f"{service} did not answer in time.") from error
    except httpx.HTTPError as error:
        raise GatewayUnavailable(
            f"{service} cannot be reached, or broke off."
        ) from error


async def answer_of(response: httpx.Response, *, most_bytes: int) -> Answer:
    """Read an answer to its end.

    Raises:
        AnswerForeign: it is longer than any of ours.
    """
    wait = response.headers.get("retry-after", "")
    return Answer(
        http_status=response.status_code,
        content_type=response.headers.get("content-type", ""),
        retry_after_s=float(wait) if wait.isdecimal() else None,
        data=await _read(response, most_bytes),
    )


async def _read(response: httpx.Response, most_bytes: int) -> bytes:
    return await bounded(
        response.aiter_bytes(),
        max_bytes=most_bytes,
        beyond=AnswerForeign("The answer is longer than any of ours."),
    )

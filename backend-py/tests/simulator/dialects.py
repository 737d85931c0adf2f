"""How each provider asks for its key and words its refusals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from tests.simulator.requests import refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A refusal in the words common to all providers."""

    status: int
    message: str
    code: str | None = None
    retry_after_s: float | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """The header that says when to come back, if it is said."""
        wait = self.retry_after_s
        return {} if wait is None else {"retry-after": f"{wait:g}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One provider's manners."""

    authorised: Callable[[Request], bool]
    refused: Callable[[Refusal], Response]
    too_long: str
    """What it says of a prompt beyond its context."""
    too_long_code: str | None = None


def _openai_authorised(request: Request) -> bool:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return scheme == "Bearer" and bool(key)


def _openai_refused(refusal: Refusal) -> Response:
    theirs = refusal.status in {400, 401}
    return refused(
        refusal.status,
        refusal.message,
        kind="invalid_request_error" if theirs else "server_error",
        code=refusal.code,
        retry_after_s=refusal.retry_after_s,
    )


OPENAI = Dialect(
    authorised=_openai_authorised,
    refused=_openai_refused,
    too_long="This model's maximum context length is 128000 tokens. However, your "
    "messages resulted in 250000 tokens.",
    too_long_code="context_length_exceeded",
)

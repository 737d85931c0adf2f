"""Every error this application raises on purpose.

AppError
├── Unauthenticated        who are you?
├── Forbidden              you may see it, but not do this
├── NotFound               no such thing, or not visible to you
├── Conflict               the state of the world forbids it now
├── Invalid                a value breaks a rule
├── Stale                  the version you changed is not the newest
├── PreconditionMissing    say which version you change
├── TooLarge               more than is accepted
├── UnsupportedMedia       a kind of content that is not accepted
└── Delayed                it may pass; some say when
    ├── BudgetSpent        the money for it is used up
    ├── LimitReached       quota or rate
    └── GatewayError       something outside failed
        ├── GatewayUnavailable
        ├── GatewayTimeout
        └── GatewayRefused
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field: a JSON Pointer (RFC 6901) and a sentence."""

    pointer: str
    detail: str


class AppError(Exception):
    """An expected failure with a stable, client-facing code."""

    code: ClassVar[str] = "app-error"
    title: ClassVar[str] = "The request could not be completed"

    def __init__(self, detail: str, *, fields: Sequence[FieldProblem] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = tuple(fields)


class Unauthenticated(AppError):
    """Nobody, or nobody we can verify, is asking."""

    code = "unauthenticated"
    title = "Sign in first"


class Forbidden(AppError):
    """The actor may see the resource but not do this to it."""

    code = "forbidden"
    title = "Not allowed"


class NotFound(AppError):
    """No such thing, or not visible to the actor."""

    code = "not-found"
    title = "Not found"


class Conflict(AppError):
    """The current state of the world forbids the change."""

    code = "conflict"
    title = "Conflict"


class Invalid(AppError):
    """A value breaks a domain rule."""

    code = "invalid"
    title = "Invalid value"


class Stale(AppError):
    """Someone changed the resource since it was read."""

    code = "stale"
    title = "Changed meanwhile"


class PreconditionMissing(AppError):
    """A change without the version it starts from."""

    code = "precondition-missing"
    title = "Say which version you change"


class TooLarge(AppError):
    """A body or a file above what is accepted."""

    code = "too-large"
    title = "Too large"


class UnsupportedMedia(AppError):
    """A kind of content that is not accepted."""

    code = "unsupported-media"
    title = "Unsupported content"


class Delayed(AppError):
    """A failure that may pass: it says when to come back."""

    code = "delayed"
    title = "Try again later"

    def __init__(
        self,
        detail: str,
        *,
        retry_after_s: float | None = None,
        fields: Sequence[FieldProblem] = (),
    ) -> None:
        super().__init__(detail, fields=fields)
        self.retry_after_s = retry_after_s


class BudgetSpent(Delayed):
    """The money for it is used up."""

    code = "budget-spent"
    title = "Budget spent"


class LimitReached(Delayed):
    """A quota or a rate is used up."""

    code = "limit-reached"
    title = "Limit reached"


class GatewayError(Delayed):
    """A system outside ours failed.

    ``repeats`` is how often the same provider is worth asking again: None for as
    often as patience allows; a number where it did answer, but not with what we need.
    """

    code = "gateway-error"
    title = "An upstream service failed"
    repeats: ClassVar[int | None] = None


class GatewayUnavailable(GatewayError):
    """A system outside ours cannot be reached or answers that it is down."""

    code = "gateway-unavailable"
    title = "An upstream service is unavailable"


class GatewayTimeout(GatewayError):
    """A system outside ours did not answer in time."""

    code = "gateway-timeout"
    title = "An upstream service timed out"


class GatewayRefused(GatewayError):
    """A system outside ours understood the request and refused it."""

    code = "gateway-refused"
    title = "An upstream service refused the request"
    repeats = 0

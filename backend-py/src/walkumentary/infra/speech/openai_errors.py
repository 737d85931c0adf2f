"""What the OpenAI client raises while a voice speaks, in our terms."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)

if TYPE_CHECKING:
    from openai import APIStatusError

_MAY_PASS = frozenset({408, 409, 429})
_SERVER_ERRORS = 500
_SPENT = "insufficient_quota"


@contextmanager
def in_our_terms() -> Iterator[None]:
    """Translate; the server's own words stay out, since they may quote the text."""
    from httpx2 import HTTPError  # noqa: PLC0415 - a second to import
    from openai import OpenAIError  # noqa: PLC0415 - as above

    try:
        yield
    except (TimeoutError, HTTPError, OpenAIError) as error:
        raise _translated(error) from error


def _translated(error: Exception) -> GatewayError:
    from httpx2 import TimeoutException  # noqa: PLC0415 - as above
    from openai import APIStatusError, APITimeoutError  # noqa: PLC0415 - as above

    if isinstance(error, TimeoutError | TimeoutException | APITimeoutError):
        return GatewayTimeout("The speech server did not answer in time.")
    if isinstance(error, APIStatusError):
        return _of_status(error)
    return GatewayUnavailable("The speech server cannot be reached, or broke off.")


def _of_status(error: "APIStatusError") -> GatewayError:
    """Tell what may pass from what will not. A spent account (429) will not."""
    status = error.status_code
    detail = f"The speech server answered {status} ({error.code or 'no code'})."
    passing = status in _MAY_PASS or status >= _SERVER_ERRORS
    if not passing or error.code == _SPENT:
        return GatewayRefused(detail)
    wait = error.response.headers.get("retry-after", "")
    return GatewayUnavailable(detail, retry_after_s=_seconds(wait))


def _seconds(wait: str) -> float | None:
    """Return the seconds a Retry-After header asks for; a date is not read."""
    return float(wait) if wait.replace(".", "", 1).isdecimal() else None

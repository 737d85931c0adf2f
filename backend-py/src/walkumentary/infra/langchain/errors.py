"""What LangChain and the clients below it raise, in our terms.

The provider's own words stay out of ours, since they may quote the prompt.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.gateway.answers import ContextTooLong, KeyRefused, ModelNotFound

_STUMBLES = (TypeError, ValueError, LookupError, AttributeError)
"""What the libraries raise over an answer that is none of their provider's."""
_KEYS, _MODELS = frozenset({401, 403}), frozenset({404})
_MAY_PASS = frozenset({408, 409, 429})
_ERRORS, _SERVER_ERRORS = 400, 500
_BAD_KEY = re.compile("API_KEY_INVALID|API key not valid")
_TOO_LONG = re.compile("context_length_exceeded")
_SPENT = re.compile("insufficient_quota|credit balance is too low")
_RETRY_DELAY = re.compile(r"'retryDelay': '([\d.]+)s'")
"""In the details of Google's 429s, which have no header for it."""


@contextmanager
def in_our_terms(failures: tuple[type[Exception], ...]) -> Iterator[None]:
    """Translate what a call raises.

    Args:
        failures: the roots of what the provider's client raises.
    """
    foreign: tuple[type[Exception], ...] = (TimeoutError, *failures, *_STUMBLES)
    try:
        yield
    except foreign as error:
        raise _translated(error) from error


def _translated(error: Exception) -> GatewayError:
    from langchain_core.exceptions import (  # noqa: PLC0415 - loaded by its raiser
        ContextOverflowError,
        ModelTimeoutError,
    )

    if isinstance(error, TimeoutError | ModelTimeoutError):
        return GatewayTimeout("The model did not answer in time.")
    if isinstance(error, ContextOverflowError) or _TOO_LONG.search(_said(error)):
        return ContextTooLong("The request is longer than the model can take in.")
    return _of_status(_status(error), error)


def _of_status(status: int | None, error: Exception) -> GatewayError:
    if status is None:
        return GatewayUnavailable("The model cannot be reached, or broke off.")
    if status in _MAY_PASS or status >= _SERVER_ERRORS:
        return _passing(status, error)
    return _refusal(status, error)


def _passing(status: int, error: Exception) -> GatewayError:
    """Tell what may pass from an account that is spent (429), which will not."""
    detail = f"The model's server answered {status}."
    if _SPENT.search(_said(error)):
        return GatewayRefused(detail)
    return GatewayUnavailable(detail, retry_after_s=_wait_s(error))


def _refusal(status: int, error: Exception) -> GatewayError:
    detail = f"The model's server answered {status}."
    if status in _KEYS or _BAD_KEY.search(_said(error)):
        return KeyRefused(detail)
    return ModelNotFound(detail) if status in _MODELS else GatewayRefused(detail)


def _said(error: Exception) -> str:
    """Return the error's words and code; some clients keep these apart."""
    return f"{error} {getattr(error, 'code', '')}"


@runtime_checkable
class _Response(Protocol):
    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> object: ...


def _status(error: Exception) -> int | None:
    """Return the status that says what went wrong; 200 came before an error event."""
    response = _response(error)
    status = response.status_code if response else 0
    return status if status >= _ERRORS else None


def _response(error: BaseException | None) -> _Response | None:
    """Return the answer behind an error or behind what it was made from."""
    if error is None:
        return None
    response: object = getattr(error, "response", None)
    return response if isinstance(response, _Response) else _response(error.__cause__)


def _wait_s(error: Exception) -> float | None:
    """Return the seconds we are asked to wait; a date is not read."""
    response = _response(error)
    headers = getattr(response, "headers", {})
    asked = str(headers.get("retry-after", "")) or _delay_in(error)
    return float(asked) if asked.replace(".", "", 1).isdecimal() else None


def _delay_in(error: Exception) -> str:
    found = _RETRY_DELAY.search(str(error))
    return found[1] if found else ""

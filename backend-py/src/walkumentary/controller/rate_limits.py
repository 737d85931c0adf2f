"""Which limits a request falls under."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.types import ASGIApp, Scope

from walkumentary.controller.context import identify
from walkumentary.controller.problem import refusal
from walkumentary.domain.ops.rates import Rate, RatePolicy, TooManyRequests
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import AppError
from walkumentary.gateway.rate_limits import (
    Admission,
    Quota,
    QuotaState,
    RateLimitsGateway,
)
from walkumentary.middleware.client_address import client_address
from walkumentary.middleware.rate_limit import Admit

_LIMITED = re.compile(r"/(v1|internal)/.*")
_GENERATION = re.compile(
    r"/v1/tours/(generate|[^/]+/retry|[^/]+/audio/regenerate)"
    r"|/v1/locations/recognize"
)
_SIGN_IN = re.compile(r"/v1/auth/.*")
_RENEWAL = re.compile(r"/v1/auth/(refresh|logout)")
_SIGNED_MEDIA = re.compile(
    r"/v1/tours/[^/]+/(audio|stops/[^/]+/audio|transcript\.vtt|route\.\w+|bundle)"
)
_SHARED = re.compile(r"/v1/shared/.*")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request by somebody, or by nobody known."""

    request: Request
    actor: Actor | None

    @property
    def path(self) -> str:
        return self.request.url.path

    @property
    def posts(self) -> bool:
        return self.request.method == "POST"

    @property
    def is_media(self) -> bool:
        """Whether it goes to an address that players have, who send no token."""
        signed = "signature" in self.request.query_params
        found = signed and _SIGNED_MEDIA.fullmatch(self.path)
        return self.actor is None and bool(found or _SHARED.fullmatch(self.path))

    @property
    def signs_in(self) -> bool:
        return _SIGN_IN.fullmatch(self.path) is not None

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is named, not even by a token to renew."""
        renews = _RENEWAL.fullmatch(self.path) is not None
        return self.actor is None and not self.is_media and not renews

    @property
    def generates(self) -> bool:
        return self.posts and _GENERATION.fullmatch(self.path) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """Some requests, and how often they may come.

    ``by_person`` counts by person and, for so many people, by address too; otherwise
    by address alone.
    """

    name: str
    holds: Callable[[_Asked], bool]
    rates: Callable[[RatePolicy], Sequence[Rate]]
    by_person: bool = False


_KINDS = (
    _Kind(
        name="anonymous",
        holds=lambda asked: asked.is_anonymous,
        rates=lambda policy: policy.anonymous,
    ),
    _Kind(
        name="media",
        holds=lambda asked: asked.is_media,
        rates=lambda policy: policy.media,
    ),
    _Kind(
        name="sign-in",
        holds=lambda asked: asked.signs_in,
        rates=lambda policy: policy.sign_in,
    ),
    _Kind(
        name="signed-in",
        holds=lambda asked: asked.actor is not None,
        rates=lambda policy: policy.signed_in,
        by_person=True,
    ),
    _Kind(
        name="generation",
        holds=lambda asked: asked.actor is not None and asked.generates,
        rates=lambda policy: policy.generation,
        by_person=True,
    ),
)


def admission(policy: RatePolicy) -> Admit:
    """Return what counts a request against the limits it falls under."""

    async def admit(scope: Scope) -> Admission | None:
        if not _LIMITED.fullmatch(scope["path"]):
            return None
        asked = await _asked(Request(scope))
        limits: RateLimitsGateway = scope["app"].state.rate_limits
        return await limits.admit(tuple(_quotas(asked, policy)))

    return admit


async def too_many(scope: Scope, exhausted: QuotaState) -> ASGIApp:
    """Return the refusal of a request whose quota is used up."""
    rate = exhausted.quota.rate
    error = TooManyRequests(
        f"At most {rate.amount:,} requests in {rate.window_s:,} seconds are answered.",
        retry_after_s=exhausted.more_in_s,
    )
    return await refusal(Request(scope), error)


async def _asked(request: Request) -> _Asked:
    """See who asks; whoever cannot be verified is nobody."""
    try:
        return _Asked(request, await identify(request))
    except AppError:
        return _Asked(request, None)


def _quotas(asked: _Asked, policy: RatePolicy) -> Iterator[Quota]:
    for kind in (kind for kind in _KINDS if kind.holds(asked)):
        for rate in kind.rates(policy):
            yield from _of(kind, rate, asked, policy)


def _of(kind: _Kind, rate: Rate, asked: _Asked, policy: RatePolicy) -> Iterator[Quota]:
    address = f"address:{client_address(asked.request.scope)}"
    if asked.actor is None or not kind.by_person:
        yield Quota(name=f"{kind.name}-{rate.window_s}s", owner=address, rate=rate)
        return
    person = f"user:{asked.actor.user_id}"
    yield Quota(name=f"{kind.name}-{rate.window_s}s", owner=person, rate=rate)
    together = rate.times(policy.people_per_address)
    name = f"{kind.name}-address-{rate.window_s}s"
    yield Quota(name=name, owner=address, rate=together)

"""Supabase Auth that is asked again where that does no harm; nothing stands in."""

from dataclasses import dataclass, replace
from functools import cached_property

from walkumentary.infra.resilience.chain import Chain
from walkumentary.infra.supabase.auth import AuthCall, AuthReply, AuthServer


@dataclass(frozen=True, kw_only=True)
class ResilientAuth:
    """Satisfies ``AuthServer`` with a chain of one.

    A sign-up, or a link, whose answer was lost must not be sent again by us: the second
    one would be refused, for the first was good.
    """

    chain: Chain[AuthServer]

    async def ask(self, call: AuthCall) -> AuthReply:
        """See ``AuthServer.ask``."""
        chain = self.chain if call.may_repeat else self._once
        async for attempt in chain.attempts():
            async with attempt:
                return await attempt.port.ask(call)
        raise AssertionError("attempts end with an answer or an error")

    @cached_property
    def _once(self) -> Chain[AuthServer]:
        """Return the same provider with the same breaker, asked a single time."""
        resilience = self.chain.resilience
        strategy = resilience.strategy_for(self.chain.operation)
        single = replace(strategy, attempts=1)
        return replace(
            self.chain, resilience=replace(resilience, strategy=single, strategies={})
        )

"""Sliding windows in one process."""

from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from walkumentary.gateway.rate_limits import Admission, Quota, QuotaState

MOST_OWNERS = 50_000
"""So many are remembered; whoever has been quiet for longest is forgotten first."""

type Times = deque[float]
type Name = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryRateLimits:
    """Satisfies ``RateLimitsGateway``; nothing waits, so nothing comes in between.

    Args:
        now_s: seconds that never go back.
        most_owners: remembered at once.
    """

    now_s: Callable[[], float]
    most_owners: int = MOST_OWNERS
    _passed: OrderedDict[Name, Times] = field(default_factory=OrderedDict)

    async def admit(self, quotas: Sequence[Quota]) -> Admission:
        """See ``RateLimitsGateway.admit``."""
        now_s = self.now_s()
        windows = [(quota, self._window(quota, now_s)) for quota in quotas]
        passes = all(len(times) < quota.rate.amount for quota, times in windows)
        for _, times in windows:
            times.extend([now_s] if passes else [])
        states = [_state(quota, times, now_s) for quota, times in windows]
        return Admission(passes=passes, states=states)

    def _window(self, quota: Quota, now_s: float) -> Times:
        """Return when requests passed, without what the window has left behind."""
        name = (quota.name, quota.owner)
        times = self._passed.setdefault(name, deque())
        self._passed.move_to_end(name)
        while len(self._passed) > self.most_owners:
            self._passed.popitem(last=False)
        while times and times[0] <= now_s - quota.rate.window_s:
            times.popleft()
        return times


def _state(quota: Quota, times: Times, now_s: float) -> QuotaState:
    leaves_first = times[max(0, len(times) - quota.rate.amount)] if times else now_s
    return QuotaState(
        quota=quota,
        left=max(0, quota.rate.amount - len(times)),
        more_in_s=leaves_first + quota.rate.window_s - now_s,
    )

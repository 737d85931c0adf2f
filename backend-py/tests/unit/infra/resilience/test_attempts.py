"""The one loop of attempts."""

import asyncio
from dataclasses import replace

import pytest

from tests.unit.infra.resilience.doubles import (
    Daydream,
    Flaky,
    Loaded,
    a_chain,
    asked,
    failing,
    patience,
)
from walkumentary.domain.ops.resilience import (
    AGGRESSIVE,
    BALANCED,
    STRATEGIES,
    Operation,
    Strategy,
)
from walkumentary.domain.shared.errors import (
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.infra.resilience.attempts import TooBusy
from walkumentary.infra.resilience.breaker import CircuitOpen
from walkumentary.infra.resilience.chain import Chain, Forge
from walkumentary.infra.system.stopwatch import LoopStopwatch


class Nonsense(GatewayUnavailable):
    """An answer that is none."""

    code = "nonsense"
    repeats = 1


async def test_who_answers_is_asked_once() -> None:
    provider = Flaky("one")

    assert await asked(a_chain(provider)) == "one"
    assert provider.calls == 1


@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=str)
async def test_a_provider_is_asked_as_often_as_the_strategy_says(
    strategy: Strategy,
) -> None:
    provider = failing("one")

    with pytest.raises(GatewayUnavailable, match="one is down"):
        await asked(a_chain(provider, resilience=patience(strategy)))

    assert provider.calls == strategy.attempts


async def test_a_failure_that_passes_is_not_noticed() -> None:
    provider = failing("one", times=2)

    assert await asked(a_chain(provider)) == "one"


async def test_pauses_grow() -> None:
    time = Daydream()

    await asked(a_chain(failing("one", times=2), time=time))

    assert time.pauses == [1.0, 2.0]


async def test_the_next_provider_takes_over() -> None:
    first, second = failing("one"), Flaky("two")

    assert await asked(a_chain(first, second)) == "two"
    assert (first.calls, second.calls) == (BALANCED.attempts, 1)


async def test_when_all_are_down_the_last_failure_is_told() -> None:
    with pytest.raises(GatewayUnavailable, match="two is down"):
        await asked(a_chain(failing("one"), failing("two")))


async def test_a_refusal_is_not_repeated() -> None:
    first, second = Flaky("one", [GatewayRefused("No.")]), Flaky("two")
    time = Daydream()

    assert await asked(a_chain(first, second, time=time)) == "two"
    assert first.calls == 1
    assert time.pauses == []


async def test_nonsense_is_asked_for_once_more() -> None:
    first = Flaky("one", [Nonsense("What?"), Nonsense("What?"), Nonsense("What?")])

    assert await asked(a_chain(first, Flaky("two"))) == "two"
    assert first.calls == 2


async def test_who_says_when_to_come_back_is_left_alone_until_then() -> None:
    time = Daydream()
    busy = GatewayUnavailable("Later.", retry_after_s=7.0)

    await asked(a_chain(Flaky("one", [busy]), time=time))

    assert time.pauses == [7.0]


async def test_who_wants_more_time_than_is_left_is_not_waited_for() -> None:
    time = Daydream()
    busy = GatewayUnavailable("Much later.", retry_after_s=3_600.0)
    first = Flaky("one", [busy])

    assert await asked(a_chain(first, Flaky("two"), time=time)) == "two"
    assert first.calls == 1
    assert time.pauses == []


async def test_no_pause_outlasts_the_time_there_is() -> None:
    time = Daydream()
    begun_s = time.read_s()
    slow = replace(AGGRESSIVE, attempts=10, backoff_s=4.0, longest_backoff_s=4.0)

    with pytest.raises(GatewayUnavailable):
        await asked(a_chain(failing("one"), resilience=patience(slow), time=time))

    assert time.read_s() - begun_s < slow.total_s


def hurried(*providers: Flaky, strategy: Strategy) -> Chain[Flaky]:
    forge = Forge(
        resilience=patience(strategy), stopwatch=LoopStopwatch(pace=100), dice=Loaded()
    )
    named = [(provider.name, provider) for provider in providers]
    return forge.chain(Operation.SPEAK, *named, in_flight=1)


class Silent(Flaky):
    """Never answers."""

    async def ask(self) -> str:
        self.calls += 1
        await asyncio.Event().wait()
        return self.name


async def test_who_is_silent_leaves_the_next_one_its_share_of_the_time() -> None:
    silent, second = Silent("one"), Flaky("two")

    assert await asked(hurried(silent, second, strategy=AGGRESSIVE)) == "two"
    assert silent.calls == 1


async def test_silence_ends_with_a_timeout() -> None:
    with pytest.raises(GatewayTimeout):
        await asked(hurried(Silent("one"), strategy=AGGRESSIVE))


async def test_who_finds_no_place_asks_the_next_one() -> None:
    silent, second = Silent("one"), Flaky("two")
    chain = hurried(silent, second, strategy=AGGRESSIVE)
    waiting = asyncio.create_task(asked(chain))
    await asyncio.sleep(0)

    answer = await asked(chain)

    assert answer == await waiting == "two"


async def test_without_a_place_anywhere_it_says_so() -> None:
    chain = hurried(Silent("one"), strategy=AGGRESSIVE)
    await chain.links[0].places.acquire()

    with pytest.raises(TooBusy):
        await asked(chain)

    assert chain.links[0].port.calls == 0


async def test_every_place_is_given_back() -> None:
    first = Flaky("one", [GatewayRefused("No."), GatewayUnavailable("Down.")])
    chain = a_chain(first, Flaky("two"), in_flight=1)

    answers = [await asked(chain) for _ in range(4)]

    assert answers == ["two", "one", "one", "one"]


async def test_who_gives_up_waiting_gives_the_place_back_and_blames_nobody() -> None:
    silent = Silent("one")
    chain = a_chain(silent, in_flight=1, resilience=patience(to_open=1))
    waiting = asyncio.create_task(asked(chain))
    await asyncio.sleep(0.01)

    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)

    assert not chain.links[0].places.locked()
    await chain.links[0].breaker.admit()


async def test_a_provider_with_an_open_breaker_is_not_asked() -> None:
    first, second = failing("one"), Flaky("two")
    chain = a_chain(first, second, resilience=patience(to_open=2))
    await asked(chain)

    answers = [await asked(chain) for _ in range(50)]

    assert set(answers) == {"two"}
    assert first.calls == 2


async def test_when_every_breaker_is_open_it_says_when_to_come_back() -> None:
    chain = a_chain(failing("one"), resilience=patience(to_open=1, recovery_s=60))
    with pytest.raises(GatewayUnavailable, match="one is down"):
        await asked(chain)

    with pytest.raises(CircuitOpen) as refusal:
        await asked(chain)

    assert refusal.value.retry_after_s == pytest.approx(60, abs=1)


async def test_in_an_outage_nearly_every_call_is_shed_and_then_served_again() -> None:
    time = Daydream()
    provider = failing("one")
    chain = a_chain(
        provider, resilience=patience(to_open=5, recovery_s=60.0), time=time
    )

    for _ in range(1_000):
        with pytest.raises(GatewayUnavailable):
            await asked(chain)
        time.now_s += 0.3
    shed = 1 - provider.calls / 1_000
    provider.errors.clear()
    time.now_s += 60.0

    assert shed >= 0.95
    assert await asked(chain) == "one"


async def test_after_the_rest_one_call_alone_tries() -> None:
    time = Daydream()
    provider = failing("one")
    chain = a_chain(provider, resilience=patience(to_open=1, recovery_s=60), time=time)
    with pytest.raises(GatewayUnavailable):
        await asked(chain)
    time.now_s += 61.0
    before = provider.calls

    answers = await asyncio.gather(
        *(asked(chain) for _ in range(20)), return_exceptions=True
    )

    assert provider.calls == before + 1
    assert sum(isinstance(answer, CircuitOpen) for answer in answers) == 19


async def test_refusals_do_not_open_a_breaker() -> None:
    provider = Flaky("one", [GatewayRefused("No.") for _ in range(20)])
    chain = a_chain(provider, resilience=patience(to_open=1))

    for _ in range(20):
        with pytest.raises(GatewayRefused):
            await asked(chain)

    assert await asked(chain) == "one"

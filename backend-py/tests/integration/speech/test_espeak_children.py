"""The processes behind the espeak-ng voice: killed, hung, cancelled, closed."""

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress

import psutil
import pytest

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.speech import Utterance
from walkumentary.infra.speech.espeak import EspeakSpeech
from walkumentary.infra.speech.espeak_voices import ENGINE_VERSION
from walkumentary.infra.system.child_messages import message

SENTENCE = "His father, a poor shoemaker from Leiden, never saw it finished."

KILLED_PARENT = """
import asyncio, os, signal, psutil
from walkumentary.gateway.speech import Utterance
from walkumentary.infra.speech.espeak import EspeakSpeech

async def main():
    speech = EspeakSpeech(children=1)
    voice = speech.voice(language="en", voice_id=None)
    await speech.speak(Utterance(text="Goodbye.", voice=voice, speed=1))
    (child,) = psutil.Process().children()
    print(child.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.fixture
def others() -> frozenset[int]:
    """The children that were there before the test."""
    return frozenset(_running())


async def test_a_child_killed_in_the_middle_of_a_sentence_is_replaced(
    others: frozenset[int],
) -> None:
    async with EspeakSpeech(children=1) as speech:
        expected = await speech.speak(_english(speech, SENTENCE))
        (child,) = _children(others)
        os.kill(child, signal.SIGSTOP)

        speaking = asyncio.create_task(speech.speak(_english(speech, SENTENCE)))
        await asyncio.sleep(0)
        os.kill(child, signal.SIGKILL)

        assert await speaking == expected
        assert child not in _children(others)


async def test_all_idle_children_dead_is_no_reason_to_fail(
    others: frozenset[int],
) -> None:
    async with EspeakSpeech(children=2) as speech:
        await asyncio.gather(
            *(speech.speak(_english(speech, SENTENCE)) for _ in range(4))
        )
        for child in _children(others):
            os.kill(child, signal.SIGKILL)

        spoken = await asyncio.gather(
            *(speech.speak(_english(speech, SENTENCE)) for _ in range(4))
        )

        assert len(set(spoken)) == 1


async def test_a_child_that_hangs_is_replaced(
    others: frozenset[int],
) -> None:
    async with EspeakSpeech(children=1, deadline_s=2) as speech:
        expected = await speech.speak(_english(speech, SENTENCE))
        (child,) = _children(others)
        os.kill(child, signal.SIGSTOP)

        assert await speech.speak(_english(speech, SENTENCE)) == expected
        assert child not in _children(others)


async def test_a_sentence_that_hangs_every_child_is_unavailable(
    others: frozenset[int],
) -> None:
    async with EspeakSpeech(children=1, deadline_s=0) as speech:
        with pytest.raises(GatewayUnavailable):
            await speech.speak(_english(speech, SENTENCE))

        assert _children(others) == set()


async def test_a_cancelled_sentence_leaves_no_child_out_of_step() -> None:
    async with EspeakSpeech(children=1) as speech:
        expected = await speech.speak(_english(speech, SENTENCE))
        speaking = asyncio.create_task(speech.speak(_english(speech, SENTENCE * 9)))
        await asyncio.sleep(0)
        speaking.cancel()
        await asyncio.gather(speaking, return_exceptions=True)

        assert await speech.speak(_english(speech, SENTENCE)) == expected


async def test_closing_ends_the_children(
    others: frozenset[int],
) -> None:
    speech = EspeakSpeech(children=2)
    await speech.speak(_english(speech, SENTENCE))

    await speech.aclose()

    assert _children(others) == set()
    with pytest.raises(GatewayUnavailable):
        await speech.speak(_english(speech, SENTENCE))


async def test_closing_in_the_middle_of_a_sentence_fails_it_and_ends_the_child(
    others: frozenset[int],
) -> None:
    speech = EspeakSpeech(children=1)
    await speech.speak(_english(speech, SENTENCE))
    (child,) = _children(others)
    os.kill(child, signal.SIGSTOP)
    speaking = asyncio.create_task(speech.speak(_english(speech, SENTENCE)))
    await asyncio.sleep(0)

    await speech.aclose()

    with pytest.raises(GatewayUnavailable):
        await speaking
    assert _children(others) == set()


async def test_a_child_greets_with_the_version_that_voices_name() -> None:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "walkumentary.infra.speech.espeak_server"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
    )

    said, _ = await child.communicate()

    assert said == message(ENGINE_VERSION.encode())
    assert child.returncode == 0


async def test_children_end_with_a_parent_that_is_killed() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED_PARENT, stdout=asyncio.subprocess.PIPE
    )

    printed, _ = await parent.communicate()

    assert parent.returncode == -signal.SIGKILL
    assert await asyncio.to_thread(_ends, int(printed))


def _ends(pid: int) -> bool:
    """Wait up to ten seconds for a process that is not our child."""
    for _ in range(200):
        if not psutil.pid_exists(pid) or _is_zombie(pid):
            return True
        time.sleep(0.05)
    return False


def _is_zombie(pid: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    return True


def _english(speech: EspeakSpeech, text: str) -> Utterance:
    voice = speech.voice(language="en", voice_id=None)
    return Utterance(text=text, voice=voice, speed=1)


def _children(others: frozenset[int]) -> set[int]:
    """Return the ids of the espeak-ng children that this test has started."""
    return _running() - others


def _running() -> set[int]:
    return {
        child.pid
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE
        and any("espeak_server" in part for part in child.cmdline())
    }

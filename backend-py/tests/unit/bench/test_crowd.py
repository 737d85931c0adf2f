"""What counts as bought twice."""

from bench.crowd import Run
from bench.ground import Call
from tests.simulator.knobs import CHAT, SPEECH


def test_the_same_thing_bought_again_shows() -> None:
    calls: list[Call] = [
        {"path": SPEECH, "body": {"input": text, "voice": "alloy"}}
        for text in ("One.", "Two.", "One.")
    ]

    run = Run(calls=[*calls, {"path": CHAT, "body": {}}], ready=1)

    assert run.distinct(SPEECH) == 2
    assert run.bought(SPEECH) == 1.5
    assert run.bought(CHAT) == 1.0

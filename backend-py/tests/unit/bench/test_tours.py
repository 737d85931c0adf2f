"""The least a tour can take, and when its sound was heard."""

import pytest

from bench.ground import Call, Pace
from bench.listening import Heard
from bench.processes import BenchFailed
from bench.provider_calls import TourCalls
from tests.contracts.narrator_gateway import an_order
from tests.simulator.knobs import CHAT, SPEECH
from walkumentary.infra.narration.prompt import user_turn

SLOW_MODEL = Pace(first_token_s=1.0, tokens_per_s=10.0, speech_factor=1e9)
SLOW_VOICE = Pace(first_token_s=1.0, tokens_per_s=1e9, speech_factor=1.0)


def a_chat_call(*, words: int = 170) -> Call:
    turn = {"role": "user", "content": user_turn(an_order(words=words))}
    return {"path": CHAT, "body": {"model": "m", "messages": [turn]}}


def a_tour(pace: Pace, *words: int) -> TourCalls:
    calls = [a_chat_call(words=each) for each in words]
    return TourCalls.of([*calls, {"path": SPEECH, "body": {"input": "One."}}], pace)


def test_the_first_sentence_needs_its_tokens_and_its_synthesis() -> None:
    [written] = a_tour(SLOW_MODEL, 170).stops
    [spoken] = a_tour(SLOW_VOICE, 170).stops

    words = len(written.lines[0].text.split())
    assert 1.0 + words / 10 < written.first_s < 1.0 + 2 * words / 10
    assert spoken.first_s == pytest.approx(1.0 + words / 2.7, abs=0.01)


def test_the_longest_stop_is_the_least_for_the_whole() -> None:
    tour = a_tour(SLOW_MODEL, 170, 510, 260)

    longest_s = tour.longest_s(voices=16)

    assert longest_s == tour.stops[1].alone_s(voices=16)


def test_fewer_voices_take_longer() -> None:
    [stop] = a_tour(SLOW_VOICE, 170).stops

    one_after_another = stop.alone_s(voices=1)

    words = sum(len(line.text.split()) for line in stop.lines)
    assert one_after_another == pytest.approx(1.0 + words / 2.7, abs=0.01)
    assert stop.alone_s(voices=len(stop.lines)) < one_after_another


def test_speech_is_kept_apart_from_text() -> None:
    tour = a_tour(SLOW_MODEL, 170)

    assert [body["input"] for body in tour.speech] == ["One."]
    assert tour.opening(tour.stops[0].lines[0].text) is tour.stops[0]
    assert tour.opening("Welcome.") is None


def test_a_frame_is_heard_when_its_last_byte_has_come() -> None:
    heard = Heard(totals=[191, 192, 500], times_s=[1.0, 2.0, 3.0])

    assert heard.frame_s(0.0) == 2.0
    assert heard.frame_s(0.024) == 3.0


def test_a_stream_that_ends_too_soon_measures_nothing() -> None:
    heard = Heard(totals=[191], times_s=[1.0])

    with pytest.raises(BenchFailed):
        heard.frame_s(0.0)

"""What is reckoned to be bought, with and without sharing narrations."""

from bench.economy import Measured, Walk
from bench.trace import Wish
from tests.simulator.knobs import CHAT


def a_wish(*, interests: tuple[str, ...] = ("local",), style: str = "witty") -> Wish:
    return Wish(start=0, interests=interests, minutes=30, style=style)


def a_walk(*places: str, words: int = 170) -> Walk:
    stops = [{"location_id": one, "interests": [], "words": words} for one in places]
    said = [{"text": f"To {one}.", "kind": "cue"} for one in places]
    told = [{"text": "x" * 6 * words * len(places), "kind": "narration"}]
    return Walk.model_validate({"walkable_stops": stops, "transcript": said + told})


def measured(*asked: tuple[Wish, Walk]) -> Measured:
    turn = {"role": "user", "content": "a b c"}
    body = {"model": "m", "messages": [turn]}
    stops = {key for wish, walk in asked for key in walk.narrations(wish.style)}
    return Measured(
        wishes=[wish for wish, _ in asked],
        walks={wish.plan_key: walk for wish, walk in asked},
        made=asked,
        calls=[{"path": CHAT, "body": body, "units": 340} for _ in stops],
    )


def test_a_shared_stop_is_bought_once_and_by_the_peer_twice() -> None:
    found = measured(
        (a_wish(interests=("local",)), a_walk("a", "b")),
        (a_wish(interests=("legends",)), a_walk("b", "c")),
    )

    assert len(found.ours.words) == 3
    assert len(found.whole_tours(with_style=False).words) == 4
    assert found.calls_each == 1.0


def test_the_peer_answers_the_same_request_again_whatever_the_style() -> None:
    found = measured(
        (a_wish(style="witty"), a_walk("a")), (a_wish(style="friendly"), a_walk("a"))
    )

    assert len(found.ours.words) == 2
    assert len(found.whole_tours(with_style=False).words) == 1
    assert len(found.whole_tours(with_style=True).words) == 2


def test_the_order_of_interests_is_one_request_to_the_peer() -> None:
    found = measured(
        (a_wish(interests=("local", "legends")), a_walk("a")),
        (a_wish(interests=("legends", "local")), a_walk("a")),
    )

    assert len(found.whole_tours(with_style=False).words) == 1


def test_costs_are_what_the_ledger_and_the_tours_told() -> None:
    found = measured((a_wish(), a_walk("a", words=170)))

    assert found.rates.tokens_a_word == 2.0
    assert found.ours.tokens(found.rates) == found.rates.tokens_each + 340
    assert found.ours.characters(found.rates) == len("To a.") + 6 * 170


def test_a_narration_bought_twice_shows() -> None:
    found = measured((a_wish(), a_walk("a")))

    twice = Measured(
        wishes=found.wishes,
        walks=found.walks,
        made=found.made,
        calls=[*found.calls, *found.calls],
    )

    assert twice.calls_each == 2.0

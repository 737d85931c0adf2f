"""A landmark's score: fair, bounded, and moved by what the listener wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import makers
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.tours.interests import Interest
from walkumentary.domain.tours.scoring import (
    MAX_CANDIDATES,
    Candidate,
    NoteSummary,
    best,
    leads,
    scored,
)

SHARES = st.floats(0, 1)
NOTES = st.lists(
    st.builds(
        NoteSummary,
        words=st.integers(1, 400),
        tags=st.lists(st.sampled_from(list(Interest)), max_size=3).map(tuple),
        similarity=st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
    ),
    max_size=6,
)
WISHES = st.sampled_from([(), ("history", "tulips"), ("food", "art")])


def a_summary(
    *, words: int = 120, tags: tuple[str, ...] = (), similarity: float = 0.0
) -> NoteSummary:
    return NoteSummary(words=words, tags=tags, similarity=(similarity,))


def a_score(
    *notes: NoteSummary,
    wishes: tuple[str, ...] = ("history",),
    popularity: float = 0.5,
    discovery: float = 0.3,
) -> float:
    place = makers.a_place(popularity=popularity)
    return scored(
        place, notes, wishes=wishes, discovery=discovery, remoteness=0.0
    ).score


@given(NOTES, WISHES, SHARES, SHARES)
def test_a_score_lies_between_0_and_1(
    notes: list[NoteSummary],
    wishes: tuple[str, ...],
    popularity: float,
    discovery: float,
) -> None:
    score = a_score(*notes, wishes=wishes, popularity=popularity, discovery=discovery)

    assert 0 <= score <= 1 + 1e-9


@given(st.integers(10, 300), st.floats(-1, 1), SHARES)
def test_more_words_on_an_interest_never_lower_the_score(
    words: int, similarity: float, discovery: float
) -> None:
    told = a_summary(words=words, tags=("historical",), similarity=similarity)
    more = a_summary(words=words + 50, tags=("historical",), similarity=similarity)

    assert a_score(more, discovery=discovery) >= a_score(told, discovery=discovery)


@given(st.floats(-1, 0.9), st.sampled_from(["history", "tulips"]))
def test_a_closer_note_never_lowers_the_score(similarity: float, wish: str) -> None:
    far = a_summary(similarity=similarity)
    near = a_summary(similarity=similarity + 0.1)

    assert a_score(near, wishes=(wish,)) >= a_score(far, wishes=(wish,))


@given(SHARES, SHARES, SHARES)
def test_the_dial_turns_the_popularity_prior_round(
    popularity: float, dial: float, other: float
) -> None:
    iconic, hidden = sorted((dial, other))
    note = a_summary()

    change = a_score(note, popularity=popularity, discovery=hidden) - a_score(
        note, popularity=popularity, discovery=iconic
    )

    assert change * (0.5 - popularity) >= -1e-9


def test_famous_places_win_at_0_and_hidden_ones_at_1() -> None:
    note = a_summary()

    for dial, wins in ((0.0, 0.9), (1.0, 0.2)):
        scores = {p: a_score(note, popularity=p, discovery=dial) for p in (0.2, 0.9)}
        assert max(scores, key=lambda p: scores[p]) == wins


def test_a_tagged_note_answers_better_than_a_similar_one() -> None:
    tagged = a_summary(words=240, tags=("historical",))
    similar = a_summary(words=240, similarity=0.9)

    assert a_score(tagged) > a_score(similar)


def test_free_text_is_answered_by_similarity_alone() -> None:
    near, far = a_summary(similarity=0.3), a_summary(similarity=0.0)

    assert a_score(near, wishes=("tulips",)) > a_score(far, wishes=("tulips",))


def test_where_similarity_is_unknown_tags_alone_decide() -> None:
    told = NoteSummary(words=120, tags=("historical",), similarity=())
    silent = NoteSummary(words=120, tags=(), similarity=())

    assert a_score(told) > a_score(silent) >= 0


def test_without_interests_fame_decides() -> None:
    note = a_summary(tags=("historical",))

    famous = a_score(note, wishes=(), popularity=0.9, discovery=0)
    hidden = a_score(note, wishes=(), popularity=0.1, discovery=0)

    assert famous - hidden > 0.6


def test_the_40_best_go_on_ties_by_id() -> None:
    places = [makers.a_place() for _ in range(MAX_CANDIDATES + 5)]
    several = [
        Candidate(place=place, score=n // 2 / 50, words=300)
        for n, place in enumerate(places)
    ]

    kept = best(several)

    assert len(kept) == MAX_CANDIDATES
    order = [(-one.score, one.place.id) for one in kept]
    assert order == sorted(order)


def telling(**words: int) -> list[Note]:
    """Return notes of one landmark that say so much about each interest."""
    place_id = PlaceId(makers.a_place_id())
    return [
        makers.a_note(place_id=place_id, text="word " * count, tags=(interest,))
        for interest, count in words.items()
    ]


def test_a_stop_is_told_from_the_wish_its_notes_answer_best() -> None:
    notes = telling(historical=2, culinary=3, artistic=2)
    wishes = (Interest.ARTISTIC, Interest.HISTORICAL, Interest.CULINARY)

    assert leads([notes], wishes) == ((Interest.CULINARY,),)


def test_wishes_take_turns_along_the_way() -> None:
    notes = telling(historical=9, culinary=3)
    wishes = (Interest.CULINARY, Interest.HISTORICAL)

    assert leads([notes, telling(), notes, notes], wishes) == (
        (Interest.HISTORICAL,),
        (),
        (Interest.CULINARY,),
        (Interest.HISTORICAL,),
    )


def test_a_third_wish_waits_for_stops_that_answer_it_better() -> None:
    notes = telling(historical=9, culinary=3, artistic=2)
    wishes = (Interest.ARTISTIC, Interest.CULINARY, Interest.HISTORICAL)

    led = leads([notes] * 4, wishes)

    assert (Interest.ARTISTIC,) not in led


@given(st.permutations([Interest.ARTISTIC, Interest.CULINARY, Interest.HISTORICAL]))
def test_the_order_of_wishes_changes_nothing(wishes: list[Interest]) -> None:
    stops = [telling(artistic=2, culinary=2, historical=2), telling(culinary=1)]

    assert leads(stops, wishes) == ((Interest.HISTORICAL,), (Interest.CULINARY,))


@pytest.mark.parametrize("wishes", [(), (Interest.SCIENCE,)])
def test_an_interest_no_note_answers_does_not_reach_the_prompt(
    wishes: tuple[Interest, ...],
) -> None:
    assert leads([[makers.a_note()]], wishes) == ((),)

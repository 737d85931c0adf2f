"""A model's answer while it streams."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.tours.narration import Draft
from walkumentary.gateway.answers import AnswerEmpty, AnswerMalformed, PromptEchoed
from walkumentary.infra.narration.answer import Answer

ANSWER = json.dumps(
    {
        "sentences": [
            {"text": "The palace “stands” on piles.", "notes": [0, 12]},
            {"text": "Its dome {is} green, [they] say.", "notes": [1]},
            {"text": "Look up.", "notes": []},
        ]
    },
    ensure_ascii=False,
)
CLEAN = ANSWER.replace("{is}", "is").replace("[they]", "they")
DRAFTS = [
    Draft("The palace “stands” on piles.", (0, 12)),
    Draft("Its dome {is} green, [they] say.", (1,)),
    Draft("Look up.", ()),
]


def text_of(draft: Draft) -> str:
    """Return its text as CLEAN has it."""
    return draft.text.translate(str.maketrans("", "", "{}[]"))


def heard(parts: list[str], *, goes_on: bool = False) -> list[Draft]:
    answer = Answer(notes=13, goes_on=goes_on)
    drafts = [draft for part in parts for draft in answer.more(part)]
    return [*drafts, *answer.end()]


@given(cuts=st.lists(st.integers(0, len(ANSWER))))
def test_however_it_is_cut_each_sentence_leaves_once_and_whole(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(ANSWER)]
    parts = [ANSWER[a:b] for a, b in pairwise(edges)]

    assert heard(parts) == DRAFTS


def test_a_sentence_leaves_as_soon_as_the_next_one_begins() -> None:
    answer = Answer(notes=13, goes_on=False)
    begun = ANSWER[: ANSWER.index('"Its dome')]

    assert list(answer.more(begun)) == DRAFTS[:1]


def test_a_citation_that_may_still_grow_is_waited_for() -> None:
    answer = Answer(notes=13, goes_on=False)
    growing = ANSWER[: ANSWER.index("2]")]

    assert list(answer.more(growing)) == []


def test_citations_of_notes_that_are_not_there_are_left_out() -> None:
    parts = ['{"sentences":[{"text":"One.","notes":[-1,2,2,99]}]}']

    assert heard(parts) == [Draft("One.", (2,))]


def test_two_sentences_in_one_are_two() -> None:
    parts = ['{"sentences":[{"text":"One palace. Two towers.","notes":[2]}]}']

    assert heard(parts) == [Draft("One palace.", (2,)), Draft("Two towers.", (2,))]


@pytest.mark.parametrize("text", ["", "  \n", '{"sentences":[]}'])
def test_an_answer_that_says_nothing_is_named(text: str) -> None:
    with pytest.raises(AnswerEmpty):
        heard([text])


def test_nothing_may_be_added_to_what_stands() -> None:
    assert heard(['{"sentences":[]}'], goes_on=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sure! Here is your tour.",
        '["One."]',
        '{"sentences":"One."}',
        '{"sentences":[{"text":"One."}]}',
        '{"sentences":[{"text":"One.","notes":"2"}]}',
        '{"sentences":[{"text":1655,"notes":[2]}]}',
        '{"sentences":[{"text":"One.","notes":[2',
        "{}",
        '{"sentences":[{"text":"One.","notes":[2]}]} And more.',
        '{"sentences":[{"text":"One.","notes":[NaN]}]}',
    ],
)
def test_an_answer_in_another_form_is_named(text: str) -> None:
    with pytest.raises(AnswerMalformed):
        heard([text])


def test_prose_is_not_listened_to_for_long() -> None:
    answer = Answer(notes=1, goes_on=False)

    with pytest.raises(AnswerMalformed):
        list(answer.more("Once upon a time there was a palace on the dam. " * 3))


@pytest.mark.parametrize(
    "text",
    [
        f"Here it is:\n```json\n{CLEAN}\n```\nEnjoy your walk!",
        CLEAN.replace("}, {", "} {"),
        CLEAN.replace("]}]}", "],}],}"),
        CLEAN.removesuffix("]}"),
    ],
    ids=["fenced", "without commas", "with too many", "not closed"],
)
def test_a_broken_form_is_mended_where_no_word_is_in_doubt(text: str) -> None:
    drafts = heard(list(text))

    assert [draft.cites for draft in drafts] == [draft.cites for draft in DRAFTS]
    assert [draft.text for draft in drafts] == [text_of(draft) for draft in DRAFTS]


def test_what_was_given_before_the_form_broke_is_not_given_again() -> None:
    answer = Answer(notes=13, goes_on=False)
    second = CLEAN.index('{"text": "Its dome')
    broken = CLEAN[second:].replace("}, {", "} {")

    before = [*answer.more(CLEAN[:second] + "{"), *answer.more(broken[1:])]

    assert before == DRAFTS[:1]
    assert [draft.text for draft in answer.end()] == [text_of(d) for d in DRAFTS[1:]]


def test_its_own_material_is_no_answer() -> None:
    echo = '{"landmark":"Royal Palace","short_name":"the palace","words":260}'

    with pytest.raises(PromptEchoed):
        heard([echo])

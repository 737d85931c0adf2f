"""A narration of the notes' own sentences, as long as asked for."""

from itertools import product

import pytest

from tests import makers
from tests.unit.domain.tours.packs import CITIES, Told, landmarks
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.domain.tours.composition import compose
from walkumentary.domain.tours.grounding import Evidence, unsupported
from walkumentary.domain.tours.lead_ins import LEAD_INS
from walkumentary.domain.tours.narration import Draft
from walkumentary.domain.tours.pacing import BUCKETS

TASTES: tuple[tuple[str, ...], ...] = (
    (),
    ("historical",),
    ("legends", "culinary"),
    ("science",),
    ("evening", "local"),
    ("architectural", "artistic"),
)


def composed(
    told: Told,
    *,
    interests: tuple[str, ...] = ("historical",),
    style: str = "conversational",
    language: str = "en",
    words: int = 260,
) -> tuple[Draft, ...]:
    return compose(
        told.notes,
        interests=interests,
        style=style,
        language=language,
        words=words,
        name=told.place.name,
        short_name=told.place.short_name,
    )


def spoken_words(drafts: tuple[Draft, ...]) -> int:
    return sum(word_count(draft.text) for draft in drafts)


def a_landmark(
    *notes: Note, name: str = "Royal Palace", short_name: str = "the palace"
) -> Told:
    return Told(place=makers.a_place(name=name, short_name=short_name), notes=notes)


@pytest.mark.parametrize("city", CITIES)
def test_a_narration_is_as_long_as_asked_for(city: str) -> None:
    for n, told in enumerate(landmarks(city)[::2]):
        for words in BUCKETS:
            taste, style = TASTES[n % len(TASTES)], [*LEAD_INS][n % len(LEAD_INS)]

            drafts = composed(told, interests=taste, style=style, words=words)

            assert abs(spoken_words(drafts) - words) <= 0.05 * words


@pytest.mark.parametrize("style", LEAD_INS)
def test_a_narration_is_as_long_as_asked_for_in_every_style(style: str) -> None:
    for told, taste in product(landmarks("rome")[:3], TASTES):
        drafts = composed(told, interests=taste, style=style, words=170)

        assert abs(spoken_words(drafts) - 170) <= 8.5


@pytest.mark.parametrize("city", CITIES)
def test_every_sentence_is_a_notes_sentence_that_its_note_supports(city: str) -> None:
    for told in landmarks(city)[::3]:
        phrases = {p for by_topic in LEAD_INS["dramatic"].values() for p in by_topic}
        for draft in composed(told, style="dramatic", words=510):
            (cited,) = draft.cites
            note = told.notes[cited]
            said = min(
                (draft.text.removeprefix(f"{phrase} ") for phrase in phrases), key=len
            )
            short = told.place.short_name
            rest = said[len(short) :]
            shortened = said.lower().startswith(f"{short.lower()} ")

            assert said in note.text or (shortened and rest in note.text)
            evidence = Evidence(
                notes=[f"{note.title}. {note.text}"],
                names=told.place.names,
                language="en",
            )
            assert not unsupported(draft.text, evidence, language="en")


def test_nothing_is_said_twice() -> None:
    drafts = composed(landmarks("paris")[0], words=680)

    assert len({draft.text for draft in drafts}) == len(drafts)


def test_the_same_order_is_told_the_same_way() -> None:
    told = landmarks("london")[2]

    assert composed(told, words=340) == composed(told, words=340)


def test_a_narration_opens_with_what_one_stands_before() -> None:
    for told in landmarks("edinburgh"):
        first, second, *_ = sentences(told.notes[0].text)

        drafts = composed(told, interests=("legends",), words=170)

        assert [draft.text for draft in drafts[:2]] == [first, second]


def test_other_interests_change_what_is_told() -> None:
    for told in landmarks("amsterdam")[::4]:
        tags = [note.tags[0] for note in told.notes[1:]]
        texts = {
            tuple(d.text for d in composed(told, interests=(tag,), words=260))
            for tag in tags
        }

        assert len(texts) >= len(set(tags)) - 1


def test_what_the_listener_cares_for_is_told_first() -> None:
    told = landmarks("amsterdam")[0]

    drafts = composed(told, interests=("legends",), words=170)

    assert "legends" in told.notes[drafts[2].cites[0]].tags


def test_scholars_follow_the_notes_own_order_and_storytellers_end_with_legends() -> (
    None
):
    told = landmarks("amsterdam")[0]

    scholarly = composed(told, interests=("legends",), style="scholarly", words=680)
    story = composed(told, interests=("legends",), style="storyteller", words=680)

    order = [draft.cites[0] for draft in scholarly]
    assert order == sorted(order)
    assert "legends" in told.notes[story[-1].cites[0]].tags


def test_another_theme_is_opened_by_a_phrase_where_the_language_has_some() -> None:
    told = landmarks("amsterdam")[0]

    english, dutch = (
        composed(told, interests=("legends",), language=tag, words=340)
        for tag in ("en-GB", "nl")
    )

    phrases = LEAD_INS["conversational"]["legends"]
    assert any(draft.text.startswith(phrases) for draft in english)
    assert not any(draft.text.startswith(phrases) for draft in dutch)


def test_notes_that_hold_less_are_told_whole() -> None:
    told = a_landmark(makers.a_note(text="It stands here. It is old. It is big."))

    assert [d.text for d in composed(told, words=170)] == [
        "It stands here.",
        "It is old.",
        "It is big.",
    ]


NAMED = "The Royal Palace is large. {} Nobody lives there."


@pytest.mark.parametrize(
    ("sentence", "short_name", "told"),
    [
        ("Royal Palace stands here.", "the palace", "The palace stands here."),
        ("The Royal Palace has wings.", "the palace", "The palace has wings."),
        ("Royal Palace bells ring.", "the palace", "Royal Palace bells ring."),
        ("Royal Palace Street is old.", "the palace", "Royal Palace Street is old."),
        (
            "Royal Palace is a proud name.",
            "the palace",
            "Royal Palace is a proud name.",
        ),
        ("Royal Palace is big.", "the towers", "Royal Palace is big."),
        ("Royal Palace is big.", "the house of stones", "The house of stones is big."),
        ("One Royal Palace stands.", "the palace", "One Royal Palace stands."),
    ],
)
def test_a_name_just_said_is_referred_back_to_where_that_is_sense(
    sentence: str, short_name: str, told: str
) -> None:
    landmark = a_landmark(
        makers.a_note(text=NAMED.format(sentence)), short_name=short_name
    )

    assert composed(landmark)[1].text == told


def test_a_name_not_just_said_is_said() -> None:
    landmark = a_landmark(makers.a_note(text="Look up. Royal Palace stands here."))

    assert composed(landmark)[1].text == "Royal Palace stands here."


def test_lead_ins_claim_nothing() -> None:
    phrases = [
        p for style in LEAD_INS.values() for told in style.values() for p in told
    ]

    nothing = Evidence(notes=(), language="en")
    claimed = {p: unsupported(p, nothing, language="en") for p in phrases}

    assert {phrase: facts for phrase, facts in claimed.items() if facts} == {}


def test_every_style_has_phrases_for_every_interest() -> None:
    topics = {frozenset(by_topic) for by_topic in LEAD_INS.values()}

    assert len(topics) == 1
    assert all(by_topic[t] for by_topic in LEAD_INS.values() for t in by_topic)

"""Plain text: sentences, words and the folded form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.shared.text import folded, sentences, squeeze, word_count


def test_runs_of_white_space_become_one_blank() -> None:
    assert squeeze("  The\n palace \t of\u00a0Dam ") == "The palace of Dam"


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("", ()),
        ("One sentence", ("One sentence",)),
        ("It stands. It fell.", ("It stands.", "It fell.")),
        ("Am 3. Oktober. Im 17. Jahrhundert", ("Am 3. Oktober.", "Im 17. Jahrhundert")),
        ("Er wurde 26. Dann", ("Er wurde 26.", "Dann")),
        ("In Nr. 10 wohnt Sta. Ana.", ("In Nr. 10 wohnt Sta. Ana.",)),
        ("Why? Because! So…  The end.", ("Why?", "Because!", "So…", "The end.")),
        ("Built by 1655. 13,659 piles.", ("Built by 1655.", "13,659 piles.")),
        ("It cost 3.5 million. Then", ("It cost 3.5 million.", "Then")),
        ("By Leo X. Rome grew.", ("By Leo X.", "Rome grew.")),
        ("Over to St. Giles and Dr. Who.", ("Over to St. Giles and Dr. Who.",)),
        ("It is e.g. small. Yes.", ("It is e.g. small.", "Yes.")),
        ('He said "stop." Then left.', ('He said "stop."', "Then left.")),
        ("(It fell.) “It stands.”", ("(It fell.)", "“It stands.”")),
        ("Zo ver. Één stad.", ("Zo ver.", "Één stad.")),
    ],
)
def test_prose_is_split_at_sentence_ends(prose: str, expected: tuple[str, ...]) -> None:
    assert sentences(prose) == expected


@given(st.text(alphabet="Ab .!?\"')( \n1", max_size=80))
def test_nothing_is_lost_between_sentences(prose: str) -> None:
    assert " ".join(sentences(prose)) == squeeze(prose)


def test_words_are_what_blanks_separate() -> None:
    assert word_count(" a well-kept  café's\tdoor ") == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café  Zürich!", "cafe zurich"),
        ("STRASSE straße", "strasse strasse"),
        ("Louis-Philippe's", "louis philippe s"),
        ("ﬁne № 1", "fine no 1"),
        ("?!", ""),
    ],
)
def test_folded_text_has_no_case_and_no_accents(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)

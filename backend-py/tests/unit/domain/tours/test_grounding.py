"""A sentence says no more than its notes."""

import pytest

from tests.unit.domain.tours.packs import CITIES, landmarks
from walkumentary.domain.shared.text import sentences
from walkumentary.domain.tours.grounding import mode, unsupported

NOTE = (
    "A town hall The Royal Palace, built by Jacob van Campen from 1648, opened in "
    "1655. It rests on 13,659 piles and was a gift to Louis Napoleon, King of "
    "Holland, of the seventeenth-century council. Merchants' houses face O'Connell "
    "Street and the Musée Søndergård."
)
SOURCES = (NOTE, "Koninklijk Paleis", "Amsterdam")


def missing(sentence: str, language: str = "en") -> frozenset[str]:
    return unsupported(sentence, SOURCES, language=language)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Royal Palace opened in 1655.",
        "Jacob van Campen's palace opened in sixteen fifty-five.",
        "It rests on thirteen thousand six hundred and fifty-nine piles.",
        "The Koninklijk Paleis is a house of the 17th century.",
        "“Palace” is what Louis Napoleon called it.",
        "Look up. Merchants had houses here.",
        "Amsterdam’s Musee Sondergard stands in O’Connell Street.",
        "I see you, and you see me.",
        "Here are the Louis-Napoleon rooms.",
        "ROYAL it was.",
        "",
    ],
)
def test_what_the_notes_say_is_supported(sentence: str) -> None:
    assert missing(sentence) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "invented"),
    [
        ("The palace opened in 1656.", {"1656"}),
        ("It has 12 towers.", {"12"}),
        ("It has twelve towers.", {"12"}),
        ("Rembrandt painted here.", {"rembrandt"}),
        ("Look closer: Vermeer’s hand is seen.", {"vermeer"}),
        ("It pleased King William III.", {"william", "3"}),
        ("It stands in the Jordaan.", {"jordaan"}),
        ("Jacob van Nassau lived here.", {"nassau"}),
        ("It is eighteenth-century work.", {"18 century"}),
        ("Louis XIV gave it away.", {"14"}),
        ("UNESCO lists it.", {"unesco"}),
    ],
)
def test_what_the_notes_do_not_say_is_caught(sentence: str, invented: set[str]) -> None:
    assert missing(sentence) == invented


@pytest.mark.parametrize(
    ("sentence", "invented"),
    [
        ("Rembrandt schilderde hier in 1655.", set()),
        ("Het rust op 13.659 palen.", set()),
        ("Il repose sur 13\u202f659 pieux.", set()),
        ("Der Palast von 1656 hat 22,5 Meter.", {"1656", "22.5"}),
    ],
)
def test_other_languages_are_checked_for_digits_only(
    sentence: str, invented: set[str]
) -> None:
    assert missing(sentence, "de") == invented


@pytest.mark.parametrize(
    ("language", "checked"),
    [("en", "full"), ("EN-gb", "full"), ("nl", "numbers"), ("eng", "numbers")],
)
def test_a_tour_says_how_it_was_checked(language: str, checked: str) -> None:
    assert mode(language) == checked


def test_without_sources_every_fact_is_unsupported() -> None:
    assert unsupported("In 1655 Jacob came.", [], language="en") == {"1655", "jacob"}


@pytest.mark.parametrize("city", CITIES)
def test_a_notes_own_sentences_are_supported_by_it(city: str) -> None:
    notes = [note for told in landmarks(city)[::9] for note in told.notes]

    dropped = [
        line
        for note in notes
        for line in sentences(note.text)
        if unsupported(line, [note.text], language="en")
    ]

    assert dropped == []

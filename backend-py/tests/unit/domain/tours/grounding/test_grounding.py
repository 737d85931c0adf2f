"""A sentence says no more than its notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.tours.packs import CITIES, landmarks
from walkumentary.domain.shared.text import sentences
from walkumentary.domain.tours.grounding import (
    FULL_LANGUAGES,
    Evidence,
    mode,
    unsupported,
)

NOTE = (
    "A town hall The Royal Palace, built by Jacob van Campen from 1648, opened in "
    "1655. It rests on 13,659 piles and was a gift to Louis Napoleon, King of "
    "Holland, of the seventeenth-century council. Merchants' houses face O'Connell "
    "Street and the Musée Søndergård."
)
EVIDENCE = Evidence(
    notes=[NOTE], names=["Koninklijk Paleis", "Amsterdam"], language="en"
)


def missing(
    sentence: str, language: str = "en", *, note: str | None = None
) -> frozenset[str]:
    told = Evidence(notes=[note], language="en") if note else EVIDENCE
    return unsupported(sentence, told, language=language)


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
        "Bollards line the quay.",
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
        ("Vondel wrote of it.", {"vondel"}),
        ("Vondel's verses praise it.", {"vondel"}),
        ("Look closer: Vermeer’s hand is seen.", {"vermeer"}),
        ("It pleased King William III.", {"william", "3"}),
        ("It stands in the Jordaan.", {"jordaan"}),
        ("Jacob van Nassau lived here.", {"nassau"}),
        ("It is eighteenth-century work.", {"18 century"}),
        ("Louis XIV gave it away.", {"14"}),
        ("UNESCO lists it.", {"unesco"}),
        ("It stands beside Tower Bridge.", {"tower", "bridge"}),
        ("It opened on 5 May 1655.", {"5 month of the year 5", "5 month of the year"}),
    ],
)
def test_what_the_notes_do_not_say_is_caught(sentence: str, invented: set[str]) -> None:
    assert missing(sentence) == invented


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Das Haus an der Straße hat schöne Fenster und zwei Türen."),
        ("de", "Große Säulen und goldene Engel tragen die Decke aus Eichenholz."),
        ("fr", "La Renaissance rappelle le Palais royal et la Vieille Tour."),
        ("nl", "Het Paleis is een zeventiende-eeuws gebouw."),
    ],
)
def test_a_capital_alone_names_nothing(language: str, sentence: str) -> None:
    note = f"{NOTE} It has two doors."

    assert missing(sentence, language, note=note) == frozenset()


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        ("de", "Der Saal wurde von Vingboons geplant.", "vingboons"),
        ("de", "Vingboons baute den Saal.", "vingboons"),
        ("de", "Der Saal entstand unter Vingboons.", "vingboons"),
        ("de", "Dort gestaltete Vingboons den Saal.", "vingboons"),
        ("de", "Der Saal liegt am Schillerplatz.", "schillerplatz"),
        ("de", "Ein venezianischer Meister malte ihn.", "venezianischer"),
        ("fr", "Le peintre Bosboom vint en 1655.", "bosboom"),
        ("es", "El escultor veneciano vino en 1655.", "veneciano"),
        ("it", "Il Bosboom venne nel 1655.", "bosboom"),
        ("nl", "In 1655 kwam Bosboom.", "bosboom"),
        ("en", "It shows how Canaletto saw it.", "canaletto"),
        ("fr", "On y voit comment Cimabue peignait.", "cimabue"),
    ],
)
def test_a_name_is_caught_in_every_language(
    language: str, sentence: str, name: str
) -> None:
    assert missing(sentence, language) == {name}


@pytest.mark.parametrize("language", FULL_LANGUAGES)
def test_no_word_is_too_long_to_be_read(language: str) -> None:
    assert missing(f"{'Zwei' * 5_000} {'Haus' * 5_000}.", language)


def test_a_famous_name_is_not_taken_for_one_that_sounds_alike() -> None:
    note = "Bernini carved it."

    assert missing("Then Byron came.", note=note) == {"byron"}


@pytest.mark.parametrize(
    ("note", "language", "sentence"),
    [
        ("Pompey fell.", "es", "Cayó Pompeyo."),
        ("Peter the Great came from Saint Petersburg.", "de", "Der Petersplatz."),
        ("The tsar lived in Moscow.", "it", "Lo zar visse a Mosca."),
        ("Пётр came to Москва.", "en", "Petr saw Moskva."),
        ("Σωκράτης taught in Athens.", "de", "Sokrates lehrte in Athen."),
        ("Rembrandt lived here.", "nl", "Het Rembrandthuis."),
        ("A Dutch painter.", "fr", "Un peintre des Pays-Bas, un Néerlandais."),
        ("Suetonius wrote of Lutetia.", "it", "Svetonio scrisse di Lutezia."),
        ("The church of the Holy Cross.", "fr", "L'église de la Sainte-Croix."),
    ],
)
def test_a_name_is_known_in_another_language(
    note: str, language: str, sentence: str
) -> None:
    assert missing(sentence, language, note=note) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "invented"),
    [
        ("Rembrandt maalasi täällä vuonna 1655.", set()),
        ("Se seisoo 13.659 paalun päällä.", set()),
        ("Palatsi vuodelta 1656 on 22,5 metriä.", {"1656", "22.5"}),
    ],
)
def test_a_language_without_rules_is_checked_for_digits_only(
    sentence: str, invented: set[str]
) -> None:
    assert missing(sentence, "fi") == invented


def test_notes_without_rules_are_searched_for_digits_only() -> None:
    finnish = Evidence(notes=["Rakennettu 1655."], language="fi")

    assert unsupported("Rembrandt built it in 1656.", finnish, language="en") == {
        "1656"
    }


@pytest.mark.parametrize(
    ("language", "notes", "checked"),
    [
        ("en", "en", "full"),
        ("EN-gb", "en", "full"),
        ("nl", "en", "full"),
        ("fi", "en", "numbers"),
        ("en", "fi", "numbers"),
        ("eng", "en", "numbers"),
    ],
)
def test_a_tour_says_how_it_was_checked(
    language: str, notes: str, checked: str
) -> None:
    assert mode(language, notes=notes) == checked


def test_six_languages_have_rules() -> None:
    assert FULL_LANGUAGES == ("de", "en", "es", "fr", "it", "nl")


def test_without_evidence_every_fact_is_unsupported() -> None:
    nothing = Evidence(notes=[], language="en")

    assert unsupported("In 1655 Jacob came.", nothing, language="en") == {
        "1655",
        "jacob",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        "Jacob van Campen was given 13,659 piles.",
        "Louis Napoleon opened the palace in 1655.",
        "It was built of marble.",
    ],
)
def test_what_cannot_be_seen_is_known(wrong: str) -> None:
    """Facts swapped among each other, and common nouns; see docs/decisions/0018."""
    assert missing(wrong) == frozenset()


@given(st.data())
def test_a_changed_digit_is_no_longer_supported(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(FULL_LANGUAGES))
    number = data.draw(st.integers(1_000, 999_999))
    digits = str(number)
    at = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from("123456789").filter(lambda d: d != digits[at]))
    note = Evidence(notes=[f"{number} m, {number}."], language=language)

    changed = digits[:at] + digit + digits[at + 1 :]

    for claim in ("{}.", "{} m."):
        same, other = claim.format(digits), claim.format(changed)
        assert not unsupported(same, note, language=language)
        assert unsupported(other, note, language=language)


@pytest.mark.parametrize("city", CITIES)
def test_a_notes_own_sentences_are_supported_by_it(city: str) -> None:
    dropped = {
        line: facts
        for told in landmarks(city)
        for note in told.notes
        for line in sentences(note.text)
        if (facts := _alone(line, note.text))
    }

    assert dropped == {}


def _alone(line: str, text: str) -> frozenset[str]:
    return unsupported(line, Evidence(notes=[text], language="en"), language="en")

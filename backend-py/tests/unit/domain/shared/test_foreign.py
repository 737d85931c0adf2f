"""Whether a text is in the language it should be in."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import walkumentary
from walkumentary.domain.shared.foreign import is_foreign
from walkumentary.domain.shared.text import sentences

STARTER = (Path(walkumentary.__file__).parent / "starter").glob("*.toml")

PROSE = {
    "en": "The palace stands on wooden piles and was the town hall of the city for a "
    "hundred and fifty years.",
    "de": "Der Palast steht auf Pfählen und war das Rathaus der Stadt, bis ein König "
    "ihn zu seinem Schloss machte.",
    "fr": "Le palais est construit sur des pilotis et fut la mairie de la ville avant "
    "que le roi ne s'y installe.",
    "es": "El palacio se levanta sobre pilotes y fue el ayuntamiento de la ciudad "
    "hasta que un rey lo convirtió en su casa.",
    "it": "Il palazzo poggia su pali di legno ed è stato il municipio della città "
    "prima che un re ne facesse la sua casa.",
    "nl": "Het paleis staat op houten palen en was het stadhuis van de stad tot een "
    "koning er zijn huis van maakte.",
}
RUSSIAN = "Дворец стоит на деревянных сваях и был ратушей города."


@pytest.mark.parametrize("spoken", PROSE)
@pytest.mark.parametrize("wanted", PROSE)
def test_each_language_is_told_from_every_other(wanted: str, spoken: str) -> None:
    assert is_foreign(PROSE[spoken], language=wanted) is (spoken != wanted)


def test_a_region_changes_nothing() -> None:
    assert is_foreign(PROSE["en"], language="en-GB") is False
    assert is_foreign(PROSE["en"], language="de-CH") is True


@pytest.mark.parametrize("text", ["Paleis op de Dam.", "Dam.", "1655!", ""])
def test_nothing_is_said_of_a_few_words(text: str) -> None:
    assert is_foreign(text, language="en") is None


def test_a_quotation_does_not_make_a_text_foreign() -> None:
    text = (
        "Above the door of the house you can read the motto of its builder, "
        "«Het is beter een goede buur dan een verre vriend», in gold."
    )

    assert not is_foreign(text, language="en")


def test_a_name_does_not_make_a_sentence_foreign() -> None:
    assert not is_foreign("Le Musée et le Jardin des Plantes.", language="en")
    assert not is_foreign("Look up: Het Huis met de Hoofden.", language="en")


def test_no_sentence_of_the_starter_notes_is_foreign() -> None:
    verdicts = [
        is_foreign(sentence, language="en")
        for text in notes_in(tomllib.loads(file.read_text()) for file in STARTER)
        for sentence in sentences(text)
    ]

    assert True not in verdicts
    assert verdicts.count(False) > 0.9 * len(verdicts) > 1_000


def notes_in(value: object) -> Iterator[str]:
    """Yield every ``text`` in a pack, however deep."""
    if isinstance(value, dict):
        yield from (text for text in [value.get("text")] if isinstance(text, str))
        value = value.values()
    inside = value if isinstance(value, Iterable) and not isinstance(value, str) else ()
    for inner in inside:
        yield from notes_in(inner)


def test_another_script_is_another_language() -> None:
    assert is_foreign(RUSSIAN, language="en") is True
    assert is_foreign(PROSE["en"], language="ru") is True
    assert not is_foreign(RUSSIAN, language="ru")


@pytest.mark.parametrize("language", ["fi", "pt", "sv", "af"])
def test_nothing_is_said_of_languages_without_a_list(language: str) -> None:
    assert is_foreign(PROSE["nl"], language=language) is None

"""What the ear is given for what the eye reads."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.tours.spoken import (
    dutch,
    english,
    french,
    german,
    italian,
    spanish,
)
from walkumentary.domain.shared.text import squeeze
from walkumentary.domain.tours.spoken import speakable, spoken_form

LANGUAGES = {
    "de": german,
    "en": english,
    "es": spanish,
    "fr": french,
    "it": italian,
    "nl": dutch,
}
EXAMPLES = [
    (language, written, spoken)
    for language, module in LANGUAGES.items()
    for written, spoken in module.EXAMPLES
]
FORMS = {language: module.FORMS for language, module in LANGUAGES.items()}
SIGNS = "0123456789 &£€$%.,:-–×/½°º'’#~IVXABCDSt thndrsmMaykpehoeru\u00a0"

every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize(("language", "written", "spoken"), EXAMPLES)
def test_it_is_written_out_for_the_ear(
    language: str, written: str, spoken: str
) -> None:
    assert spoken_form(written, language) == spoken


@every_language
def test_a_language_has_forty_examples(language: str) -> None:
    assert len({one for one in EXAMPLES if one[0] == language}) >= 40


@pytest.mark.parametrize(("language", "written", "spoken"), EXAMPLES)
def test_what_is_spoken_already_stays(language: str, written: str, spoken: str) -> None:
    assert spoken_form(spoken, language) == spoken, written


def test_a_region_is_read_like_its_language() -> None:
    assert spoken_form("1655", "de-AT") == "sechzehnhundertfünfundfünfzig"
    assert spoken_form("1655", "en-GB") == "sixteen fifty-five"


def test_a_language_without_rules_is_left_to_the_voice() -> None:
    assert spoken_form("Zbudowany w  1648.\n", "pl") == "Zbudowany w 1648."


@st.composite
def written_forms(draw: st.DrawFn, forms: Sequence[str]) -> str:
    """Sentences made of nothing but forms a language promises to read."""
    chosen = draw(st.lists(st.sampled_from(forms), min_size=1, max_size=4))
    year = draw(st.integers(100, 2100))
    sentence = ", ".join(chosen).format(
        year=year,
        recent=draw(st.integers(1000, 2100)),
        later=year + draw(st.integers(1, 90)),
        day=draw(st.integers(2, 28)),
        month=draw(st.integers(1, 12)),
        hour=draw(st.integers(0, 23)),
        minute=f"{draw(st.integers(0, 59)):02}",
        amount=draw(st.integers(0, 10**7)),
        part=draw(st.integers(10, 99)),
    )
    return f"{sentence[:1].upper()}{sentence[1:]}."


@every_language
@given(data=st.data())
def test_no_digit_is_left_of_a_known_form(language: str, data: st.DataObject) -> None:
    written = data.draw(written_forms(FORMS[language]))

    spoken = spoken_form(written, language)

    assert not any(map(str.isdigit, spoken))
    assert spoken_form(spoken, language) == spoken


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäéèñßœ", min_size=1, max_size=9)


@every_language
@given(words=st.lists(WORDS, min_size=1), end=st.sampled_from(",.!?;"))
def test_a_text_of_words_alone_is_unchanged(
    language: str, words: list[str], end: str
) -> None:
    text = f"{' '.join(words)} und Haus{end}"

    assert spoken_form(text, language) == text


@every_language
@given(text=st.text() | st.text(SIGNS))
def test_any_text_can_be_spoken(language: str, text: str) -> None:
    spoken = spoken_form(text, language)

    assert spoken == squeeze(spoken)
    assert speakable(spoken) >= speakable(text)


@every_language
@pytest.mark.parametrize("text", ["Di XXXX", "Di VX", "Di IIII", "IVX", "XXXXe"])
def test_letters_that_are_no_numeral_are_left_alone(language: str, text: str) -> None:
    assert spoken_form(text, language) == text


@every_language
def test_a_page_of_digits_is_read_without_an_error(language: str) -> None:
    digit, again, *_ = spoken_form("1" * 5000, language).split()
    decimals = spoken_form("0," + "1" * 5000, language)

    assert digit == again
    assert len(decimals) >= 5000


@pytest.mark.parametrize("text", ["", "  ", "...", "—", "?!", "😀"])
def test_signs_alone_are_not_speakable(text: str) -> None:
    assert not speakable(text)

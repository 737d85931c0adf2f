"""Numbers in words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.tours import (
    spelled_dutch,
    spelled_english,
    spelled_french,
    spelled_german,
    spelled_italian,
    spelled_spanish,
)

CARDINALS = {
    "de": spelled_german.cardinal,
    "en": spelled_english.cardinal,
    "es": spelled_spanish.cardinal,
    "fr": spelled_french.cardinal,
    "it": spelled_italian.cardinal,
    "nl": spelled_dutch.cardinal,
}
ORDINALS = {
    "de": spelled_german.ordinal,
    "en": spelled_english.ordinal,
    "es": spelled_spanish.ordinal,
    "fr": spelled_french.ordinal,
    "it": spelled_italian.ordinal,
    "nl": spelled_dutch.ordinal,
}


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("de", 0, "null"),
        ("de", 1, "eins"),
        ("de", 16, "sechzehn"),
        ("de", 21, "einundzwanzig"),
        ("de", 101, "hunderteins"),
        ("de", 1_000, "tausend"),
        ("de", 2_100, "zweitausendeinhundert"),
        ("de", 1_000_001, "eine Million eins"),
        ("de", 101_000_000, "hunderteine Millionen"),
        ("en", 0, "zero"),
        ("en", 19, "nineteen"),
        ("en", 40, "forty"),
        ("en", 101, "one hundred and one"),
        ("en", 1_000, "one thousand"),
        ("en", 1_001, "one thousand and one"),
        ("en", 1_100, "one thousand one hundred"),
        ("en", 2_000_017, "two million and seventeen"),
        ("en", 10**15, "one thousand trillion"),
        ("es", 0, "cero"),
        ("es", 16, "dieciséis"),
        ("es", 31, "treinta y uno"),
        ("es", 100, "cien"),
        ("es", 101, "ciento uno"),
        ("es", 21_000, "veintiún mil"),
        ("es", 1_000_000, "un millón"),
        ("es", 10**9, "mil millones"),
        ("fr", 0, "zéro"),
        ("fr", 21, "vingt et un"),
        ("fr", 71, "soixante et onze"),
        ("fr", 80, "quatre-vingts"),
        ("fr", 81, "quatre-vingt-un"),
        ("fr", 99, "quatre-vingt-dix-neuf"),
        ("fr", 200, "deux cents"),
        ("fr", 201, "deux cent un"),
        ("fr", 1_000, "mille"),
        ("fr", 80_000, "quatre-vingt mille"),
        ("fr", 200_000_000, "deux cents millions"),
        ("it", 0, "zero"),
        ("it", 3, "tre"),
        ("it", 23, "ventitré"),
        ("it", 28, "ventotto"),
        ("it", 101, "centouno"),
        ("it", 108, "centotto"),
        ("it", 1_000, "mille"),
        ("it", 43_000, "quarantatremila"),
        ("it", 1_000_000, "un milione"),
        ("nl", 0, "nul"),
        ("nl", 1, "één"),
        ("nl", 22, "tweeëntwintig"),
        ("nl", 24, "vierentwintig"),
        ("nl", 101, "honderdeen"),
        ("nl", 1_000, "duizend"),
        ("nl", 1_900, "negentienhonderd"),
        ("nl", 2_300, "tweeduizend driehonderd"),
        ("nl", 1_000_000, "één miljoen"),
    ],
)
def test_cardinals(language: str, number: int, words: str) -> None:
    assert CARDINALS[language](number) == words


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("de", 1, "erst"),
        ("de", 3, "dritt"),
        ("de", 7, "siebt"),
        ("de", 8, "acht"),
        ("de", 12, "zwölft"),
        ("de", 20, "zwanzigst"),
        ("de", 30, "dreißigst"),
        ("de", 101, "hunderterst"),
        ("en", 3, "third"),
        ("en", 12, "twelfth"),
        ("en", 20, "twentieth"),
        ("en", 100, "one hundredth"),
        ("es", 1, "primero"),
        ("es", 7, "séptimo"),
        ("es", 12, "duodécimo"),
        ("es", 21, "vigésimo primero"),
        ("es", 101, "ciento uno"),
        ("fr", 1, "premier"),
        ("fr", 4, "quatrième"),
        ("fr", 5, "cinquième"),
        ("fr", 9, "neuvième"),
        ("fr", 21, "vingt et unième"),
        ("fr", 80, "quatre-vingtième"),
        ("fr", 300, "trois centième"),
        ("it", 1, "primo"),
        ("it", 11, "undicesimo"),
        ("it", 23, "ventitreesimo"),
        ("it", 26, "ventiseiesimo"),
        ("it", 110, "centodecimo"),
        ("it", 2_000, "duemillesimo"),
        ("nl", 1, "eerste"),
        ("nl", 3, "derde"),
        ("nl", 8, "achtste"),
        ("nl", 19, "negentiende"),
        ("nl", 20, "twintigste"),
        ("nl", 101, "honderdeerste"),
    ],
)
def test_ordinals(language: str, number: int, words: str) -> None:
    assert ORDINALS[language](number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (609, "sechshundertneun"),
        (1100, "elfhundert"),
        (1655, "sechzehnhundertfünfundfünfzig"),
        (1901, "neunzehnhunderteins"),
        (2000, "zweitausend"),
    ],
)
def test_years_in_german(number: int, words: str) -> None:
    assert spelled_german.year(number) == words


@pytest.mark.parametrize("cardinal", CARDINALS.values(), ids=list(CARDINALS))
@given(one=st.integers(0, 10**15), other=st.integers(0, 10**15))
def test_different_numbers_have_different_words(
    cardinal: Callable[[int], str], one: int, other: int
) -> None:
    assert (cardinal(one) == cardinal(other)) == (one == other)


@pytest.mark.parametrize("words", [*CARDINALS.values(), *ORDINALS.values()])
def test_the_first_five_thousand_are_all_different(words: Callable[[int], str]) -> None:
    assert len({words(number) for number in range(5000)}) == 5000

"""Numbers in English prose are read as what they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.tours.quantities import read_quantities, unsupported_quantities
from walkumentary.domain.tours.spelled_english import cardinal, ordinal, year


def read(text: str) -> list[str]:
    return [str(quantity) for quantity in read_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("No number, only hundreds of words.", []),
        ("13,659 piles", ["13659"]),
        ("3.5 million and 2 billion", ["3500000", "2000000000"]),
        ("two thousand six hundred and fifty-five", ["2655"]),
        ("a hundred and one", ["101"]),
        ("in sixteen fifty-five", ["1655"]),
        ("nineteen hundred, twenty twenty-six", ["1900", "2026"]),
        ("between sixteen and twenty", ["16", "20"]),
        ("twelve, thirteen", ["12", "13"]),
        ("1648-1655 and 1648–1655", ["1648", "1655", "1648", "1655"]),
        ("from 5 to seven", ["5", "7"]),
        ("the 3rd, the twenty-first, the thirtieth", ["3", "21", "30"]),
        ("William III and Louis XIV", ["3", "14"]),
        ("George V. Building began", ["5"]),
        ("James I of England", ["1"]),
        ("Here I stand, and I see V and X", []),
        ("the 17th century", ["17 century"]),
        ("a seventeenth-century house of the 1600s", ["17 century", "17 century"]),
        ("the 1650s", ["1650 decade"]),
        ("22 metres, a 22-metre mast, 22m", ["22 m"] * 3),
        ("1.2 km in two hours", ["1.2 km", "2 hour"]),
        ("Ten Downing Street", ["10"]),
    ],
)
def test_a_number_is_its_value(text: str, expected: list[str]) -> None:
    assert [one.replace("metre", "m") for one in read(text)] == expected


@given(st.integers(1, 999_999))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    assert read(cardinal(number)) == [str(number)]


@given(st.integers(1, 999))
def test_an_ordinal_in_words_is_the_ordinal_in_digits(number: int) -> None:
    assert read(ordinal(number)) == [str(number)]


@given(st.integers(1_100, 2_099).filter(lambda number: number % 100 >= 10))
def test_a_year_in_words_is_the_year_in_digits(number: int) -> None:
    assert read(year(number)) == [str(number)]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("13,659 piles", "thirteen thousand six hundred and fifty-nine piles"),
        ("in 1655", "in sixteen fifty-five"),
        ("the 17th century", "the seventeenth-century church"),
        ("the 1600s", "the seventeenth century"),
        ("the seventeenth century", "the 17th and 18th centuries"),
        ("William the Third", "William III"),
        ("George the Fifth", "King George V"),
        ("James I", "James the First"),
        ("1.2 km", "1,200 metres"),
        ("22 metres", "between 20 and 22 metres"),
        ("20 metres", "between 20 and 22 metres"),
        ("six feet", "2 yards"),
        ("22", "22 metres"),
        ("one of the first", "nothing"),
        ("one", "1"),
    ],
)
def test_the_same_value_written_in_another_way_is_supported(
    claim: str, source: str
) -> None:
    assert unsupported_quantities(claim, ["Other words.", source]) == frozenset()


@pytest.mark.parametrize(
    ("claim", "source", "missing"),
    [
        ("in 1656", "in 1655", "1656"),
        ("in 1650", "in the 1650s", "1650"),
        ("in the 1650s", "in 1640", "1650 decade"),
        ("the 18th century", "1801, on 18 piles", "18 century"),
        ("22 feet", "22 metres", "22 foot"),
        ("two metres", "two towers", "2 m"),
        ("Louis XV", "Louis XIV", "15"),
        ("George I", "George IV", "1"),
        ("two million", "two thousand", "2000000"),
        ("one hundred", "one", "100"),
    ],
)
def test_an_invented_value_is_caught(claim: str, source: str, missing: str) -> None:
    assert unsupported_quantities(claim, [source]) == {missing}

"""What the ear is given for what the eye reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.shared.text import squeeze
from walkumentary.domain.tours import spelled_english as spelled
from walkumentary.domain.tours.spoken import speakable, spoken_form

YEARS = [
    ("In 1648 it burned.", "In sixteen forty-eight it burned."),
    ("from 1905 to 2004", "from nineteen oh five to two thousand and four"),
    ("in 1900 and 2000", "in nineteen hundred and two thousand"),
    ("in 1066 and 2010", "in ten sixty-six and twenty ten"),
    ("1914–1918", "nineteen fourteen to nineteen eighteen"),
    ("1914-18", "nineteen fourteen to eighteen"),
    ("the 1900s", "the nineteen hundreds"),
    ("the mid-1960s", "the mid-nineteen sixties"),
    ("the ’60s", "the sixties"),
    ("the 120s", "the one twenties"),
    ("in the year 609", "in the year six oh nine"),
    ("44 BC and AD 79", "forty-four BC and AD seventy-nine"),
    ("the 5th century B.C.", "the fifth century BC"),
    ("In 1648 workers began", "In sixteen forty-eight workers began"),
    (
        "with 1250 workers",
        "with one thousand two hundred and fifty workers",
    ),
]
DAYS = [
    ("Around 21 April, at noon", "Around the twenty-first of April, at noon"),
    ("on the 18 June 1815", "on the eighteenth of June eighteen fifteen"),
    ("On 2nd of May", "On the second of May"),
    ("on April 21, 1520", "on April the twenty-first, fifteen twenty"),
    ("from 12–14 July", "from the twelfth to the fourteenth of July"),
    ("in May 2004", "in May two thousand and four"),
    ("at 10:30", "at ten thirty"),
    ("at 9:00", "at nine o'clock"),
    ("at 9:05", "at nine oh five"),
    ("until 9 p.m. at most", "until nine PM at most"),
    ("at 10:15am", "at ten fifteen AM"),
]
REIGNS = [
    ("William III slept here.", "William the Third slept here."),
    ("Louis XIV's envoy", "Louis the Fourteenth's envoy"),
    ("Pope John Paul II", "Pope John Paul the Second"),
    (
        "Victor Emmanuel II and Umberto I.",
        "Victor Emmanuel the Second and Umberto the First.",
    ),
    ("Sixtus V wished", "Sixtus the Fifth wished"),
    ("Leo X and Clement VII, lie", "Leo the Tenth and Clement the Seventh, lie"),
    ("World War II", "World War Two"),
    ("World War I", "World War One"),
    ("World Wars I and II", "World Wars One and Two"),
    ("Chapter IV", "Chapter Four"),
    ("Apollo XI", "Apollo Eleven"),
    ("the XIX century", "the nineteenth century"),
    ("Malcolm X", "Malcolm X"),
    ("Mary I've met", "Mary I've met"),
    ("Henry I. Smith", "Henry I. Smith"),
    ("X-rays", "X-rays"),
]
NUMBERS = [
    ("the 17th-century house", "the seventeenth-century house"),
    ("the 1st, 22nd, 103rd", "the first, twenty-second, one hundred and third"),
    ("the 1,000th guest", "the one thousandth guest"),
    ("13,000 guilders", "thirteen thousand guilders"),
    ("10\u202f000 people", "ten thousand people"),
    ("13,659 piles", "thirteen thousand six hundred and fifty-nine piles"),
    ("2.05 litres", "two point zero five litres"),
    ("12.5% and 3 %", "twelve point five percent and three percent"),
    ("room 007", "room zero zero seven"),
    ("2½ hours, ½ mile", "two and a half hours, half mile"),
    ("a 10-year-old", "a ten-year-old"),
    ("221B and the A4", "221B and the A4"),
    ("version 1.2.3", "version 1.2.3"),
    ("9" * 16, " ".join(["nine"] * 16)),
    ("It was 26.", "It was twenty-six."),
]
MONEY = [
    ("£13,000", "thirteen thousand pounds"),
    ("£1", "one pound"),
    ("€2.50", "two euros fifty"),
    ("£0.50", "fifty pence"),
    ("$5 million", "five million dollars"),
    ("US$2.5bn", "two point five billion dollars"),
    ("500 €", "five hundred euros"),
    ("£2.5", "two point five pounds"),
    ("£10–£12", "ten pounds to twelve pounds"),
]
UNITS = [
    ("43 m wide", "forty-three metres wide"),
    ("1 m", "one metre"),
    ("1.2 km", "one point two kilometres"),
    ("10–12 m", "ten to twelve metres"),
    ("3 × 4 m", "three by four metres"),
    ("30 kg", "thirty kilograms"),
    ("-5°C", "minus five degrees Celsius"),
    ("100 m²", "one hundred square metres"),
    ("5 km/h", "five kilometres an hour"),
]
SHORT_FORMS = [
    ("St Paul's and St. Mary's", "Saint Paul's and Saint Mary's"),
    ("the Old St Giles", "the Old Saint Giles"),
    ("in Fleet St, at night", "in Fleet Street, at night"),
    ("on Baker St. he lived", "on Baker Street he lived"),
    ("Mr. Boswell & Dr Johnson", "Mister Boswell and Doctor Johnson"),
    ("c. 1650", "around sixteen fifty"),
    ("(b. 1650)", "(born sixteen fifty)"),
    ("No. 10", "number ten"),
    ("There is no. None.", "There is no. None."),
    ("e.g. this, i.e. that", "for example this, that is that"),
    ("shops, etc.", "shops, et cetera."),
]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [*YEARS, *DAYS, *REIGNS, *NUMBERS, *MONEY, *UNITS, *SHORT_FORMS],
)
def test_english_is_written_out_for_the_ear(written: str, spoken: str) -> None:
    assert spoken_form(written, "en-GB") == spoken


def test_a_language_without_rules_is_left_to_the_voice() -> None:
    assert spoken_form("Gebouwd in  1648.\n", "nl") == "Gebouwd in 1648."


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (19, "nineteen"),
        (40, "forty"),
        (101, "one hundred and one"),
        (1_000, "one thousand"),
        (1_001, "one thousand and one"),
        (1_100, "one thousand one hundred"),
        (2_000_017, "two million and seventeen"),
        (10**15, "one thousand trillion"),
    ],
)
def test_cardinals(number: int, words: str) -> None:
    assert spelled.cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(3, "third"), (12, "twelfth"), (20, "twentieth"), (100, "one hundredth")],
)
def test_ordinals(number: int, words: str) -> None:
    assert spelled.ordinal(number) == words


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (spelled.cardinal(one) == spelled.cardinal(other)) == (one == other)


@given(st.integers(0, 10**9))
def test_a_number_alone_leaves_no_digit(number: int) -> None:
    assert not any(map(str.isdigit, spoken_form(f"It has {number:,} steps.", "en")))


SIGNS = "0123456789 &£€$%.,:-–×/½°'#~IVXABCDSt thndrsmMaykp\u00a0"


@given(st.text() | st.text(SIGNS))
def test_any_text_can_be_spoken(text: str) -> None:
    spoken = spoken_form(text, "en")

    assert spoken == squeeze(spoken)
    assert speakable(spoken) >= speakable(text)


def test_a_page_of_digits_is_read_without_an_error() -> None:
    assert spoken_form("1" * 5000, "en").startswith("one one")


@pytest.mark.parametrize("text", ["", "  ", "...", "—", "?!", "😀"])
def test_signs_alone_are_not_speakable(text: str) -> None:
    assert not speakable(text)

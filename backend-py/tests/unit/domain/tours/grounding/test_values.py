"""A value is the same in every language, however it is written."""

import pytest

from walkumentary.domain.tours.quantities import read_quantities, unsupported_quantities


def missing(claim: str, language: str, source: str, source_language: str) -> set[str]:
    return set(
        unsupported_quantities(
            claim, [source], language=language, source_language=source_language
        )
    )


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "im siebzehnten Jahrhundert", ["17 century"]),
        ("de", "des 17. Jahrhunderts", ["17 century"]),
        ("de", "siebzehnhundertachtundvierzig", ["1748"]),
        ("de", "dreizehntausendsechshundertneunundfünfzig", ["13659"]),
        ("de", "1,2 Millionen, eine halbe Million", ["1200000", "500000"]),
        ("de", "zweieinhalb Millionen", ["2500000"]),
        ("de", "in den 1650er Jahren", ["1650 decade"]),
        ("de", "dreißig Meter hoch", ["30 m"]),
        (
            "de",
            "am 28. Oktober 1648",
            ["28 month of the year 10", "10 month of the year", "1648"],
        ),
        ("de", "Achtung, viele Hunderte", []),
        ("fr", "au XVIIe siècle, au 17e siècle", ["17 century"] * 2),
        ("fr", "quatre-vingt-dix-sept", ["97"]),
        ("fr", "mille six cent soixante-quinze", ["1675"]),
        ("fr", "les années 1650", ["1650 decade"]),
        ("fr", "13\u202f659 pieux", ["13659"]),
        ("fr", "deux millions et demi de rivets", ["2500000"]),
        ("fr", "quarante mètres carrés", ["40 m2"]),
        ("es", "en el siglo XVII", ["17 century"]),
        ("es", "mil seiscientos cuarenta y ocho", ["1648"]),
        ("es", "dos millones y medio de euros", ["2500000 euro"]),
        ("es", "veintiún años", ["21 year"]),
        ("it", "nel XVII secolo, nel Seicento", ["17 century"] * 2),
        ("it", "milleseicentoquarantotto", ["1648"]),
        ("it", "centoquaranta, ventitré, ottantotto", ["140", "23", "88"]),
        ("it", "gli anni Sessanta", ["60 decade"]),
        ("it", "il diciassettesimo", ["17"]),
        ("nl", "in de zeventiende eeuw", ["17 century"]),
        ("nl", "een zeventiende-eeuws huis", ["17 century"]),
        ("nl", "zestienhonderdachtenveertig", ["1648"]),
        ("nl", "tweeëndertig, drieëntwintigste", ["32", "23"]),
        ("nl", "in de jaren 1650", ["1650 decade"]),
        ("nl", "duizenden en honderden bezoekers", []),
        ("de", "die Toten des Zweiten Weltkriegs", []),
        ("it", "negli anni Trenta e Quaranta", ["30 decade", "40 decade"]),
        (
            "en",
            "on 15 March 44 BC",
            ["15 month of the year 3", "3 month of the year", "-44"],
        ),
        ("de", "König Philipp August", []),
        (
            "en",
            "half a million, two dozen, two centuries",
            ["500000", "24", "2 centuries"],
        ),
        ("en", "in 19 BC", ["-19"]),
    ],
)
def test_a_number_is_its_value(language: str, text: str, expected: list[str]) -> None:
    read = [q for q in read_quantities(text, language) if not q.vague]

    assert [str(quantity) for quantity in read] == expected


@pytest.mark.parametrize(
    ("language", "claim", "source"),
    [
        ("de", "siebzehntes Jahrhundert", "the seventeenth century"),
        ("fr", "le 17e siècle", "the seventeenth century"),
        ("it", "il XVII secolo", "the seventeenth century"),
        ("es", "el siglo XVII", "built in 1655"),
        ("nl", "de zeventiende eeuw", "the 1650s"),
        ("de", "in den 1650er Jahren", "in 1655"),
        ("de", "dreißig Meter", "30 metres"),
        ("nl", "98 voet", "30 metres"),
        ("it", "cento piedi", "30 metres"),
        ("fr", "2,4 hectares", "six acres"),
        ("es", "ciento cincuenta kilos", "330 pounds"),
        ("de", "ein Dutzend Säulen", "twelve columns"),
        ("fr", "une douzaine de colonnes", "12 columns"),
        ("de", "1,2 Millionen", "1.2 million"),
        ("it", "mezzo milione", "500,000 people"),
        ("de", "Ludwig XIV.", "Louis XIV"),
        ("it", "Luigi XIV", "Louis XIV"),
        ("nl", "Lodewijk de Veertiende", "Louis XIV"),
        ("de", "Wilhelm der Dritte", "William III"),
        ("fr", "François Ier", "Francis I"),
        ("es", "el 28 de octubre", "on 28 October 1648"),
        ("de", "am 28. und 29. Oktober", "on 28 and 29 October"),
        ("de", "80 Prozent", "80 per cent"),
        ("it", "l'ottanta per cento", "80%"),
        ("de", "19 v. Chr.", "19 BC"),
        ("fr", "en 19 avant J.-C.", "in 19 BC"),
        ("de", "über dreizehntausend Pfähle", "13,659 piles"),
        ("es", "más de doscientos balcones", "237 balconies"),
        ("fr", "près de 400 masques", "381 masks"),
        ("nl", "zo'n 13.700 palen", "13,659 piles"),
        ("de", "elf Jahre lang", "from 1620 to 1631"),
        ("en", "two towers", "both towers"),
        ("de", "um acht Uhr", "at eight o'clock"),
        ("fr", "à vingt-cinq ans", "aged 25"),
    ],
)
def test_the_same_value_is_supported(language: str, claim: str, source: str) -> None:
    assert missing(claim, language, source, "en") == set()


@pytest.mark.parametrize(
    ("language", "claim", "source"),
    [
        ("de", "achtzehntes Jahrhundert", "in 1655"),
        ("de", "im Jahr 1655", "in the seventeenth century"),
        ("fr", "en 1655", "in the 1650s"),
        ("es", "hacia 1650", "in 1648"),
        ("de", "30 Fuß", "30 metres"),
        ("nl", "105 voet", "30 metres"),
        ("it", "sei tonnellate", "six pounds"),
        ("de", "Ludwig XV.", "Louis XIV"),
        ("de", "Karl II.", "James II"),
        ("fr", "Henri Ier", "Henry II, and the first king"),
        ("es", "el 28 de noviembre", "on 28 October"),
        ("de", "am 28. Mai", "on 28 October, and on 3 May"),
        ("it", "nel 19", "in 19 BC, and later"),
        ("de", "im Jahr 27 v. Chr.", "in AD 27"),
        ("en", "more than 300", "299 and 412"),
        ("en", "almost 300", "312"),
        ("en", "more than 10,000", "19,000"),
        ("en", "300", "312"),
        ("nl", "ruim 400 kilo", "just over 300 kilograms"),
        ("it", "due milioni", "two thousand"),
        ("de", "zwölf Jahre lang", "from 1620 to 1631"),
        ("de", "zwei Jahrhunderte lang", "in the second century"),
        ("en", "on Monday", "on Sunday"),
    ],
)
def test_another_value_is_caught(language: str, claim: str, source: str) -> None:
    assert missing(claim, language, source, "en")

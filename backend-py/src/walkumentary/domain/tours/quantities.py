"""Numbers in prose as values, however they are written, in six languages.

"13,659", "dreizehntausendsechshundertneunundfünfzig", "XIV", "the 1600s" and "siglo
XVII" are read as what they mean, with the unit that belongs to them. What counts as the
same: docs/decisions/0018.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise

from walkumentary.domain.tours.known_words import is_given, plain, same_name
from walkumentary.domain.tours.languages import RULES
from walkumentary.domain.tours.languages.rules import Rules
from walkumentary.domain.tours.number_tokens import (
    Token,
    month_of,
    tokens,
    weekday_of,
)
from walkumentary.domain.tours.units import (
    AMBIGUOUS,
    CENTURY,
    CONVERTED,
    DECADE,
    YEAR,
    Unit,
    unit_of,
)

MONTH, WEEKDAY = "month of the year", "day of the week"
_SPANS = frozenset({CENTURY, DECADE, MONTH, WEEKDAY})
_TOKENS_OF_HEDGE = 2
"""How far before a number a word such as "about" still belongs to it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as read: its value, and its unit or "" for none.

    ``vague``: a number by form only ("one of them"). ``ordinal``: a rank, or a reign,
    then ``of`` whom. ``hedge``: over, under or about. ``year``: written like a year.
    ``shared``: the unit behind the next number, "between 20 and 22 metres".
    """

    value: Decimal
    unit: str = ""
    ordinal: bool = False
    vague: bool = False
    of: str = ""
    hedge: str = ""
    year: bool = False
    shared: str = ""

    @property
    def measured(self) -> tuple[Decimal, str]:
        """The value in its measure's base unit."""
        unit = unit_of(self.unit)
        return self.value * unit.size, unit.measure

    def __str__(self) -> str:
        """Write it in digits, as in "17 century"."""
        return f"{self.value.normalize():f} {self.unit}".strip()


def read_quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Return every number of the text in order, months and weekdays among them."""
    return _read(text, language)


@lru_cache(maxsize=256)
def _read(text: str, language: str) -> tuple[Quantity, ...]:
    rules = RULES[language]
    groups = _groups([_dated(token, rules) for token in tokens(text, rules)], rules)
    return tuple(
        found for at in range(len(groups)) for found in _found(groups, at, rules)
    )


def unsupported_quantities(
    text: str,
    sources: Iterable[str],
    *,
    language: str = "en",
    source_language: str = "en",
) -> frozenset[str]:
    """Return the quantities of a text that its sources do not hold."""
    offered = _offer(tuple(sources), source_language)
    claims = (q for q in read_quantities(text, language) if not q.vague)
    return frozenset(str(q) for q in claims if not offered.holds(q))


def _dated(token: Token, rules: Rules) -> Token:
    """Months follow the number of their day as units do."""
    month = month_of(token.text, rules)
    return replace(token, unit=f"{MONTH} {month}") if month else token


@lru_cache(maxsize=128)
def _offer(sources: tuple[str, ...], language: str) -> "_Offer":
    told = [q for source in sources for q in read_quantities(source, language)]
    return _Offer(told, sources=sources, rules=RULES[language])


class _Offer:
    """What sources hold, for claims to be looked up in."""

    def __init__(
        self, quantities: Sequence[Quantity], *, sources: Iterable[str], rules: Rules
    ) -> None:
        self._all = quantities
        self._numbers = {q.value for q in quantities if q.unit not in _SPANS}
        self._ordinals = {q.value for q in quantities if q.ordinal}
        shared = [replace(q, unit=q.shared) for q in quantities if q.shared]
        self._measured = {q.measured for q in (*quantities, *shared)}
        years = {int(q.value) for q in quantities if q.year}
        self._centuries, self._decades = _spans(years, quantities)
        self._lapses = {abs(a - b) for a, b in combinations(sorted(years), 2)}
        twice = rules.numbers.twice
        if any(t.low in twice for s in sources for t in tokens(s, rules)):
            self._numbers.add(Decimal(2))

    def holds(self, claim: Quantity) -> bool:
        """Whether the same quantity is there, be it in another unit."""
        return any(
            rule(claim)
            for rule in (
                self._is_told,
                self._is_reign,
                self._is_number,
                self._is_span,
                self._is_lapse,
                self._is_converted,
                self._is_hedged,
            )
        )

    def _is_told(self, claim: Quantity) -> bool:
        return not claim.of and claim.measured in self._measured and bool(claim.unit)

    def _is_reign(self, claim: Quantity) -> bool:
        return bool(claim.of) and any(
            q.value == claim.value and q.ordinal and _same_reign(q, claim)
            for q in self._all
        )

    def _is_number(self, claim: Quantity) -> bool:
        if claim.of or (claim.unit and claim.unit not in AMBIGUOUS):
            return False
        return claim.value in (self._ordinals if claim.ordinal else self._numbers) or (
            claim.value in self._numbers
        )

    def _is_span(self, claim: Quantity) -> bool:
        """A year lies in its century and decade; "the 17th and 18th centuries"."""
        if claim.unit == CENTURY:
            return claim.value in self._centuries
        return claim.unit == DECADE and claim.value in self._decades

    def _is_lapse(self, claim: Quantity) -> bool:
        """So many years, or about so many decades, lie between two that are told."""
        years, give = _LAPSES.get(claim.unit, (1, -1))
        return any(abs(claim.value * years - lapse) <= give for lapse in self._lapses)

    def _is_converted(self, claim: Quantity) -> bool:
        return any(_converted(claim, told) for told in self._all)

    def _is_hedged(self, claim: Quantity) -> bool:
        return bool(claim.hedge) and any(_rounded(claim, told) for told in self._all)


_LAPSES = {YEAR: (1, 0), "decades": (10, 2), "centuries": (100, 10)}
"""Years in a unit, and how far the years between two dates may be from it."""


def _same_reign(told: Quantity, claim: Quantity) -> bool:
    nobodys = not (told.of or told.unit or told.vague)
    return nobodys or (bool(told.of) and same_name(told.of, claim.of))


def _spans(
    years: set[int], told: Sequence[Quantity]
) -> tuple[set[Decimal], set[Decimal]]:
    """Return the centuries and the decades that are told, or hold a year that is."""
    decades = {q.value for q in told if q.unit == DECADE}
    since = years | {int(value) for value in decades if value >= 100}
    centuries = {Decimal(number) for year in since for number in _centuries_of(year)}
    ranks = {q.value for q in told if q.ordinal and not q.of}
    tens = {Decimal(year // 10 * 10) for year in years} | decades
    return centuries | ranks, tens | {ten % 100 for ten in tens}


def _centuries_of(year: int) -> set[int]:
    """1600 is the last year of one century, and people count it to the next."""
    return {(year - 1) // 100 + 1, year // 100 + 1}


def _converted(claim: Quantity, told: Quantity) -> bool:
    """Whether a figure is another between metric and imperial, as people round it."""
    if not _between_systems(unit_of(claim.unit), unit_of(told.unit)):
        return False
    (mine, _), (theirs, _) = claim.measured, told.measured
    return abs(mine - theirs) <= CONVERTED * theirs or (
        bool(claim.hedge) and _near(claim.hedge, mine, theirs, mine * Decimal("0.25"))
    )


def _between_systems(claim: Unit, told: Unit) -> bool:
    return claim.measure == told.measure and {claim.system, told.system} == {
        "metric",
        "imperial",
    }


def _rounded(claim: Quantity, told: Quantity) -> bool:
    """Whether "more than 13,000" is a fair way to say 13,659."""
    (mine, measure), (theirs, other) = claim.measured, told.measured
    if measure != other or claim.year or told.year or claim.unit in _SPANS:
        return False
    last = Decimal(10) ** _zeros(claim.value) * unit_of(claim.unit).size
    return _near(claim.hedge, mine, theirs, last)


def _near(hedge: str, mine: Decimal, theirs: Decimal, step: Decimal) -> bool:
    quarter = Decimal("0.25") * mine
    low, high = {
        "~over": (Decimal(0), min(step, quarter)),
        "~under": (min(step, quarter), Decimal(0)),
        "~about": (min(step / 2, quarter / 2), min(step / 2, quarter / 2)),
    }[hedge]
    return mine - low <= theirs <= mine + high


def _zeros(value: Decimal) -> int:
    digits = f"{value.normalize():f}"
    return len(digits) - len(digits.rstrip("0")) if "." not in digits else -1


def _groups(read: Sequence[Token], rules: Rules) -> Sequence[Sequence[Token]]:
    """Return the runs of tokens that make one number, its unit included."""
    groups: list[list[Token]] = []
    for token, following in pairwise([*read, Token("")]):
        if groups and _joins(groups[-1], token, following, rules):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _joins(
    group: Sequence[Token], token: Token, following: Token, rules: Rules
) -> bool:
    if group[0].number is None or group[-1].unit:
        return False
    if token.low == rules.numbers.joiner and not token.inside:
        return _bridges(group[-1], following, rules)
    return bool(token.unit and token.number is None) or _adds_up(group, token, rules)


def _bridges(last: Token, following: Token, rules: Rules) -> bool:
    """Whether an "and" stands inside a number: "hundred and one", "treinta y dos"."""
    if following.in_digits or following.number is None or last.ordinal:
        return False
    return (last.number or 0) >= 20 and _fits(
        last.number or Decimal(0), following, rules
    )


def _adds_up(group: Sequence[Token], token: Token, rules: Rules) -> bool:
    """Return whether a number goes on: "fifty five", "hundred two", "nineteen ten"."""
    if token.inside or token.half:
        return True
    if token.number is None or token.in_digits or group[-1].ordinal:
        return False
    return bool(token.scale) or _goes_on(group, token, rules)


def _goes_on(group: Sequence[Token], token: Token, rules: Rules) -> bool:
    numbers = [one for one in group if one.number is not None]
    last = numbers[-1].number or Decimal(0)
    as_year = rules.numbers.paired_years and 10 <= last <= 20
    if as_year and 10 <= (token.number or 0) < 100 and len(group) == 1:
        return not group[-1].in_digits
    return not group[-1].in_digits and _fits(last, token, rules)


def _fits(last: Decimal, token: Token, rules: Rules) -> bool:
    """Whether a number fits into the zeros of the one before it."""
    room = Decimal(10) ** _zeros(last)
    if rules.code == "fr" and last in {60, 80}:
        room = Decimal(20)
    return Decimal(1) <= (token.number or Decimal(0)) < room


def _found(
    groups: Sequence[Sequence[Token]], at: int, rules: Rules
) -> Iterable[Quantity]:
    group = groups[at]
    if group[0].number is not None:
        before = [token for one in groups[max(0, at - 3) : at] for token in one]
        found = _quantity(group, before, groups[at + 1 : at + 2], rules)
        yield replace(found, shared=_shared(groups[at + 1 : at + 3]))
    named = at and group[0].number is None and _is_called(groups[at - 1][-1], rules)
    yield from () if named else _dates(group[-1], rules)


def _is_called(before: Token, rules: Rules) -> bool:
    """Whether a name stands before what could be a month: "Philipp August"."""
    capital = before.text.istitle() and before.number is None and not before.unit
    in_names = rules.calendar.months[0].istitle() and len(before.text) > 1
    return in_names and capital and is_given(plain(before.text))


def _shared(behind: Sequence[Sequence[Token]]) -> str:
    """Return the unit that a number has in common with the next."""
    between, other = [*behind, [], []][:2]
    if not other or other[0].number is None or between[0].low not in _RANGES:
        return ""
    return other[-1].unit


_RANGES = frozenset("and to or und bis oder et ou y o e en tot of a – — ,".split())


def _dates(token: Token, rules: Rules) -> Iterable[Quantity]:
    month, day = month_of(token.text, rules), weekday_of(token.text, rules)
    named = {MONTH: month, WEEKDAY: day}
    return [Quantity(Decimal(n), unit) for unit, n in named.items() if n]


def _quantity(
    group: Sequence[Token],
    before: Sequence[Token],
    behind: Sequence[Sequence[Token]],
    rules: Rules,
) -> Quantity:
    found = _led(_plain(group), before, rules)
    hedges = [t.text for t in before[-_TOKENS_OF_HEDGE:] if t.text in _HEDGES]
    return replace(
        found,
        value=-found.value
        if [t.text for one in behind for t in one] == [_BC]
        else found.value,
        hedge=hedges[-1] if hedges else "",
        year=not found.unit and _is_year(group, before, rules),
    )


_HEDGES = frozenset({"~over", "~under", "~about"})
_BC = "~bc"


def _plain(group: Sequence[Token]) -> Quantity:
    """Read a group by itself."""
    numbers = [token for token in group if token.number is not None]
    rank = numbers[-1].ordinal
    unit = next((token.unit for token in group if token.unit), "")
    if unit == CENTURY and not rank:
        unit = "centuries"
    return Quantity(
        value=_sum(group),
        unit=unit,
        ordinal=rank,
        vague=_is_vague(group),
        of=numbers[0].of,
    )


def _is_vague(group: Sequence[Token]) -> bool:
    """Whether it is a number by form only, be it of a unit: "un piede"."""
    numbers = [token for token in group if token.number is not None]
    only = len(numbers) == 1 and numbers[0].vague and not numbers[0].of
    return only and (len(group) == 1 or numbers[0].number == 1)


def _led(found: Quantity, before: Sequence[Token], rules: Rules) -> Quantity:
    """Give a number the unit that stands before it: "siglo XVII", "años 1650"."""
    before = _before_list(before)
    unit = rules.calendar.leading.get(before[-1].low, "") if before else ""
    counted = len(before) > 1 and before[-2].number is not None
    if not unit or counted or found.unit or (unit == DECADE and found.value % 10):
        return found
    return replace(found, unit=unit, ordinal=unit == CENTURY, of="", vague=False)


def _before_list(before: Sequence[Token]) -> Sequence[Token]:
    """Leave out the number that shares its unit: "anni Trenta e Quaranta"."""
    listed = len(before) > 2 and before[-1].low in _RANGES
    return before[:-2] if listed and before[-2].number is not None else before


def _is_year(group: Sequence[Token], before: Sequence[Token], rules: Rules) -> bool:
    first = group[0]
    led = before[-1].low if before else ""
    if led in rules.calendar.year_words:
        return True
    least = 3 if led in rules.calendar.year_prepositions else 4
    looks = first.text.isdecimal() and least <= len(first.text) <= 4
    return len(group) == 1 and looks


def _sum(group: Sequence[Token]) -> Decimal:
    """Return the value of "two thousand six hundred fifty five", or of a year."""
    total, part, scale = Decimal(0), Decimal(0), Decimal(1)
    for token in group:
        total, part, scale = _plus(total, part, scale, token)
    return total + part


def _plus(
    total: Decimal, part: Decimal, scale: Decimal, token: Token
) -> tuple[Decimal, Decimal, Decimal]:
    if token.half:
        return _with_half(total, part, scale)
    if token.scale:
        return _scaled(total, (part or Decimal(1)) * token.scale, token.scale)
    return total, _next(part, token.number or Decimal(0)), Decimal(1)


def _scaled(
    total: Decimal, part: Decimal, scale: int
) -> tuple[Decimal, Decimal, Decimal]:
    """Thousands and more are summed up; hundreds go on within them."""
    if scale < 1_000:
        return total, part, Decimal(1)
    return total + part, Decimal(0), Decimal(scale)


def _with_half(
    total: Decimal, part: Decimal, scale: Decimal
) -> tuple[Decimal, Decimal, Decimal]:
    if scale > 1:
        return total + scale / 2, part, Decimal(1)
    return total, part + Decimal("0.5"), Decimal(1)


def _next(part: Decimal, number: Decimal) -> Decimal:
    is_year = 10 <= part <= 20 and number >= 10
    return part * (100 if is_year else 1) + number

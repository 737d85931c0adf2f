"""The twelve canonical interests, and the everyday words for them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from walkumentary.domain.shared.text import folded


class Interest(StrEnum):
    """What a listener may care for; notes are tagged with these."""

    HISTORICAL = "historical"
    ARCHITECTURAL = "architectural"
    CULTURAL = "cultural"
    CULINARY = "culinary"
    ARTISTIC = "artistic"
    NATURAL = "natural"
    EVENING = "evening"
    LOCAL = "local"
    LEGENDS = "legends"
    SCIENCE = "science"
    LITERARY = "literary"
    RELIGIOUS = "religious"


EVERYDAY: Mapping[Interest, str] = {
    Interest.HISTORICAL: "history historic past war wars king kings queen queens "
    "royalty medieval politics revolution heritage archaeology",
    Interest.ARCHITECTURAL: "architecture building buildings construction engineering "
    "design facades bridges houses towers structures",
    Interest.CULTURAL: "culture theatre theater music opera dance film cinema "
    "museum museums festivals traditions society",
    Interest.CULINARY: "food eating drink drinks wine beer coffee markets market "
    "cuisine restaurants cafes cooking pubs gastronomy",
    Interest.ARTISTIC: "art arts painting paintings painters sculpture sculptures "
    "galleries gallery statues mosaics murals",
    Interest.NATURAL: "nature garden gardens park parks trees plants animals birds "
    "river rivers water landscape geology flowers",
    Interest.EVENING: "nightlife night bars lights sunset clubs",
    Interest.LOCAL: "locals everyday neighbourhood neighborhood people daily "
    "shopping shops crafts",
    Interest.LEGENDS: "legend myth myths ghosts ghost mystery mysteries "
    "folklore tales curiosities secrets crime",
    Interest.SCIENCE: "science technology astronomy medicine mathematics physics "
    "invention inventions inventors scientists instruments",
    Interest.LITERARY: "literature books book writers authors poetry poets novels "
    "reading publishing libraries",
    Interest.RELIGIOUS: "religion church churches faith spiritual cathedral cathedrals "
    "temple temples mosque mosques synagogue synagogues monasteries saints",
}

_BY_WORD: Mapping[str, Interest] = {
    **{
        word: interest for interest, words in EVERYDAY.items() for word in words.split()
    },
    **{kind.value: kind for kind in Interest},
}


def canonical(wish: str) -> Interest | None:
    """Return the interest a wish names in everyday words, or None for free text."""
    words = folded(wish).split()
    return next((_BY_WORD[word] for word in words if word in _BY_WORD), None)


def canonical_all(wishes: Iterable[str]) -> tuple[Interest, ...]:
    """Return the distinct interests named, in the order of the wishes."""
    named = (canonical(wish) for wish in wishes)
    return tuple(dict.fromkeys(interest for interest in named if interest))


SPOKEN: Mapping[Interest, str] = {
    Interest.HISTORICAL: "history",
    Interest.ARCHITECTURAL: "architecture",
    Interest.CULTURAL: "culture",
    Interest.CULINARY: "food and drink",
    Interest.ARTISTIC: "art",
    Interest.NATURAL: "nature",
    Interest.EVENING: "the evening hours",
    Interest.LOCAL: "local life",
    Interest.LEGENDS: "legends",
    Interest.SCIENCE: "science",
    Interest.LITERARY: "literature",
    Interest.RELIGIOUS: "faith",
}
"""How a guide names an interest."""

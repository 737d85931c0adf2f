"""What grounding must know of each language, one file a language."""

from collections.abc import Mapping

from walkumentary.domain.shared.languages import primary
from walkumentary.domain.tours.languages.dutch import DUTCH
from walkumentary.domain.tours.languages.english import ENGLISH
from walkumentary.domain.tours.languages.french import FRENCH
from walkumentary.domain.tours.languages.german import GERMAN
from walkumentary.domain.tours.languages.italian import ITALIAN
from walkumentary.domain.tours.languages.rules import Rules
from walkumentary.domain.tours.languages.spanish import SPANISH

RULES: Mapping[str, Rules] = {
    rules.code: rules for rules in (DUTCH, ENGLISH, FRENCH, GERMAN, ITALIAN, SPANISH)
}


def rules_of(language: str) -> Rules | None:
    """Return the rules of a BCP 47 tag's language, if there are any."""
    return RULES.get(primary(language))

"""Is a text in the language it should be in? Told by its most common words.

No library: those at hand guess among a hundred languages and err on a sentence; here
one language is expected, and only a clear case for another counts.

Source of the words: the most frequent function words of each language, those that are
common in another language of the table given only where they are far more frequent.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import reduce

from walkumentary.domain.shared.languages import primary

_FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to is was that it for with as his her on by at from this are which "
        "be has had its have not were you they their here there when who been".split()
    ),
    "de": frozenset(
        "der die das und ist den von zu mit sich des auf für im dem nicht ein eine als "
        "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie "
        "einem über einen zum zur vor hier wurde".split()
    ),
    "fr": frozenset(
        "le les des et est du une que dans qui pour au il sur pas par plus avec ce "
        "sont aux cette fut était ses son elle ont été ici vous où d'un d'une".split()
    ),
    "es": frozenset(
        "el los las y del que en es una por con para se su lo al como más fue pero sus "
        "era está aquí este esta desde donde hasta sobre también".split()
    ),
    "it": frozenset(
        "il di che è della del per una con sono non gli dei nel alla dal delle più si "
        "da al nella qui questo questa fu anche degli dalla suo sua".split()
    ),
    "nl": frozenset(
        "de het een van en is dat op te zijn voor met die niet aan er om ook als dan "
        "maar bij uit nog wordt werd naar hier deze dit door over hij heeft was".split()
    ),
}
_OTHER_SCRIPTS = frozenset(
    "ar be bg bn el fa he hi hy ja ka kk kn ko mk mr ne ru ta te th uk ur zh".split()
)
"""Languages that are not written in Latin letters."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENOUGH = 5
"""A foreign name in a short sentence has fewer: "Le Musée et le Jardin des Plantes"."""
_ENOUGH_OF_ITS_OWN = 3
_CLEARLY = 2.5
_MOSTLY = 0.5


def is_foreign(text: str, *, language: str) -> bool | None:
    """Tell whether a text is clearly in another language than this.

    Args:
        text: some prose.
        language: BCP 47 tag of what it should be in.

    Returns:
        True where it is clearly another one, False where it is clearly this one, None
        where nothing can be said: too short, or a language not known here.
    """
    wanted = primary(language)
    if wanted in _OTHER_SCRIPTS:
        return _is_latin(text) and _most(_hits(text)) >= _ENOUGH
    return _among_latin(text, wanted) if wanted in _FUNCTION_WORDS else None


def _among_latin(text: str, wanted: str) -> bool | None:
    if not _is_latin(text):
        return True
    hits = _hits(text)
    own = hits.pop(wanted)
    return _verdict(own, _most(hits))


def _verdict(own: int, other: int) -> bool | None:
    if other >= max(_ENOUGH, _CLEARLY * own):
        return True
    return False if own >= max(_ENOUGH_OF_ITS_OWN, other) else None


def _most(hits: Mapping[str, int]) -> int:
    return max(hits.values())


def _hits(text: str) -> dict[str, int]:
    words = [word.casefold() for word in _WORD.findall(text.replace("’", "'"))]
    return {
        tag: sum(word in common for word in words)
        for tag, common in _FUNCTION_WORDS.items()
    }


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    latin = reduce(lambda n, char: n + _latin(char), letters, 0)
    return latin >= _MOSTLY * len(letters)


def _latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")

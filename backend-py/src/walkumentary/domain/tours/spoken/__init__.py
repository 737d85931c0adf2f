"""What a voice is given to say: the written text, written out for the ear.

Transcripts keep the written form; speech adapters call `spoken_form` on the way to
the voice.
"""

from collections.abc import Callable, Mapping
from functools import partial

from walkumentary.domain.shared.languages import primary
from walkumentary.domain.shared.text import squeeze
from walkumentary.domain.tours.spoken.dutch import DUTCH
from walkumentary.domain.tours.spoken.english import spoken_english
from walkumentary.domain.tours.spoken.french import FRENCH
from walkumentary.domain.tours.spoken.german import GERMAN
from walkumentary.domain.tours.spoken.italian import ITALIAN
from walkumentary.domain.tours.spoken.language import read_aloud
from walkumentary.domain.tours.spoken.spanish import SPANISH

_FORMS: Mapping[str, Callable[[str], str]] = {
    "de": partial(read_aloud, GERMAN),
    "en": spoken_english,
    "es": partial(read_aloud, SPANISH),
    "fr": partial(read_aloud, FRENCH),
    "it": partial(read_aloud, ITALIAN),
    "nl": partial(read_aloud, DUTCH),
}


def speakable(text: str) -> bool:
    """Whether there is anything to say: a letter or a digit."""
    return any(map(str.isalnum, text))


def spoken_form(text: str, language: str) -> str:
    """Return the text as it is read aloud, on one line.

    A language without rules of its own here is left to the voice.

    Args:
        text: as written, usually one sentence.
        language: BCP 47 tag; its first part decides.
    """
    return squeeze(_FORMS.get(primary(language), str)(text))

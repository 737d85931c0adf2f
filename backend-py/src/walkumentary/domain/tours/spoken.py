"""What a voice is given to say: the written text, written out for the ear.

Transcripts keep the written form; speech adapters call `spoken_form` on the way to
the voice.
"""

from collections.abc import Callable, Mapping

from walkumentary.domain.shared.text import squeeze
from walkumentary.domain.tours.spoken_english import spoken_english

_FORMS: Mapping[str, Callable[[str], str]] = {"en": spoken_english}


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
    primary = language.partition("-")[0].casefold()
    return squeeze(_FORMS.get(primary, str)(text))

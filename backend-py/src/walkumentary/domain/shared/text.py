"""Plain text: sentences, words, and the folded form that comparisons use."""

import re
import unicodedata

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[^\W_a-z])")
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w]+")


def squeeze(text: str) -> str:
    """Return the text on one line, runs of white space as one blank."""
    return _SPACES.sub(" ", text).strip()


def sentences(text: str) -> tuple[str, ...]:
    """Split prose at sentence ends that a capital letter or a digit follows."""
    return tuple(part for part in _SENTENCE_END.split(squeeze(text)) if part)


def word_count(text: str) -> int:
    """Return the number of white-space separated words."""
    return len(text.split())


def folded(text: str) -> str:
    """Return the text for comparison: no case, no accents, words one blank apart."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare).strip()

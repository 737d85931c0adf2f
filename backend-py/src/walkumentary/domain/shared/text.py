"""Plain text: sentences, words, and the folded form that comparisons use."""

import re
import unicodedata

_ABBREVIATIONS = ("Dr", "Mr", "Mrs", "Ms", "No", "Nr", "Prof", "St", "Sta", "Ste")
_NOT_AFTER = "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATIONS)
_COUNTED_IN_GERMAN = (
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    "Jahrhundert|Jahrtausend|Jh|Weltkrieg|Stock|Etage|Bezirk"
)
_NO_ORDINAL = rf"(?:(?<!\d\.)|(?! (?:{_COUNTED_IN_GERMAN})))"
"""A dot between "3." and "Oktober" makes an ordinal and ends nothing."""
_SENTENCE_END = re.compile(
    rf"(?<=[.!?…]){_NOT_AFTER}{_NO_ORDINAL}([\"'”’)]*) (?=[\"'“‘(]*[^\W_a-z])"
)
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w]+")


def squeeze(text: str) -> str:
    """Return the text on one line, runs of white space as one blank."""
    return _SPACES.sub(" ", text).strip()


def sentences(text: str) -> tuple[str, ...]:
    """Split prose at sentence ends that a capital letter or a digit follows."""
    lines = _SENTENCE_END.sub(r"\1\n", squeeze(text)).split("\n")
    return tuple(line for line in lines if line)


def word_count(text: str) -> int:
    """Return the number of white-space separated words."""
    return len(text.split())


def folded(text: str) -> str:
    """Return the text for comparison: no case, no accents, words one blank apart."""
    # Taking characters apart can bring capitals to light: "№" is "No".
    plain = unicodedata.normalize("NFKD", text).casefold()
    parts = unicodedata.normalize("NFKD", plain)
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare).strip()

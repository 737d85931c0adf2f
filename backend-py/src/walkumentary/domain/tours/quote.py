"""What making a tour will use, reckoned before anything is asked of anybody.

Words are English ones: about 1.35 tokens and 6 characters each, the space included.
"""

from dataclasses import dataclass
from decimal import Decimal

from walkumentary.domain.accounts.usage import Usage
from walkumentary.domain.tours.narration import Writer

TOKENS_A_WORD = 1.35
CHARACTERS_A_WORD = 6
WORDS_PER_S = 2.5
"""Of any voice, rather too slow than too fast."""
INSTRUCTION_TOKENS = 700
"""What goes in besides the notes: instructions, names, the form of the answer."""
NOTE_WORDS = 1_080
"""Of a landmark with six full notes. Source: spec, notes."""
ANSWER_FACTOR = 1.4
"""The form of the answer (quotes, keys, citations) beside its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a tour will cost, and what others have paid for already.

    ``cached_stops`` are the 1-based stops whose narration exists.
    """

    usd: Decimal
    saved_usd: Decimal
    cached_stops: frozenset[int]


def narration_usage(
    writer: Writer, *, words: int, note_words: int = NOTE_WORDS
) -> Usage:
    """Return what a stop narration of so many words uses."""
    return Usage(
        provider=writer.provider,
        model=writer.model,
        tokens_in=INSTRUCTION_TOKENS + round(note_words * TOKENS_A_WORD),
        tokens_out=round(words * TOKENS_A_WORD * ANSWER_FACTOR),
    )


def speech_usage(
    *, provider: str, model: str, characters: int, seconds: float
) -> Usage:
    """Return what a voice uses for a text that takes so many seconds."""
    return Usage(provider=provider, model=model, characters=characters, seconds=seconds)

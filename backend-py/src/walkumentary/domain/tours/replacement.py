"""What is said instead of a sentence that could not be grounded."""

from collections.abc import Collection, Sequence

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.ids import NoteId
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.domain.tours.narration import NarratedSentence


def replacement(
    notes: Sequence[Note], *, used: Collection[NoteId], words: int
) -> NarratedSentence | None:
    """Return a whole sentence of an unused note, of about the length that was lost.

    Args:
        notes: the stop's notes by position.
        used: notes cited so far.
        words: length of the dropped sentence.
    """
    unused = [note for note in notes if note.id not in used]
    offers = [
        NarratedSentence(line, (note.id,))
        for note in unused[:1]
        for line in sentences(note.text)
    ]
    return min(offers, key=lambda o: abs(word_count(o.text) - words), default=None)

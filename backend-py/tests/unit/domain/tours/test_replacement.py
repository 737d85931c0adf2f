"""What is said instead of a sentence without evidence."""

from tests import makers
from walkumentary.domain.tours.replacement import replacement

FIRST = makers.a_note(text="The palace stands. It was once the town hall of the city.")
SECOND = makers.a_note(text="Bells ring. Carillons play on summer evenings.")


def test_a_sentence_of_the_first_unused_note_is_said() -> None:
    line = replacement([FIRST, SECOND], used={FIRST.id}, words=5)

    assert line is not None
    assert line.text == "Carillons play on summer evenings."
    assert line.note_ids == (SECOND.id,)


def test_it_is_about_as_long_as_what_was_lost() -> None:
    line = replacement([FIRST], used=(), words=2)

    assert line is not None
    assert line.text == "The palace stands."


def test_where_every_note_was_used_nothing_is_said() -> None:
    assert replacement([FIRST], used={FIRST.id}, words=5) is None
    assert replacement([], used=(), words=5) is None

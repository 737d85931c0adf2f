"""The rules a pack keeps, so that any selection of its sentences can be spoken.

Source of every number here: spec, notes (the starter pack), and what the planner needs
to make walks of three to eight stops.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from walkumentary.domain.notes.note import MAX_TEXT
from walkumentary.domain.notes.pack import Pack, PackLandmark, PackNote
from walkumentary.domain.shared.text import folded, sentences, squeeze, word_count

MIN_LANDMARKS = 15
MIN_LANDMARKS_PER_INTEREST = 4
MAX_FROM_CENTRE_M = 1_000.0
MIN_APART_M = 35.0
MAX_TO_THIRD_M = 400.0
MIN_POPULARITY = 0.2
MIN_NOTES, MAX_NOTES = 4, 6
MIN_LANDMARK_WORDS = 450
MIN_LANDMARK_INTERESTS = 3
MAX_NOTE_INTERESTS = 3
MIN_NOTE_WORDS, MAX_NOTE_WORDS = 40, 180
MIN_SENTENCE_WORDS, MAX_SENTENCE_WORDS = 7, 32

LEANING = frozenset(
    "It Its This That These Those They Their Them He She His Her Him We Our You Your "
    "Here There Then Also Later Afterwards Such Both Another Others And But So Or "
    "However Moreover Nevertheless Meanwhile Thereafter Instead Thus Hence Similarly "
    "Likewise Perhaps".split()
)
"""First words that lean on a sentence before."""

_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_UNSPEAKABLE = re.compile(r"[()\[\]!?;:*_#<>/%&@]|\.\.\.|—|–| - ")
_ABBREVIATION = re.compile(r"\b(St|Mr|Mrs|Dr|No|ca|c|approx|etc|e\.g|i\.e|vs)\.")
_DECIMAL = re.compile(r"\d[.,]\d(?!\d\d)")
_NAME_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken: where (``city/landmark/note``), which, and how."""

    where: str
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}: {self.detail}"


def breaches(pack: Pack, *, interests: frozenset[str]) -> tuple[Breach, ...]:
    """Return every breach, city first, then landmark by landmark.

    Args:
        pack: what is judged.
        interests: the canonical interests; each must be answered in the city.
    """
    return tuple(_found(pack, interests))


def _found(pack: Pack, interests: frozenset[str]) -> Iterator[Breach]:
    yield from _of_city(pack, interests)
    yield from _of_repetition(pack)
    for landmark in pack.landmarks:
        where = f"{pack.city.key}/{landmark.key}"
        yield from _of_landmark(landmark, where)
        yield from _of_position(landmark, pack, where)
        for note in landmark.notes:
            yield from _of_note(note, f"{where}/{note.key}", interests)
            yield from _of_sentences(note, f"{where}/{note.key}", landmark)


def _unless(holds: object, where: str, rule: str, detail: str) -> Iterator[Breach]:
    if not holds:
        yield Breach(where, rule, detail)


def _of_city(pack: Pack, interests: frozenset[str]) -> Iterator[Breach]:
    where, count = pack.city.key, len(pack.landmarks)
    yield from _unless(
        count >= MIN_LANDMARKS,
        where,
        "enough-landmarks",
        f"{count}, at least {MIN_LANDMARKS} are wanted",
    )
    for interest in sorted(interests):
        told = sum(interest in _interests(one) for one in pack.landmarks)
        yield from _unless(
            told >= MIN_LANDMARKS_PER_INTEREST,
            where,
            "every-interest-answered",
            f"{interest} is told at {told} landmarks, {MIN_LANDMARKS_PER_INTEREST} "
            "are wanted",
        )


def _of_repetition(pack: Pack) -> Iterator[Breach]:
    notes = [(one, note) for one in pack.landmarks for note in one.notes]
    counted = {
        "unique-landmark-keys": Counter(one.key for one in pack.landmarks),
        "unique-note-keys": Counter(f"{one.key}/{note.key}" for one, note in notes),
        "no-sentence-twice": Counter(
            sentence for _, note in notes for sentence in sentences(note.text)
        ),
    }
    for rule, things in counted.items():
        twice = [thing for thing, times in things.items() if times > 1]
        for thing in twice:
            yield Breach(pack.city.key, rule, thing)


def _of_landmark(landmark: PackLandmark, where: str) -> Iterator[Breach]:
    words = sum(word_count(note.text) for note in landmark.notes)
    told = _interests(landmark)
    for holds, rule, detail in (
        (_KEY.fullmatch(landmark.key), "plain-key", landmark.key),
        (
            MIN_POPULARITY <= landmark.popularity <= 1,
            "popularity-range",
            f"{landmark.popularity}, wanted {MIN_POPULARITY} to 1",
        ),
        (
            landmark.short_name.startswith("the "),
            "short-name-speakable",
            f"{landmark.short_name!r} does not begin with 'the '",
        ),
        (
            re.fullmatch(r"[^\dA-Z]+", landmark.look_for),
            "look-for-plain",
            "digits or capitals, or nothing at all",
        ),
        (
            MIN_NOTES <= len(landmark.notes) <= MAX_NOTES,
            "note-count",
            f"{len(landmark.notes)}, wanted {MIN_NOTES} to {MAX_NOTES}",
        ),
        (
            words >= MIN_LANDMARK_WORDS,
            "landmark-length",
            f"{words} words, wanted {MIN_LANDMARK_WORDS} or more",
        ),
        (
            len(told) >= MIN_LANDMARK_INTERESTS,
            "landmark-interests",
            f"only {', '.join(sorted(told))}",
        ),
    ):
        yield from _unless(holds, where, rule, detail)


def _of_position(landmark: PackLandmark, pack: Pack, where: str) -> Iterator[Breach]:
    off = landmark.position.distance_m(pack.city.position)
    yield from _unless(
        off <= MAX_FROM_CENTRE_M,
        where,
        "in-walking-reach",
        f"{off:.0f} m from the centre, wanted {MAX_FROM_CENTRE_M:.0f} at most",
    )
    others = [one for one in pack.landmarks if one is not landmark]
    away = sorted(landmark.position.distance_m(one.position) for one in others)
    yield from _unless(
        all(distance >= MIN_APART_M for distance in away[:1]),
        where,
        "landmarks-apart",
        f"the nearest is {min(away, default=0):.0f} m away, wanted {MIN_APART_M:.0f}",
    )
    yield from _unless(
        all(distance <= MAX_TO_THIRD_M for distance in away[2:3]),
        where,
        "landmarks-close",
        f"the third nearest is farther than {MAX_TO_THIRD_M:.0f} m",
    )


def _of_note(note: PackNote, where: str, interests: frozenset[str]) -> Iterator[Breach]:
    words, length = word_count(note.text), len(squeeze(note.text))
    for holds, rule, detail in (
        (_KEY.fullmatch(note.key), "plain-key", note.key),
        (
            set(note.interests) <= interests,
            "known-interests",
            ", ".join(sorted(set(note.interests) - interests)),
        ),
        (
            1 <= len(note.interests) <= MAX_NOTE_INTERESTS,
            "note-interests",
            f"{len(note.interests)}, wanted 1 to {MAX_NOTE_INTERESTS}",
        ),
        (
            MIN_NOTE_WORDS <= words <= MAX_NOTE_WORDS,
            "note-length",
            f"{words} words, wanted {MIN_NOTE_WORDS} to {MAX_NOTE_WORDS}",
        ),
        (length <= MAX_TEXT, "note-fits", f"{length} characters, at most {MAX_TEXT}"),
    ):
        yield from _unless(holds, where, rule, detail)


def _of_sentences(
    note: PackNote, where: str, landmark: PackLandmark
) -> Iterator[Breach]:
    for sentence in sentences(note.text):
        for rule, holds in _SENTENCE_RULES.items():
            yield from _unless(holds(sentence, landmark), where, rule, sentence)


def _first_word(sentence: str) -> str:
    return re.split(r"\W", sentence, maxsplit=1)[0]


def _has_subject(sentence: str, landmark: PackLandmark) -> bool:
    """Whether a proper name, or one of the landmark's, stands in the sentence."""
    own = {
        folded(word)
        for name in (landmark.name, *landmark.aliases)
        for word in _NAME_WORD.findall(name)
    }
    named = own & set(folded(sentence).split())
    proper = any(word[:1].isupper() for word in sentence.split()[1:])
    return bool(named) or proper or landmark.short_name in sentence.lower()


def _interests(landmark: PackLandmark) -> set[str]:
    return {interest for note in landmark.notes for interest in note.interests}


type SentenceRule = Callable[[str, PackLandmark], object]

_SENTENCE_RULES: Mapping[str, SentenceRule] = {
    "stands-alone": lambda sentence, _: _first_word(sentence) not in LEANING,
    "sentence-length": lambda sentence, _: (
        MIN_SENTENCE_WORDS <= word_count(sentence) <= MAX_SENTENCE_WORDS
    ),
    "full-stop": lambda sentence, _: sentence.endswith("."),
    "speakable": lambda sentence, _: not _UNSPEAKABLE.search(sentence),
    "no-abbreviation": lambda sentence, _: not _ABBREVIATION.search(sentence),
    "no-decimals": lambda sentence, _: not _DECIMAL.search(sentence),
    "names-its-subject": _has_subject,
}
"""What each sentence keeps; a rule is true where it is kept."""

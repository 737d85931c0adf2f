"""The keyless writer: a narration composed of the notes' own sentences.

Runs of neighbouring sentences are chosen for interest and length, put into the order
the style asks for, joined by lead-ins, and smoothed where the landmark's full name
would open one sentence after another. Nothing is invented: every sentence is a note's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, product

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.languages import primary
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.domain.tours.lead_ins import LEAD_INS, Phrases
from walkumentary.domain.tours.narration import Draft

OPENING_SENTENCES = 2
"""Sentences of the overview that every narration opens with, and of any new run."""
CLOSE_ENOUGH = 0.04
"""Share of the words asked for that a narration may be off without another try."""
LEAD_IN_SHARE = 0.2
"""Most of a narration that lead-ins make up: what sentences may leave to them."""
SAID_OF_ANYTHING = frozenset(
    """
    became began belongs can could dates faces grew had has holds hosts houses is keeps
    kept lies looks lost marks once opened opens owes received remained remains rises
    rose serves served shows sits sleeps stands still stood takes took was wears
    welcomes won
    """.split()
)
"""Words before which "the palace" can stand for the landmark's name."""
SAID_OF_NAMES = frozenset("called means name named word".split())
"""Words of a sentence that may be about the name itself."""


@dataclass(frozen=True, slots=True)
class _Run:
    """The first ``taken`` sentences of one note, from ``skipped`` on."""

    note_index: int
    note: Note
    lines: tuple[str, ...]
    skipped: int = 0
    taken: int = 0

    @property
    def chosen(self) -> tuple[str, ...]:
        return self.lines[self.skipped : self.skipped + self.taken]

    def offers(self) -> Sequence[tuple[int, int]]:
        """Return how many sentences can be taken, and their words.

        A note is not left after its first sentence; one that was begun can be.
        """
        left = self.lines[self.skipped :]
        words = [0, *accumulate(word_count(line) for line in left)]
        fewest = 1 if self.skipped else min(OPENING_SENTENCES, len(left))
        return [(0, 0), *[*enumerate(words)][fewest:]]


def compose(
    notes: Sequence[Note],
    *,
    interests: Sequence[str],
    style: str,
    language: str,
    words: int,
    name: str,
    short_name: str,
) -> tuple[Draft, ...]:
    """Return a narration of about ``words`` words.

    Args:
        notes: the landmark's notes by position; the first is the overview.
        interests: canonical interests, the more wanted first.
        style: a key of ``LEAD_INS``.
        language: the notes' language; lead-ins exist in English.
        words: the length asked for.
        name: the landmark's name, as its notes write it.
        short_name: how to refer back to it ("the palace").
    """
    voice = _Voice(style, LEAD_INS[style] if primary(language) == "en" else {})
    tries = (
        _referring_back(
            _told(runs, interests, voice=voice), name=name, short_name=short_name
        )
        for runs in _selections(notes, interests, words=words)
    )
    return _nearest(tries, words=words)


def _nearest(tries: Iterable[tuple[Draft, ...]], *, words: int) -> tuple[Draft, ...]:
    """Return the first try that is close enough, else the closest."""
    missed: list[tuple[int, tuple[Draft, ...]]] = []
    for told in tries:
        missed.append((abs(_spoken_words(told) - words), told))
        if missed[-1][0] <= CLOSE_ENOUGH * words:
            break
    return min(missed, key=lambda one: one[0])[1]


@dataclass(frozen=True, slots=True)
class _Voice:
    style: str
    phrases: Phrases


def _spoken_words(drafts: Sequence[Draft]) -> int:
    return sum(word_count(draft.text) for draft in drafts)


def _told(
    runs: Sequence[_Run], interests: Sequence[str], *, voice: _Voice
) -> list[Draft]:
    told = _ordered(runs, style=voice.style, interests=interests)
    drafts: list[Draft] = []
    topic = _theme(told[0].note)
    for n, run in enumerate(told):
        before, topic = topic, _theme(run.note)
        turns = topic != before and run.taken > 1
        opener = _lead_in(voice.phrases.get(topic, ()), n) if turns else ""
        drafts += _drafts(run, opener)
    return drafts


def relevance(note: Note, interests: Sequence[str]) -> int:
    """Return how well a note answers: the first interest counts most."""
    return sum(len(interests) - n for n, i in enumerate(interests) if i in note.tags)


def _selections(
    notes: Sequence[Note], interests: Sequence[str], *, words: int
) -> Iterable[Sequence[_Run]]:
    """Yield what could be told, the most wanted first, lead-ins not yet counted."""
    opening, queue = _queued(notes, interests)
    most = round(words * (1 + CLOSE_ENOUGH))
    ways = _ways(opening, queue, most=most)
    least = min(max(ways), words * (1 - LEAD_IN_SHARE))
    for way in sorted((ways[n] for n in ways if n >= least), reverse=True):
        pairs = zip(queue, way, strict=True)
        yield [opening, *(replace(run, taken=n) for run, n in pairs if n)]


def _queued(
    notes: Sequence[Note], interests: Sequence[str]
) -> tuple[_Run, Sequence[_Run]]:
    """Return the opening, and what may follow it, the most wanted first.

    After the notes that answer an interest come those that have another theme in common
    with them: a stop that is told from one side stays near it. Then the rest of the
    overview, and everything else.
    """
    overview, *runs = [
        _Run(n, note, sentences(note.text)) for n, note in enumerate(notes)
    ]
    opening = replace(overview, taken=min(OPENING_SENTENCES, len(overview.lines)))
    remainder = replace(overview, skipped=opening.taken)
    wanted = [run for run in runs if relevance(run.note, interests)]
    wanted.sort(key=lambda r: (-relevance(r.note, interests), r.note.position))
    themes = {theme for run in wanted for theme in run.note.tags}
    rest = [run for run in runs if run not in wanted]
    akin = [run for run in rest if themes & {*run.note.tags}]
    others = [run for run in rest if run not in akin]
    return opening, [*wanted, *akin, remainder, *others]


def _ways(
    opening: _Run, queue: Sequence[_Run], *, most: int
) -> Mapping[int, tuple[int, ...]]:
    """Return, by their words, how many sentences of each run can be taken.

    Of the ways that come to the same words the one stays that takes most of the first
    run, then of the second, and so on.
    """
    ways: dict[int, tuple[int, ...]] = {sum(map(word_count, opening.chosen)): ()}
    for run in queue:
        ways = _extended(ways, run, most=most)
    return ways


def _extended(
    ways: Mapping[int, tuple[int, ...]], run: _Run, *, most: int
) -> dict[int, tuple[int, ...]]:
    longer: dict[int, tuple[int, ...]] = {}
    for (words, way), (taken, more) in product(ways.items(), run.offers()):
        total = words + more
        if total <= most or not more:
            longer[total] = max(longer.get(total, ()), (*way, taken))
    return longer


def _ordered(
    runs: Sequence[_Run], *, style: str, interests: Sequence[str]
) -> list[_Run]:
    """Put the opening first, then the runs as the style tells them.

    Scholars go by the notes' own order; storytellers and dramatists keep legends for
    the end; everybody else begins with what the listener cares for.
    """
    opening, *rest = runs
    orders = {
        "scholarly": lambda r: (0, r.note.position, r.skipped),
        "storytelling": _legends_last,
        "storyteller": _legends_last,
        "dramatic": _legends_last,
    }
    wanted = orders.get(
        style, lambda r: (-relevance(r.note, interests), r.note.position, r.skipped)
    )
    return _merged([opening, *sorted(rest, key=wanted)])


def _legends_last(run: _Run) -> tuple[int, int, int]:
    return ("legends" in run.note.tags, run.note.position, run.skipped)


def _merged(runs: list[_Run]) -> list[_Run]:
    """Join a run to the one before it where it simply goes on in the same note."""
    merged = [runs[0]]
    for run in runs[1:]:
        last = merged[-1]
        if _goes_on(last, run):
            merged[-1] = replace(last, taken=last.taken + run.taken)
        else:
            merged.append(run)
    return merged


def _goes_on(last: _Run, run: _Run) -> bool:
    same = last.note_index == run.note_index
    return same and run.skipped == last.skipped + last.taken


def _theme(note: Note) -> str:
    """Return what a note is mainly about: its first interest."""
    return next(iter(note.tags), "")


def _lead_in(phrases: Sequence[str], turn: int) -> str:
    return phrases[turn % len(phrases)] + " " if phrases else ""


def _drafts(run: _Run, opener: str) -> list[Draft]:
    texts = [opener + run.chosen[0], *run.chosen[1:]]
    return [Draft(text, (run.note_index,)) for text in texts]


def _referring_back(
    drafts: Sequence[Draft], *, name: str, short_name: str
) -> tuple[Draft, ...]:
    """Say "the palace" where the sentence before has just said "Royal Palace"."""
    smooth = [drafts[0]]
    for draft in drafts[1:]:
        just_said = name in smooth[-1].text
        smooth.append(_shortened(draft, name, short_name) if just_said else draft)
    return tuple(smooth)


def _shortened(draft: Draft, name: str, short_name: str) -> Draft:
    for opening in (f"The {name} ", f"{name} "):
        rest = draft.text.removeprefix(opening)
        if rest != draft.text and _can_stand_for(short_name, rest):
            back = short_name[:1].upper() + short_name[1:]
            return replace(draft, text=f"{back} {rest}")
    return draft


def _can_stand_for(short_name: str, rest: str) -> bool:
    """Return whether a sentence can go on like this after the short name.

    Its verb agrees with the name, a singular; so must the short name.
    """
    head = short_name.partition(" of ")[0]
    is_plural = head.endswith("s") and not head.endswith(("ss", "us"))
    first, *others = rest.rstrip(".!?").split()
    of_anything = first in SAID_OF_ANYTHING and not SAID_OF_NAMES & {*others}
    return of_anything and not is_plural

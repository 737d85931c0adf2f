"""The keyless writer: a narration composed of the notes' own sentences.

Runs of neighbouring sentences are chosen for interest and length, put into the order
the style asks for, joined by lead-ins, and smoothed where the landmark's full name
would open one sentence after another. Nothing is invented: every sentence is a note's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.domain.tours.lead_ins import LEAD_INS, Phrases
from walkumentary.domain.tours.narration import Draft

OPENING_SENTENCES = 2
"""Sentences of the overview that every narration opens with."""
NEAR_ENOUGH_WORDS = 9
"""Half a sentence: closer to the length asked for is not worth another one."""
CLOSE_ENOUGH = 0.02
"""Share of the words asked for that a narration may be off without another try."""
AIMS = (0, -5, 5, -10, 10, -15, 15, -20, 20)
"""Words beside the length asked for that are aimed at in turn: lead-ins come last."""
HELD_BACK = (0, 1, 2)
"""Last sentences given up in turn for others of a more fitting length."""
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

    @property
    def words(self) -> int:
        return sum(word_count(line) for line in self.chosen)


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
        interests: at most two canonical interests, the more wanted first.
        style: a key of ``LEAD_INS``.
        language: the notes' language; lead-ins exist in English.
        words: the length asked for.
        name: the landmark's name, as its notes write it.
        short_name: how to refer back to it ("the palace").
    """
    voice = _Voice(style, LEAD_INS[style] if _is_english(language) else {})
    runs = [_Run(n, note, sentences(note.text)) for n, note in enumerate(notes)]
    tries = (
        _referring_back(
            _told(runs, interests, words=words + aim, held_back=held, voice=voice),
            name=name,
            short_name=short_name,
        )
        for aim in AIMS
        for held in HELD_BACK
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


def _is_english(language: str) -> bool:
    return language.split("-", maxsplit=1)[0].lower() == "en"


def _spoken_words(drafts: Sequence[Draft]) -> int:
    return sum(word_count(draft.text) for draft in drafts)


def _told(
    runs: Sequence[_Run],
    interests: Sequence[str],
    *,
    words: int,
    held_back: int,
    voice: _Voice,
) -> list[Draft]:
    chosen = _selected(runs, interests, words=words, held_back=held_back)
    told = _ordered(chosen, style=voice.style, interests=interests)
    drafts: list[Draft] = []
    topic = _topic(told[0].note, interests)
    for n, run in enumerate(told):
        before, topic = topic, _topic(run.note, interests)
        turns = topic != before and run.taken > 1
        opener = _lead_in(voice.phrases.get(topic, ()), n) if turns else ""
        drafts += _drafts(run, opener)
    return drafts


def relevance(note: Note, interests: Sequence[str]) -> int:
    """Return how well a note answers: the first interest counts most."""
    return sum(len(interests) - n for n, i in enumerate(interests) if i in note.tags)


def _selected(
    runs: Sequence[_Run], interests: Sequence[str], *, words: int, held_back: int
) -> list[_Run]:
    opening = _open(runs[0])
    rest = sorted(
        runs[1:], key=lambda r: (-relevance(r.note, interests), r.note.position)
    )
    queue = _with_overview(opening, rest, interests)
    chosen = [opening]
    for run in queue:
        chosen.append(_taken(run, room=words - _total(chosen)))
    taken = [run for run in chosen if run.taken]
    return _topped_up(_shorter(taken, held_back), runs, words=words)


def _open(overview: _Run) -> _Run:
    return replace(overview, taken=min(OPENING_SENTENCES, len(overview.lines)))


def _with_overview(
    opening: _Run, rest: list[_Run], interests: Sequence[str]
) -> list[_Run]:
    """Queue the rest of the overview after every note that answers an interest."""
    remainder = replace(opening, skipped=opening.taken, taken=0)
    wanted = [run for run in rest if relevance(run.note, interests)]
    return [*wanted, remainder, *rest[len(wanted) :]]


def _taken(run: _Run, *, room: int) -> _Run:
    """Take as many leading sentences as come nearest to the room left.

    A note is never begun for one sentence alone: that would announce what is not told.
    """
    lengths = range(len(run.lines) - run.skipped + 1)
    options = [replace(run, taken=n) for n in lengths if n != 1 or run.skipped]
    return min(options, key=lambda r: (abs(room - r.words), r.taken))


def _shorter(chosen: list[_Run], held_back: int) -> list[_Run]:
    """Give up the last sentences of the last run, but never the whole run."""
    *others, last = chosen
    return [*others, replace(last, taken=max(1, last.taken - held_back))]


def _topped_up(chosen: list[_Run], runs: Sequence[_Run], *, words: int) -> list[_Run]:
    """Add the further sentence, or two in a row, that bring the length nearest."""
    missing = words - _total(chosen)
    if missing <= NEAR_ENOUGH_WORDS:
        return chosen
    spare = [one for run in runs for one in _spare(run, chosen)]
    nothing = replace(runs[0], taken=0)
    extra = min([nothing, *spare], key=lambda r: (abs(missing - r.words), r.taken))
    return [*chosen, extra] if extra.taken else chosen


def _spare(run: _Run, chosen: list[_Run]) -> list[_Run]:
    """Return the runs of one or two sentences of a note that nobody took."""
    used = {
        line
        for one in chosen
        if one.note_index == run.note_index
        for line in _span(one)
    }
    offers = [
        replace(run, skipped=n, taken=taken)
        for taken in (1, 2)
        for n in range(len(run.lines) - taken + 1)
    ]
    return [offer for offer in offers if not used & {*_span(offer)}]


def _span(run: _Run) -> range:
    return range(run.skipped, run.skipped + run.taken)


def _total(runs: Sequence[_Run]) -> int:
    return sum(run.words for run in runs)


def _ordered(runs: list[_Run], *, style: str, interests: Sequence[str]) -> list[_Run]:
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


def _topic(note: Note, interests: Sequence[str]) -> str:
    wanted = [interest for interest in interests if interest in note.tags]
    return next(iter([*wanted, *note.tags]), "")


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

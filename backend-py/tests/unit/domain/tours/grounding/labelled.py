"""The labelled sentences, as objects."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from walkumentary.domain.tours.grounding import Evidence, unsupported

_HERE = Path(__file__).parent
LANGUAGES = ("de", "en", "es", "fr", "it", "nl")
HELD_OUT = 3
"""Every third sentence of a list of the first set was held out from tuning."""

type Lists = Mapping[str, Sequence[Sequence[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedNote:
    """A note as the labelled sentences cite it."""

    language: str
    names: Sequence[str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence and what is known of it; ``kind`` is that of its false fact."""

    language: str
    text: str
    evidence: Evidence
    kind: str | None
    held_out: bool

    @property
    def unfounded(self) -> frozenset[str]:
        """What grounding does not find, and drops the sentence for."""
        return unsupported(self.text, self.evidence, language=self.language)


@cache
def first() -> Sequence[Labelled]:
    """Return the 300 sentences that were written before the rules."""
    notes = _notes("notes.toml")
    read = ((lang, _toml(f"labelled_{lang}.toml")) for lang in LANGUAGES)
    return [one for lang, lists in read for one in _of(lang, lists, notes)]


@cache
def about_the_starter_pack() -> Sequence[Labelled]:
    """Return the sentences that were written later, about notes drawn at random."""
    notes = _notes("later_notes.toml")
    read = _toml("later.toml").items()
    return [one for lang, lists in read for one in _of(lang, lists, notes)]


def _of(
    language: str, lists: Lists, notes: Mapping[str, CitedNote]
) -> Iterator[Labelled]:
    for kind in ("supported", "false"):
        for at, row in enumerate(lists[kind], start=1):
            cited, *kinds, text = row
            assert isinstance(cited, list)
            yield Labelled(
                language=language,
                text=str(text),
                evidence=_evidence([notes[key] for key in cited]),
                kind=str(kinds[0]) if kinds else None,
                held_out=at % HELD_OUT == 0,
            )


def _evidence(notes: Sequence[CitedNote]) -> Evidence:
    return Evidence(
        notes=[note.text for note in notes],
        names=[name for note in notes for name in note.names],
        language=notes[0].language,
    )


def _notes(file: str) -> Mapping[str, CitedNote]:
    return {key: CitedNote(**fields) for key, fields in _toml(file).items()}


def _toml(file: str):  # type: ignore[no-untyped-def]  # tables of several shapes
    return tomllib.loads((_HERE / file).read_text())

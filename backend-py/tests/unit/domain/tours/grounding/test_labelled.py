"""Grounding, measured: false facts caught, true sentences kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tests.unit.domain.tours.grounding.labelled import (
    LANGUAGES,
    Labelled,
    about_the_starter_pack,
    first,
)

CAUGHT, DROPPED = 0.95, 0.03
"""At least this share of false facts, at most this share of true sentences."""


@dataclass(frozen=True, slots=True)
class Score:
    """What grounding made of some sentences; printed when it is not good enough."""

    sentences: Sequence[Labelled]

    @property
    def dropped(self) -> Sequence[Labelled]:
        return [one for one in self._true if one.unfounded]

    @property
    def missed(self) -> Sequence[Labelled]:
        return [one for one in self._false if not one.unfounded]

    @property
    def is_good(self) -> bool:
        caught = 1 - len(self.missed) / len(self._false)
        return caught >= CAUGHT and len(self.dropped) / len(self._true) <= DROPPED

    def __str__(self) -> str:
        lines = [
            (
                f"missed {len(self.missed)} of {len(self._false)} false facts, "
                f"dropped {len(self.dropped)} of {len(self._true)} true sentences"
            ),
            *(f"  missed {one.kind}: {one.text}" for one in self.missed),
            *(
                f"  dropped for {set(one.unfounded)}: {one.text}"
                for one in self.dropped
            ),
        ]
        return "\n".join(lines)

    @property
    def _true(self) -> Sequence[Labelled]:
        return [one for one in self.sentences if one.kind is None]

    @property
    def _false(self) -> Sequence[Labelled]:
        return [one for one in self.sentences if one.kind is not None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_checked_well_enough(language: str) -> None:
    score = Score([one for one in first() if one.language == language])

    assert score.is_good, f"{language}: {score}"


@pytest.mark.parametrize("held_out", [False, True])
def test_tuned_and_held_out_sentences_alike_are_checked_well_enough(
    held_out: bool,
) -> None:
    score = Score([one for one in first() if one.held_out is held_out])

    assert score.is_good, f"held out {held_out}: {score}"


def test_sentences_about_the_starter_pack_are_checked_well_enough() -> None:
    score = Score(about_the_starter_pack())

    assert score.is_good, str(score)


def test_the_set_is_what_it_says() -> None:
    counted = {
        (language, kind): sum(
            (one.kind is None) is kind for one in first() if one.language == language
        )
        for language in LANGUAGES
        for kind in (True, False)
    }

    assert set(counted.values()) == {25}
    assert len({one.text for one in first()}) == 300

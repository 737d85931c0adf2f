"""The writer that needs no model: narrations composed of the notes' own sentences."""

from collections.abc import AsyncIterator, Sequence

import langcodes
from langcodes.tag_parser import LanguageTagError

from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.domain.tours.composition import compose
from walkumentary.domain.tours.lead_ins import LEAD_INS
from walkumentary.domain.tours.narration import Draft, Writer
from walkumentary.gateway.narrator import (
    LanguageNotAvailable,
    NarrationOrder,
    StyleNotAvailable,
)

COMPOSER = Writer(provider="notes", model="composer-1", prompt_version="2")
"""Raise the prompt version when equal orders are composed differently."""


class NotesWriter:
    """Composes; it speaks only the languages its notes have."""

    @property
    def writer(self) -> Writer:
        """Provider ``notes``: it is no model."""
        return COMPOSER

    def check(self, *, style: str, language: str, available: Sequence[str]) -> None:
        """Refuse a style without connective phrases and a language without notes."""
        _check_style(style)
        _check_language(language, available)

    async def narrate(self, order: NarrationOrder) -> AsyncIterator[Draft]:
        """Yield the composed sentences that do not stand yet."""
        drafts = compose(
            order.notes,
            interests=order.interests,
            style=order.style,
            language=order.language,
            words=order.words,
            name=order.name,
            short_name=order.short_name,
        )
        for draft in drafts[len(order.written) :]:
            yield draft


def _check_style(style: str) -> None:
    if style not in LEAD_INS:
        working = ", ".join(sorted(LEAD_INS))
        detail = f"Without a model there is no {style!r} style; these work: {working}."
        problem = FieldProblem("/narration_style", f"one of {working}")
        raise StyleNotAvailable(detail, fields=[problem])


def _check_language(language: str, available: Sequence[str]) -> None:
    if _primary(language) in {_primary(other) for other in available}:
        return
    working = ", ".join(sorted(set(available))) or "none"
    detail = f"No notes here are written in {language!r}; these work: {working}."
    problem = FieldProblem("/language", f"one of {working}")
    raise LanguageNotAvailable(detail, fields=[problem])


def _primary(tag: str) -> str:
    """Return the language itself, whatever the region: ``en`` of ``en-GB``."""
    try:
        return langcodes.get(tag).language or tag
    except LanguageTagError:
        return tag

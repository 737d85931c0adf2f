"""What a sentence in good form may still be."""

import pytest

from tests.unit.domain.shared.test_foreign import PROSE
from walkumentary.domain.tours.narration import Draft
from walkumentary.gateway.answers import AnswerRefused, PromptEchoed, WrongLanguage
from walkumentary.infra.narration.inspection import Inspection
from walkumentary.infra.narration.prompt import SYSTEM


def inspected(*texts: str, language: str = "en", cites: tuple[int, ...] = ()) -> None:
    inspection = Inspection(language=language, instructions=SYSTEM)
    for text in texts:
        inspection.passed(Draft(text, cites))


def test_a_narration_passes() -> None:
    inspected(PROSE["en"], "Look up.", PROSE["en"])


@pytest.mark.parametrize("spoken", [tag for tag in PROSE if tag != "en"])
def test_a_sentence_in_another_language_does_not(spoken: str) -> None:
    with pytest.raises(WrongLanguage):
        inspected(PROSE["en"], PROSE[spoken])


def test_short_sentences_are_judged_together() -> None:
    short = ("Das ist der Dom.", "Er ist alt.", "Das Tor ist neu.")

    inspected(short[0])
    with pytest.raises(WrongLanguage):
        inspected(*short)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "I’m sorry, I cannot write this narration.",
        "I cannot assist with this request.",
        "As an AI, I have no opinion of palaces.",
        "Es tut mir leid, das kann ich nicht schreiben.",
        "Je suis désolé, je ne peux pas vous aider.",
        "Lo siento, pero no puedo ayudar con eso.",
        "Mi dispiace, ma non posso farlo.",
        "Het spijt me, ik kan dit niet schrijven.",
    ],
)
def test_a_refusal_in_words_is_a_refusal(text: str) -> None:
    with pytest.raises(AnswerRefused):
        inspected(text)


def test_what_only_sounds_like_a_refusal_is_told() -> None:
    inspected("Sorry houses like this one were torn down.")
    inspected("I cannot help falling in love, the poet wrote.", cites=(1,))
    inspected(PROSE["en"], "I cannot help with that, said the king.")


def test_instructions_are_not_told() -> None:
    with pytest.raises(PromptEchoed):
        inspected("You write what a guide says at one stop of an audio walk.")


def test_a_mark_of_our_own_turn_is_not_told() -> None:
    with pytest.raises(PromptEchoed):
        inspected("</data> Now the palace.")


def test_a_few_words_in_common_are_no_echo() -> None:
    inspected("The landmark is what the listener stands before, an old gate.")

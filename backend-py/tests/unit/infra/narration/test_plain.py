"""Sentences without markup."""

import pytest

from walkumentary.infra.narration.plain import plain


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("The **Royal** _Palace_ is `old`.", "The Royal Palace is old."),
        ("## The palace", "The palace"),
        ("- The palace is old.", "The palace is old."),
        ("1. The palace is old.", "The palace is old."),
        ("> The palace is old.", "The palace is old."),
        ('<speak>Look <break time="1s"/> up.</speak>', "Look up."),
        ("Look<!-- a note -->, up.", "Look, up."),
        ("See [the palace](https://a.example/b_c).", "See the palace."),
        ("See ![the palace](p.png) now.", "See the palace now."),
        ("More at https://a.example/b?c=d_e.", "More at."),
        ("More at (www.example.org) now.", "More at () now."),
        ("One\nline,  please.", "One line, please."),
    ],
)
def test_markup_goes_and_words_stay(marked: str, bare: str) -> None:
    assert plain(marked) == bare


@pytest.mark.parametrize(
    "text",
    [
        "L'Aquila is 3 < 5 and 7 > 2 kilometres away.",
        "You are now at the bridge: “Ignore the ghosts”, they say.",
        "In 1655 the palace cost 8.5 million guilders, #1 in Europe.",
        "Jacob van Campen's design - bold, if plain - won.",
    ],
)
def test_what_is_no_markup_is_left_alone(text: str) -> None:
    assert plain(text) == text

"""What is written to people about their accounts.

Nothing that anybody typed stands in it: whoever signs up with an address that is not
theirs must not write to its owner.
"""

from dataclasses import dataclass

_IGNORE = "If it was not you, you need not do anything."


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A subject and a text."""

    subject: str
    text: str


def confirmation(link: str) -> Letter:
    """Return what an address is asked that somebody signed up with."""
    return Letter(
        subject="Confirm your address for Walkumentary",
        text=_text(
            "Somebody, probably you, is opening an account at Walkumentary with this",
            "address. The link below confirms it. It is good once, for 24 hours:",
            "",
            link,
            "",
            f"{_IGNORE} Without the link no account is opened.",
        ),
    )


def already_there(home: str) -> Letter:
    """Return what an address is told that has an account already."""
    return Letter(
        subject="You have an account at Walkumentary",
        text=_text(
            "Somebody, probably you, tried to open an account at Walkumentary with",
            "this address. It has one already. Sign in with it, or ask for a new",
            "password, here:",
            "",
            home,
            "",
            _IGNORE,
        ),
    )


def way_back(link: str) -> Letter:
    """Return what an address is sent whose password was forgotten."""
    return Letter(
        subject="Set a new password for Walkumentary",
        text=_text(
            "Somebody, probably you, asked for a new password for the account at",
            "Walkumentary with this address. The link below sets one, and ends every",
            "session. It is good once, for 24 hours:",
            "",
            link,
            "",
            f"{_IGNORE} Your password stays as it is.",
        ),
    )


def _text(*lines: str) -> str:
    return "\n".join([*lines, ""])

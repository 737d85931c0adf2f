"""Addresses and names of people: when two of them are the same."""

import re
import unicodedata

from walkumentary.domain.shared.errors import FieldProblem, Invalid

MAX_EMAIL_LENGTH = 254
"""Source: RFC 3696, erratum 1690."""

_USERNAME = re.compile(r"[^\W_](?:[\w.-]{1,28}[^\W_])")


class UsernameInvalid(Invalid):
    """A name that nobody can have."""

    code = "username-invalid"
    title = "Another name is needed"


def email_key(email: str) -> str:
    """Return what is the same for two spellings of one address."""
    return unicodedata.normalize("NFKC", email).casefold()


def username_key(username: str) -> str:
    """Return what is the same for two spellings of one name."""
    return unicodedata.normalize("NFKC", username).casefold()


def check_username(username: str) -> None:
    """Refuse what could be misread: 3 to 30 letters, digits and ``. _ -`` inside.

    Raises:
        UsernameInvalid: it has another form.
    """
    form = "must be 3 to 30 letters or digits, with dots, hyphens or _ between them"
    if _USERNAME.fullmatch(username) is None:
        raise UsernameInvalid(
            f"The name {form}.", fields=[FieldProblem("/username", form)]
        )

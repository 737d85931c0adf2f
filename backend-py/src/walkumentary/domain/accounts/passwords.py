"""What a password must be: long enough, and nobody's first guess."""

import gzip
import unicodedata
from functools import cache
from importlib.resources import files

from walkumentary.domain.shared.errors import FieldProblem, Invalid

MIN_LENGTH = 8
MAX_LENGTH = 128
"""Source: spec, accounts (8); NIST SP 800-63B-4, 3.1.1.2 (64 at the least)."""

_COMMON = "common_passwords.txt.gz"
"""The 8,359 of 8 characters or more among 20,000 that leaks hold most often.

Source: R. Williams, https://gist.github.com/roycewilliams/226886fd01572964e1431ac8afc999ce,
as distributed with Django 5.2 (BSD-3-Clause).
"""


class PasswordUnfit(Invalid):
    """Too short, too long, or among the first that are tried."""

    code = "password-unfit"
    title = "Another password is needed"


def check_password(password: str, *, email: str = "") -> None:
    """Refuse what is quickly guessed; what it is made of is everybody's own affair.

    Args:
        password: as it was typed.
        email: whose it is, where that is known.

    Raises:
        PasswordUnfit: with the reason, and without the password.
    """
    typed = normalised(password)
    reasons = {
        f"must have {MIN_LENGTH} characters or more": len(typed) < MIN_LENGTH,
        f"must have {MAX_LENGTH} characters or less": len(typed) > MAX_LENGTH,
        "must not be your address": _is_address(typed, email),
        "is one of the most common passwords": typed.casefold() in _common(),
    }
    broken = [reason for reason, is_broken in reasons.items() if is_broken]
    if broken:
        raise PasswordUnfit(
            f"The password {broken[0]}.", fields=[FieldProblem("/password", broken[0])]
        )


def normalised(password: str) -> str:
    """Return the one form of what different keyboards send for the same letters."""
    return unicodedata.normalize("NFKC", password)


def _is_address(password: str, email: str) -> bool:
    address = email.casefold()
    return password.casefold() in {address, address.partition("@")[0]} - {""}


@cache
def _common() -> frozenset[str]:
    packed = files("walkumentary.domain.accounts").joinpath(_COMMON).read_bytes()
    return frozenset(gzip.decompress(packed).decode().split("\n"))

"""What a password must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.accounts.passwords import (
    MAX_LENGTH,
    MIN_LENGTH,
    PasswordUnfit,
    check_password,
    normalised,
)


@pytest.mark.parametrize(
    "password",
    [
        "sunny canal",
        "12 wooden piles",
        "ééééééé€",
        "運河の自転車に乗る",
        "        x",
        "x" * (MIN_LENGTH - 1) + "!",
        "correct horse " * 9,
    ],
)
def test_what_is_long_and_uncommon_will_do(password: str) -> None:
    check_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "Tr0ub4!",
        "password",
        "Password1",
        "PASSWORD1",
        "12345678",
        "iloveyou1",
        "ｐａｓｓｗｏｒｄ",
        "x" * (MAX_LENGTH + 1),
    ],
)
def test_what_is_quickly_guessed_will_not(password: str) -> None:
    with pytest.raises(PasswordUnfit) as unfit:
        check_password(password)

    assert unfit.value.fields[0].pointer == "/password"


@pytest.mark.parametrize(
    "password",
    ["anna.walks@example.org", "Anna.Walks@Example.org", "anna.walks", "ANNA.WALKS"],
)
def test_nobody_s_address_is_their_password(password: str) -> None:
    with pytest.raises(PasswordUnfit):
        check_password(password, email="anna.walks@example.org")
    check_password(password, email="otto@example.org")


@given(st.text(min_size=MIN_LENGTH, max_size=MAX_LENGTH))
def test_a_password_is_judged_as_it_is_hashed(password: str) -> None:
    once = normalised(password)

    assert normalised(once) == once


def test_two_keyboards_write_the_same_password() -> None:
    assert normalised("caf\u00e9 aan zee") == normalised("cafe\u0301 aan zee")

"""When two addresses or names are the same, and what a name may be."""

import pytest

from walkumentary.domain.accounts.names import (
    UsernameInvalid,
    check_username,
    email_key,
    username_key,
)


def test_an_address_is_the_same_in_capitals() -> None:
    assert email_key("Anna@Example.ORG") == email_key("anna@example.org")


def test_a_name_is_the_same_in_capitals_and_wide_letters() -> None:
    assert username_key("Anna") == username_key("ＡＮＮＡ") == username_key("anna")
    assert username_key("STRASSE") == username_key("straße")


@pytest.mark.parametrize("name", ["anna", "a_b", "Anna-3", "jan.de.wit", "Łucja"])
def test_a_name_is_letters_and_digits(name: str) -> None:
    check_username(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "ab",
        "a" * 31,
        "anna ",
        "_anna",
        "anna.",
        "an na",
        "an\u202ena",
        "a\nb",
        "a@b",
    ],
)
def test_a_name_that_can_be_misread_is_refused(name: str) -> None:
    with pytest.raises(UsernameInvalid) as invalid:
        check_username(name)

    assert invalid.value.fields[0].pointer == "/username"

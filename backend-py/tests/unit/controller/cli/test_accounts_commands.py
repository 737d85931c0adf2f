"""Roles and tiers from the command line."""

import pytest
import typer
from typer.testing import CliRunner

from tests import makers
from walkumentary.controller.cli import accounts
from walkumentary.domain.accounts.roles import Role, Tier
from walkumentary.domain.accounts.user import User
from walkumentary.usecase.accounts.grant_access import GrantAccessCommand

type Given = list[GrantAccessCommand]


@pytest.fixture
def given() -> Given:
    """What was asked for."""
    return []


@pytest.fixture
def cli(given: Given) -> typer.Typer:
    def grant(command: GrantAccessCommand) -> User:
        given.append(command)
        return makers.a_user(role="operator")

    made = typer.Typer()
    accounts.add(made, grant_access=grant)
    return made


def test_a_role_and_a_tier_are_granted(cli: typer.Typer, given: Given) -> None:
    arguments = "accounts grant a@example.org --role operator --tier premium".split()

    result = CliRunner().invoke(cli, arguments)

    assert result.exit_code == 0, result.output
    assert given == [
        GrantAccessCommand(email="a@example.org", role=Role.OPERATOR, tier=Tier.PREMIUM)
    ]
    assert "role operator, tier free" in result.output
    assert "a@example.org" not in result.output


def test_what_was_granted_is_revoked(cli: typer.Typer, given: Given) -> None:
    result = CliRunner().invoke(cli, ["accounts", "revoke", "a@example.org"])

    assert result.exit_code == 0, result.output
    assert given == [
        GrantAccessCommand(email="a@example.org", role=Role.USER, tier=Tier.FREE)
    ]


@pytest.mark.parametrize("wrong", [[], ["--role", "king"], ["--tier", "gold"]])
def test_what_cannot_be_granted_is_not(
    cli: typer.Typer, given: Given, wrong: list[str]
) -> None:
    result = CliRunner().invoke(cli, ["accounts", "grant", "a@example.org", *wrong])

    assert (result.exit_code, given) == (2, [])

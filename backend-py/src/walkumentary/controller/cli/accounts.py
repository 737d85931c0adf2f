"""`walkumentary accounts`: who may do more than others."""

from collections.abc import Callable
from typing import Annotated

import typer

from walkumentary.domain.accounts.roles import Role, Tier
from walkumentary.domain.accounts.user import User
from walkumentary.usecase.accounts.grant_access import GrantAccessCommand

type Grant = Callable[[GrantAccessCommand], User]

Email = Annotated[str, typer.Argument(help="The address of the account.")]
RoleOption = Annotated[
    Role | None, typer.Option("--role", help="Default: as it is now.")
]
TierOption = Annotated[
    Tier | None, typer.Option("--tier", help="Default: as it is now.")
]


def add(cli: typer.Typer, *, grant_access: Grant) -> None:
    """Add the commands."""
    accounts = typer.Typer(no_args_is_help=True, help="Roles and tiers of people.")
    cli.add_typer(accounts, name="accounts")

    @accounts.command()
    def grant(email: Email, role: RoleOption = None, tier: TierOption = None) -> None:
        """Give somebody a role, a tier, or both; the next request is judged by it."""
        _say(grant_access(_granted(email, role, tier)))

    @accounts.command()
    def revoke(email: Email) -> None:
        """Make somebody a user of the free tier again."""
        command = GrantAccessCommand(email=email, role=Role.USER, tier=Tier.FREE)
        _say(grant_access(command))


def _granted(email: str, role: Role | None, tier: Tier | None) -> GrantAccessCommand:
    if role is None and tier is None:
        raise typer.BadParameter("say --role, --tier or both")
    return GrantAccessCommand(email=email, role=role, tier=tier)


def _say(user: User) -> None:
    typer.echo(f"Account {user.id}: role {user.role}, tier {user.tier}.")

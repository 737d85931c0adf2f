"""Open an account."""

from dataclasses import dataclass, field

from walkumentary.domain.accounts.names import check_username
from walkumentary.domain.accounts.passwords import check_password
from walkumentary.domain.accounts.user import shown_name
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.gateway.identity import IdentityGateway, NewAccount, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpCommand:
    """Who signs up; ``actor`` is who they are so far."""

    email: str
    password: str = field(repr=False)
    display_name: str
    username: str | None = None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """Open an account, which a guest's tours are kept in."""

    identity: IdentityGateway

    async def execute(self, command: SignUpCommand) -> Session | None:
        """Return the first session; None where a mail has to confirm it first.

        Raises:
            PasswordUnfit: the password is quickly guessed.
            UsernameInvalid: nobody can have this name.
            DisplayNameInvalid: nobody can see this name.
            UsernameTaken: somebody has it.
            EmailTaken: only where no mail is sent.
            TooManySignIns: more passwords are being worked on than can be.
        """
        check_password(command.password, email=command.email)
        if command.username is not None:
            check_username(command.username)
        return await self.identity.sign_up(
            NewAccount(
                email=command.email,
                password=command.password,
                display_name=shown_name(command.display_name),
                username=command.username,
                guest=_guest(command.actor),
            )
        )


def _guest(actor: Actor | None) -> Actor | None:
    return actor if actor and actor.kind is ActorKind.GUEST else None

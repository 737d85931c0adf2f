"""Wire shapes of signing up and in."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from walkumentary.controller.accounts.emails import EmailAddress
from walkumentary.domain.accounts.passwords import MAX_LENGTH, MIN_LENGTH
from walkumentary.gateway.identity import Session

_EXAMPLE = "sunny canal on a bicycle"

NewPassword = Annotated[
    str,
    StringConstraints(min_length=MIN_LENGTH, max_length=MAX_LENGTH),
    Field(
        description="Not among the common ones; what it is made of does not matter",
        examples=[_EXAMPLE],
    ),
]
Password = Annotated[
    str, StringConstraints(max_length=MAX_LENGTH), Field(examples=[_EXAMPLE])
]
Token = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern="^[A-Za-z0-9_.-]+$"),
    Field(examples=["8Yk0m0FQ3lq7D6c1mR4rJv5rTq0Vb8mXo1fH2uWc9aE"]),
]
DisplayName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    Field(examples=["Anna"]),
]
Username = Annotated[
    str,
    StringConstraints(min_length=3, max_length=30),
    Field(description="Letters and digits, . _ - between", examples=["anna_walks"]),
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class SignUpBody(_Body):
    """A new account."""

    email: EmailAddress
    password: NewPassword
    password_confirm: Password
    display_name: DisplayName
    username: Username | None = None

    @model_validator(mode="after")
    def _is_typed_twice(self) -> Self:
        if self.password != self.password_confirm:
            raise ValueError("the two passwords differ")
        return self


class LogInBody(_Body):
    """What somebody knows."""

    email: EmailAddress
    password: Password


class TokenBody(_Body):
    """A link's token."""

    token: Token


class RefreshBody(_Body):
    """A refresh token."""

    refresh_token: Token


class EmailBody(_Body):
    """An address."""

    email: EmailAddress


class ResetPasswordBody(_Body):
    """A link's token, and the password that is to be."""

    token: Token
    password: NewPassword


class ChangePasswordBody(_Body):
    """The password that is, and the one that is to be."""

    current_password: Password
    password: NewPassword


class UserView(BaseModel):
    """A person as they see themselves."""

    id: UUID
    kind: str = Field(examples=["user"])
    email: str | None = Field(examples=["anna@example.org"])
    display_name: str | None = Field(examples=["Anna"])


class SessionView(BaseModel):
    """A bearer token, the means to get the next one, and whose they are."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  the scheme's name
    expires_in_s: int = Field(examples=[900])
    refresh_token: str = Field(description="Good for 30 days, and for one use")
    user: UserView

    @classmethod
    def of(cls, session: Session) -> Self:
        """Render a session."""
        return cls(
            access_token=session.access_token,
            expires_in_s=session.expires_in_s,
            refresh_token=session.refresh_token,
            user=UserView(
                id=session.actor.user_id,
                kind=session.actor.kind.value,
                email=session.email,
                display_name=session.display_name,
            ),
        )


class CheckMailView(BaseModel):
    """The link in a mail goes on from here."""

    status: Literal["check_mail"] = "check_mail"

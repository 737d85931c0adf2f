"""Wire shapes of accounts."""

from uuid import UUID

from pydantic import BaseModel, Field

from walkumentary.usecase.accounts.sign_in_anonymously import SignedIn


class UserView(BaseModel):
    """A person as they see themselves."""

    id: UUID
    kind: str = Field(examples=["guest"])


class SignedInView(BaseModel):
    """A bearer token and whose it is."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105  the scheme's name
    expires_in_s: int = Field(examples=[2_592_000])
    user: UserView

    @classmethod
    def of(cls, signed_in: SignedIn) -> "SignedInView":
        """Render a sign-in."""
        return cls(
            access_token=signed_in.token.access_token,
            expires_in_s=signed_in.token.expires_in_s,
            user=UserView(id=signed_in.user.id, kind=signed_in.user.kind.value),
        )

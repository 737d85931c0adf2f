"""How signing up and in can fail."""

from walkumentary.domain.shared.errors import (
    Conflict,
    Invalid,
    LimitReached,
    NotFound,
    Unauthenticated,
)


class EmailTaken(Conflict):
    """There is an account with this address; told only where no mail can tell it."""

    code = "email-taken"
    title = "The address has an account"


class UsernameTaken(Conflict):
    """Somebody has this name."""

    code = "username-taken"
    title = "The name is taken"


class WrongCredentials(Unauthenticated):
    """Nobody is signed in: address and password, or an identity, do not fit."""

    code = "wrong-credentials"
    title = "Wrong credentials"


class SessionEnded(Unauthenticated):
    """The refresh token is good for nothing: sign in again."""

    code = "session-ended"
    title = "The session has ended"


class LinkSpent(Invalid):
    """A link from a mail, or an authorisation, is unknown, used or too old."""

    code = "link-spent"
    title = "The link is no longer good"


class TooManySignIns(LimitReached):
    """More passwords wait to be checked than will be in time."""

    code = "too-many-sign-ins"
    title = "Too many sign-ins at once"


class NoGoogleHere(NotFound):
    """This instance has no client registered with Google."""

    code = "no-google-here"
    title = "Google is not configured"

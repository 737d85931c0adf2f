"""What Supabase Auth's codes mean where they are met.

Source: github supabase/auth, internal/api/apierrors/errorcode.go, read 2026-11-21.
"""

from walkumentary.domain.accounts.passwords import PasswordUnfit
from walkumentary.domain.accounts.sign_in import (
    LinkSpent,
    NoGoogleHere,
    SessionEnded,
    WrongCredentials,
)
from walkumentary.domain.accounts.user import GuestsClosed
from walkumentary.domain.shared.errors import Invalid, Unauthenticated
from walkumentary.infra.supabase.auth import Refusals

_WRONG = "Address and password do not fit."
_SPENT = "The link was used, is too old, or was never sent."
_GONE = "The token is not valid, or no longer."


class SignUpRefused(Invalid):
    """The project does not take this address, or nobody new."""

    code = "sign-up-refused"
    title = "The sign-up was refused"


SIGN_UP: Refusals = {
    "weak_password": (PasswordUnfit, "The project asks for another password."),
    "email_address_invalid": (SignUpRefused, "Supabase does not take the address."),
    "validation_failed": (SignUpRefused, "Supabase does not take the address."),
    "email_address_not_authorized": (SignUpRefused, "Nobody can be sent a mail yet."),
    "signup_disabled": (SignUpRefused, "The project takes no sign-ups."),
    "email_provider_disabled": (SignUpRefused, "The project takes no sign-ups."),
}
GUEST: Refusals = dict.fromkeys(
    ("anonymous_provider_disabled", "signup_disabled"),
    (GuestsClosed, "The project takes no guests."),
)
LOG_IN: Refusals = dict.fromkeys(
    (
        "invalid_credentials",
        "email_not_confirmed",
        "user_banned",
        "validation_failed",
        "email_provider_disabled",
    ),
    (WrongCredentials, _WRONG),
)
REFRESH: Refusals = dict.fromkeys(
    (
        "refresh_token_not_found",
        "refresh_token_already_used",
        "session_not_found",
        "session_expired",
        "user_not_found",
        "user_banned",
        "validation_failed",
    ),
    (SessionEnded, "The session has ended: sign in again."),
)
LINK: Refusals = dict.fromkeys(
    ("otp_expired", "otp_disabled", "user_not_found", "validation_failed"),
    (LinkSpent, _SPENT),
)
OWN: Refusals = dict.fromkeys(
    (
        "bad_jwt",
        "no_authorization",
        "session_not_found",
        "session_expired",
        "user_not_found",
        "user_banned",
    ),
    (Unauthenticated, _GONE),
)
CODE: Refusals = dict.fromkeys(
    ("flow_state_not_found", "flow_state_expired", "bad_code_verifier"),
    (LinkSpent, "This sign-in was used, or took too long: begin again."),
)
GOOGLE: Refusals = {
    **OWN,
    "validation_failed": (WrongCredentials, "Google does not vouch for it."),
    "unexpected_audience": (WrongCredentials, "Google does not vouch for it."),
    "provider_email_needs_verification": (WrongCredentials, "An unverified address."),
    "email_address_not_provided": (WrongCredentials, "An address is needed."),
    "bad_oauth_callback": (WrongCredentials, "Google does not vouch for it."),
    "user_banned": (WrongCredentials, "The account is closed."),
    "signup_disabled": (WrongCredentials, "The project takes no sign-ups."),
    "provider_disabled": (NoGoogleHere, "The project has no Google."),
}

"""Addresses as mail servers understand them."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, StringConstraints

from walkumentary.domain.accounts.names import MAX_EMAIL_LENGTH


def _deliverable(address: str) -> str:
    """Return the address in its usual spelling; nobody is asked whether it exists."""
    try:
        found = validate_email(
            address,
            allow_smtputf8=False,
            check_deliverability=False,
            test_environment=True,
        )
    except EmailNotValidError as error:
        raise ValueError("is no address that mail can be sent to") from error
    return found.normalized


EmailAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_EMAIL_LENGTH),
    AfterValidator(_deliverable),
    Field(examples=["anna@example.org"], json_schema_extra={"format": "email"}),
]

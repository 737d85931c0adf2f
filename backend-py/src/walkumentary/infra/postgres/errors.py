"""What the database refuses, in the product's own words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg import errors
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from walkumentary.domain.accounts.sign_in import EmailTaken, UsernameTaken
from walkumentary.domain.shared.errors import AppError, Forbidden
from walkumentary.domain.tours.tour import TourNotFound
from walkumentary.gateway.narrations import PieceMissing
from walkumentary.gateway.unit_of_work import (
    AlreadyStored,
    DatabaseUnavailable,
    TextNotStorable,
)

type Sentence = tuple[type[AppError], str]

_CONSTRAINTS: Mapping[str, Sentence] = {
    "tour_sentences_piece": (PieceMissing, "The piece is not stored any more."),
    "tour_sentences_tour": (TourNotFound, "The tour was deleted meanwhile."),
    "tour_stops_tour": (TourNotFound, "The tour was deleted meanwhile."),
    "users_email_taken": (EmailTaken, "There is an account with this address."),
    "users_username_taken": (UsernameTaken, "Somebody has this name."),
}
"""Uniqueness and references belong to the database; this says what they mean."""

_UNAVAILABLE = (DatabaseUnavailable, "The database cannot be reached, or is busy.")
_UNSTORABLE = (TextNotStorable, "The text holds a character that cannot be stored.")
_KINDS: Mapping[type[Exception], Sentence] = {
    errors.UniqueViolation: (AlreadyStored, "There is one with this identity already."),
    errors.InsufficientPrivilege: (Forbidden, "Row-level security forbids this."),
    errors.CharacterNotInRepertoire: _UNSTORABLE,
    errors.UntranslatableCharacter: _UNSTORABLE,
    errors.IdleInTransactionSessionTimeout: _UNAVAILABLE,
    errors.ReadOnlySqlTransaction: _UNAVAILABLE,
    # Unreachable, shut down, out of connections; deadlocks and time-outs too.
    psycopg.OperationalError: _UNAVAILABLE,
    NoFreeConnection: _UNAVAILABLE,
    UnicodeEncodeError: _UNSTORABLE,
}


@contextmanager
def postgres_errors() -> Iterator[None]:
    """Raise the product's error where the database's has a meaning to it.

    Raises:
        DatabaseUnavailable: it cannot be reached, or asks to try again.
        Forbidden: row-level security refused a row.
        AlreadyStored: a row with this identity exists.
        TextNotStorable: NUL or half a surrogate pair in a text.
        EmailTaken, UsernameTaken: another account has it.
        PieceMissing, TourNotFound: a row refers to one that is gone.
        EmailTaken, UsernameTaken: another account has it.
    """
    try:
        yield
    except (psycopg.Error, NoFreeConnection, UnicodeEncodeError) as error:
        meaning = _meaning(error)
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: Exception) -> AppError | None:
    sentence = _of_constraint(error) or _of_kind(error)
    return sentence[0](sentence[1]) if sentence else None


def _of_constraint(error: Exception) -> Sentence | None:
    if not isinstance(error, psycopg.IntegrityError):
        return None
    return _CONSTRAINTS.get(error.diag.constraint_name or "")


def _of_kind(error: Exception) -> Sentence | None:
    # psycopg itself refuses NUL: a DataError of no further kind.
    if type(error) is psycopg.DataError:
        return _UNSTORABLE
    return next((s for kind, s in _KINDS.items() if isinstance(error, kind)), None)

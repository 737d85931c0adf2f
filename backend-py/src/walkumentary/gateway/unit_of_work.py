"""Port: all or nothing, and who is acting."""

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import (
    Conflict,
    FieldProblem,
    GatewayUnavailable,
    Invalid,
)
from walkumentary.domain.tours.tour import Lease
from walkumentary.gateway.accounts import SigningKeysGateway, UsersGateway
from walkumentary.gateway.api_keys import ApiKeysGateway
from walkumentary.gateway.budget import BudgetGateway
from walkumentary.gateway.claims import ClaimsGateway
from walkumentary.gateway.credentials import (
    AccountTokensGateway,
    PasswordsGateway,
    RefreshTokensGateway,
    SessionsGateway,
)
from walkumentary.gateway.erasure import ErasureGateway
from walkumentary.gateway.events import EventsGateway
from walkumentary.gateway.identities import IdentitiesGateway
from walkumentary.gateway.jobs import JobsGateway
from walkumentary.gateway.ledger import LedgerGateway
from walkumentary.gateway.narrations import NarrationsGateway, PiecesGateway
from walkumentary.gateway.notes import NotesGateway
from walkumentary.gateway.places import PlacesGateway
from walkumentary.gateway.tours import ToursGateway


class DatabaseUnavailable(GatewayUnavailable):
    """The database cannot be reached, or went away in the middle."""

    code = "database-unavailable"
    title = "The database is unavailable"

    def __init__(
        self,
        detail: str,
        *,
        retry_after_s: float | None = 2.0,
        fields: Sequence[FieldProblem] = (),
    ) -> None:
        super().__init__(detail, retry_after_s=retry_after_s, fields=fields)


class AlreadyStored(Conflict):
    """A new row has the identity of one that exists."""

    code = "already-stored"
    title = "Exists already"


class TextNotStorable(Invalid):
    """A text holds what no database text can: NUL, or half a surrogate pair."""

    code = "text-not-storable"
    title = "Text cannot be stored"


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without ``commit`` rolls back."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    async def commit(self) -> None:
        """Make every change in this block durable, jobs and events included."""
        ...


class Begin[Work: UnitOfWork](Protocol):
    """Opens transactions."""

    def __call__(self, actor: Actor, *, lease: Lease | None = None) -> Work:
        """Open a transaction as ``actor``.

        With a ``lease`` the transaction is fenced: entering it locks the tour and
        raises ``LeaseLost`` unless the lease is the newest one, so everything written
        inside stands or falls with it.

        Raises (on entering):
            LeaseLost: the lease was taken by someone else, or the tour is gone.
            NoSuchAccount: the actor's account was deleted, and there is no lease.
            DatabaseUnavailable: the database cannot be reached.
        """
        ...


class TourWork(UnitOfWork, Protocol):
    """The slice of a transaction that tour use cases see."""

    @property
    def tours(self) -> ToursGateway:
        """Tours inside this transaction."""
        ...

    @property
    def narrations(self) -> NarrationsGateway:
        """Shared narrations inside this transaction."""
        ...

    @property
    def pieces(self) -> PiecesGateway:
        """Shared audio pieces inside this transaction."""
        ...

    @property
    def budget(self) -> BudgetGateway:
        """Budgets inside this transaction."""
        ...

    @property
    def claims(self) -> ClaimsGateway:
        """Who is just making what, inside this transaction."""
        ...

    @property
    def events(self) -> EventsGateway:
        """Events of this transaction."""
        ...

    @property
    def jobs(self) -> JobsGateway:
        """Jobs of this transaction."""
        ...


class KnowledgeWork(UnitOfWork, Protocol):
    """The slice that imports see: places and their notes."""

    @property
    def places(self) -> PlacesGateway:
        """Places inside this transaction."""
        ...

    @property
    def notes(self) -> NotesGateway:
        """Notes inside this transaction."""
        ...


class AccountWork(UnitOfWork, Protocol):
    """The slice that account use cases see."""

    @property
    def users(self) -> UsersGateway:
        """Accounts inside this transaction."""
        ...

    @property
    def signing_keys(self) -> SigningKeysGateway:
        """Signing keys inside this transaction."""
        ...

    @property
    def erasure(self) -> ErasureGateway:
        """Everything of a person, removed in this transaction."""
        ...

    @property
    def identities(self) -> IdentitiesGateway:
        """Who accounts are elsewhere, inside this transaction."""
        ...

    @property
    def passwords(self) -> PasswordsGateway:
        """Hashes of passwords inside this transaction."""
        ...

    @property
    def sessions(self) -> SessionsGateway:
        """Sessions inside this transaction."""
        ...

    @property
    def refresh_tokens(self) -> RefreshTokensGateway:
        """Refresh tokens inside this transaction."""
        ...

    @property
    def account_tokens(self) -> AccountTokensGateway:
        """Tokens that were sent away, inside this transaction."""
        ...

    @property
    def jobs(self) -> JobsGateway:
        """Jobs of this transaction."""
        ...

    @property
    def api_keys(self) -> ApiKeysGateway:
        """Keys for programs inside this transaction."""
        ...


class BudgetWork(UnitOfWork, Protocol):
    """The slice that those see who only ask what is left."""

    @property
    def budget(self) -> BudgetGateway:
        """Budgets inside this transaction."""
        ...


class LedgerWork(UnitOfWork, Protocol):
    """The slice that the ledger's keepers see."""

    @property
    def ledger(self) -> LedgerGateway:
        """The ledger inside this transaction."""
        ...

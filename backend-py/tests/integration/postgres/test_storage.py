"""The Postgres adapters keep the promises of the storage ports."""

from tests.contracts.accounts import (
    SigningKeysGatewayContract,
    UsersGatewayContract,
)
from tests.contracts.api_keys import ApiKeysContract
from tests.contracts.budget import (
    BudgetContract,
    GuestBudgetContract,
    LedgerContract,
    UsageReaderContract,
)
from tests.contracts.claims import ClaimsContract
from tests.contracts.credentials import (
    AccountTokensContract,
    PasswordsContract,
    RefreshTokensContract,
    SessionsContract,
)
from tests.contracts.erasure import ErasureContract
from tests.contracts.event_signals import EventSignalsContract
from tests.contracts.events import EventsContract
from tests.contracts.identities import IdentitiesGatewayContract
from tests.contracts.narrations_gateway import (
    NarrationsGatewayContract,
    PiecesGatewayContract,
)
from tests.contracts.shared_tours import SharedToursContract
from tests.contracts.tour_views import ToursReaderContract
from tests.contracts.tours_gateway import ToursGatewayContract
from tests.contracts.unit_of_work import UnitOfWorkContract


class TestPostgresWork(UnitOfWorkContract):
    pass


class TestPostgresTours(ToursGatewayContract):
    pass


class TestPostgresNarrations(NarrationsGatewayContract):
    pass


class TestPostgresPieces(PiecesGatewayContract):
    pass


class TestPostgresBudget(BudgetContract):
    pass


class TestPostgresGuestBudget(GuestBudgetContract):
    pass


class TestPostgresLedger(LedgerContract):
    pass


class TestPostgresUsage(UsageReaderContract):
    pass


class TestPostgresClaims(ClaimsContract):
    pass


class TestPostgresEvents(EventsContract):
    pass


class TestPostgresSignals(EventSignalsContract):
    pass


class TestPostgresUsers(UsersGatewayContract):
    pass


class TestPostgresApiKeys(ApiKeysContract):
    pass


class TestPostgresErasure(ErasureContract):
    pass


class TestPostgresSigningKeys(SigningKeysGatewayContract):
    pass


class TestPostgresIdentities(IdentitiesGatewayContract):
    pass


class TestPostgresToursReader(ToursReaderContract):
    pass


class TestPostgresSharedTours(SharedToursContract):
    pass


class TestPostgresPasswords(PasswordsContract):
    pass


class TestPostgresSessions(SessionsContract):
    pass


class TestPostgresRefreshTokens(RefreshTokensContract):
    pass


class TestPostgresAccountTokens(AccountTokensContract):
    pass

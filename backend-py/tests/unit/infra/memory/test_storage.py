"""The in-memory adapters keep the promises of the storage ports."""

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


class TestMemoryWork(UnitOfWorkContract):
    pass


class TestMemoryTours(ToursGatewayContract):
    pass


class TestMemoryNarrations(NarrationsGatewayContract):
    pass


class TestMemoryPieces(PiecesGatewayContract):
    pass


class TestMemoryBudget(BudgetContract):
    pass


class TestMemoryGuestBudget(GuestBudgetContract):
    pass


class TestMemoryLedger(LedgerContract):
    pass


class TestMemoryUsage(UsageReaderContract):
    pass


class TestMemoryClaims(ClaimsContract):
    pass


class TestMemoryEvents(EventsContract):
    pass


class TestMemorySignals(EventSignalsContract):
    pass


class TestMemoryUsers(UsersGatewayContract):
    pass


class TestMemoryApiKeys(ApiKeysContract):
    pass


class TestMemoryErasure(ErasureContract):
    pass


class TestMemorySigningKeys(SigningKeysGatewayContract):
    pass


class TestMemoryIdentities(IdentitiesGatewayContract):
    pass


class TestMemoryToursReader(ToursReaderContract):
    pass


class TestMemorySharedTours(SharedToursContract):
    pass


class TestMemoryPasswords(PasswordsContract):
    pass


class TestMemorySessions(SessionsContract):
    pass


class TestMemoryRefreshTokens(RefreshTokensContract):
    pass


class TestMemoryAccountTokens(AccountTokensContract):
    pass

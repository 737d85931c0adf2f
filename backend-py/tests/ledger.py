"""Books of tests: a ledger in memory."""

from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.infra.metering.books import Books
from walkumentary.infra.pricing.catalogue import PriceCatalogue


def books(
    store: MemoryStore | None = None, *, prices: PriceCatalogue | None = None
) -> Books:
    """Return books that are kept in the store."""
    return Books(
        begin=MemoryBegin(store or MemoryStore()),
        prices=prices or PriceCatalogue(own={}),
        clock=FixedClock(),
        ids=SequentialIds(),
    )

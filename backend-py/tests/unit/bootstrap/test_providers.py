"""What the settings name, wired together."""

from contextlib import AsyncExitStack
from dataclasses import replace

from pydantic import SecretStr

from tests import makers
from tests.contracts.narrator_gateway import an_order, told
from tests.ledger import books
from tests.unit.infra.resilience.doubles import Daydream, Loaded, patience
from walkumentary.bootstrap.providers import Providers
from walkumentary.bootstrap.settings import Settings
from walkumentary.domain.accounts.usage import Bill, Subject, Usage
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.resilience.chain import Forge

NOBODY = "http://127.0.0.1:9/v1"


async def test_the_notes_writer_standing_in_uses_no_tokens() -> None:
    store, used = MemoryStore(), list[Usage]()
    settings = Settings(
        narrator="openai",
        openai_api_key=SecretStr("test"),
        openai_base_url=NOBODY,
        fallback_llm_providers=("notes",),
    )
    bill = Bill(
        owner_id=makers.a_user_id(), subject=Subject("tour", makers.a_tour_id())
    )

    async with AsyncExitStack() as opened:
        narrator = await providers(settings, store, opened).narrator()
        drafts = await told(narrator, replace(an_order(), bill=bill, meter=used.append))

    assert drafts
    assert {row.call.provider for row in store.ledger.values()} == {"openai-compatible"}
    assert used == []


def providers(
    settings: Settings, store: MemoryStore, opened: AsyncExitStack
) -> Providers:
    forge = Forge(resilience=patience(), stopwatch=Daydream(), dice=Loaded())
    return Providers(settings=settings, books=books(store), forge=forge, opened=opened)

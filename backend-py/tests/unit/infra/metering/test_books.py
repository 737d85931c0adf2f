"""Every call is in the ledger, however it ends."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from tests import makers
from tests.contracts.narrator_gateway import an_order, told
from tests.unit.usecase.tours.money import DEAR
from walkumentary.domain.accounts.usage import FREE, Bill, Subject, Usage
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.tours.narration import Draft
from walkumentary.gateway.narrator import NarrationOrder
from walkumentary.gateway.speech import Utterance
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.memory.narrator import ScriptedNarrator
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.infra.memory.store import LedgerRow, MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.infra.metering.books import Books
from walkumentary.infra.metering.narrator import MeteredNarrator
from walkumentary.infra.metering.speech import MeteredSpeech

COUNTED = Usage(provider="memory", model="script", tokens_in=900, tokens_out=300)


@dataclass(kw_only=True)
class CountingNarrator(ScriptedNarrator):
    """Tells what it used, as a model does."""

    async def narrate(self, order: NarrationOrder) -> AsyncIterator[Draft]:
        async for draft in super().narrate(order):
            yield draft
        if order.meter is not None:
            order.meter(COUNTED)


@dataclass(kw_only=True)
class Office:
    """Books over a store in memory."""

    store: MemoryStore = field(default_factory=MemoryStore)
    bill: Bill = field(
        default_factory=lambda: Bill(
            owner_id=makers.a_user_id(), subject=Subject("tour", makers.a_tour_id())
        )
    )

    @property
    def books(self) -> Books:
        return Books(
            begin=MemoryBegin(self.store),
            prices=DEAR,
            clock=FixedClock(),
            ids=SequentialIds(),
        )

    @property
    def row(self) -> LedgerRow:
        (row,) = self.store.ledger.values()
        return row

    def order(self) -> NarrationOrder:
        return replace(an_order(), bill=self.bill)

    def narrator(self, inner: ScriptedNarrator) -> MeteredNarrator:
        return MeteredNarrator(narrator=inner, books=self.books)


async def test_a_call_is_written_down_before_it_is_made() -> None:
    office, inner = Office(), CountingNarrator()
    drafts = office.narrator(inner).narrate(office.order())

    await anext(drafts)

    assert office.row.state == "started"
    assert office.row.call.bill == office.bill
    assert office.row.call.reserved_usd > 0


async def test_what_the_provider_counted_is_settled_and_told() -> None:
    office = Office()
    used: list[Usage] = []

    await told(
        office.narrator(CountingNarrator()),
        replace(office.order(), meter=used.append),
    )

    assert office.row.state == "settled"
    assert office.row.end is not None
    assert (office.row.end.outcome, office.row.end.usage) == ("done", COUNTED)
    assert office.row.usd == DEAR.usd(COUNTED)
    assert used == [COUNTED]


async def test_an_answer_without_a_count_is_taken_to_have_used_what_was_expected() -> (
    None
):
    office = Office()
    used: list[Usage] = []

    await told(
        office.narrator(ScriptedNarrator()),
        replace(office.order(), meter=used.append),
    )

    assert office.row.usd == office.row.call.reserved_usd
    assert [DEAR.usd(one) for one in used] == [office.row.usd]


async def test_a_call_that_was_refused_costs_nothing() -> None:
    office, inner = Office(), ScriptedNarrator()
    inner.fails_with(GatewayRefused("No."))

    with pytest.raises(GatewayRefused):
        await told(office.narrator(inner), office.order())

    assert (office.row.state, office.row.usd) == ("settled", FREE)
    assert office.row.end is not None
    assert office.row.end.outcome == "gateway-refused"


async def test_a_call_that_broke_off_costs_what_was_expected() -> None:
    office, inner = Office(), ScriptedNarrator()
    inner.fails_with(GatewayUnavailable("It broke."), sentence=2)
    used: list[Usage] = []

    with pytest.raises(GatewayUnavailable):
        await told(office.narrator(inner), replace(office.order(), meter=used.append))

    assert office.row.usd == office.row.call.reserved_usd
    assert used == []


async def test_a_call_nobody_waited_for_is_settled_too() -> None:
    office = Office()
    drafts = office.narrator(ScriptedNarrator()).narrate(office.order())
    assert isinstance(drafts, AsyncGenerator)
    await anext(drafts)

    await drafts.aclose()

    assert office.row.end is not None
    assert office.row.end.outcome == "abandoned"


async def test_without_a_bill_nothing_is_written() -> None:
    office = Office()

    await told(office.narrator(ScriptedNarrator()), an_order())

    assert not office.store.ledger


async def test_a_call_that_cannot_be_written_down_is_not_made() -> None:
    office, inner = Office(), ScriptedNarrator()
    office.store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await told(office.narrator(inner), office.order())

    assert inner.orders == []


async def test_an_answer_is_not_lost_because_it_could_not_be_settled() -> None:
    office = Office()
    drafts: list[Draft] = []

    async for draft in office.narrator(ScriptedNarrator()).narrate(office.order()):
        drafts.append(draft)
        office.store.reachable = False

    assert drafts
    assert office.row.state == "started"


async def test_speech_is_metered_by_what_was_heard() -> None:
    office = Office()
    tone = ToneSpeech()
    speech = MeteredSpeech(speech=tone, books=office.books)
    voice = speech.voice(language="en", voice_id=None)
    utterance = Utterance(
        text="The wall has nine windows.", voice=voice, speed=1.0, bill=office.bill
    )

    frames = await speech.speak(utterance)
    await asyncio.sleep(0)

    assert office.row.end is not None
    assert office.row.end.usage.characters == len(utterance.text)
    assert office.row.end.usage.seconds == frames.duration_s

"""A writer that fails well."""

import pytest

from tests.contracts.narrator_gateway import an_order, told
from tests.unit.infra.resilience.doubles import Daydream, Loaded, patience
from walkumentary.domain.ops.resilience import BALANCED, Operation
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.tours.narration import Writer
from walkumentary.infra.memory.narrator import ScriptedNarrator
from walkumentary.infra.narration.notes_writer import NotesWriter
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.narrator import ResilientNarrator

DOWN = GatewayUnavailable("It is down.")


def a_writer(name: str) -> ScriptedNarrator:
    return ScriptedNarrator(writer=Writer(provider=name, model="m", prompt_version="1"))


def resilient(*narrators: ScriptedNarrator | NotesWriter) -> ResilientNarrator:
    forge = Forge(resilience=patience(), stopwatch=Daydream(), dice=Loaded())
    named = [(one.writer.provider, one) for one in narrators]
    return ResilientNarrator(chain=forge.chain(Operation.NARRATE, *named, in_flight=4))


async def test_it_passes_for_the_preferred_writer() -> None:
    narrator = resilient(a_writer("first"), a_writer("second"))

    assert narrator.writer.provider == "first"


async def test_an_undisturbed_narration_is_passed_on() -> None:
    order, first = an_order(), a_writer("first")

    drafts = await told(resilient(first), order)

    calm = [(one.text, one.cites) async for one in a_writer("calm").narrate(order)]
    assert [(draft.text, draft.cites) for draft in drafts] == calm
    assert {draft.writer for draft in drafts} == {first.writer}


async def test_what_broke_is_resumed_and_nothing_is_told_twice() -> None:
    order, first = an_order(), a_writer("first")
    whole = [draft.text for draft in await told(resilient(a_writer("calm")), order)]
    first.fails_with(DOWN, sentence=2, times=1)

    drafts = await told(resilient(first), order)

    assert [draft.text for draft in drafts] == whole
    assert len(first.orders) == 2
    assert [s.text for s in first.orders[1].written] == whole[:1]
    assert first.orders[1].written[0].note_ids == (order.notes[0].id,)


async def test_another_writer_goes_on_where_the_first_broke_for_good() -> None:
    order, first, second = an_order(), a_writer("first"), a_writer("second")
    whole = [draft.text for draft in await told(resilient(a_writer("calm")), order)]
    first.fails_with(DOWN, sentence=2)

    drafts = await told(resilient(first, second), order)

    assert [draft.text for draft in drafts] == whole
    names = [draft.writer and draft.writer.provider for draft in drafts]
    assert names == ["first", *["second"] * (len(whole) - 1)]


async def test_who_cannot_do_what_is_ordered_is_passed_over() -> None:
    first, third = a_writer("first"), a_writer("third")
    first.fails_with(GatewayRefused("No."))
    narrator = resilient(first, NotesWriter(), third)

    drafts = await told(narrator, an_order(language="fi"))

    names = {draft.writer and draft.writer.provider for draft in drafts}
    assert names == {"third"}


async def test_the_notes_writer_can_take_over() -> None:
    first = a_writer("first")
    first.fails_with(DOWN)

    drafts = await told(resilient(first, NotesWriter()), an_order())

    assert {draft.writer and draft.writer.provider for draft in drafts} == {"notes"}
    assert len(first.orders) == BALANCED.attempts


async def test_when_nobody_writes_the_failure_is_told() -> None:
    first = a_writer("first")
    first.fails_with(DOWN)

    with pytest.raises(GatewayUnavailable, match="It is down"):
        await told(resilient(first), an_order())

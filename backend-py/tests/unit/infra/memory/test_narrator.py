"""The writer that follows a script."""

import pytest

from tests.contracts.narrator_gateway import NarratorContract, an_order, told
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.domain.tours.narration import Draft
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.infra.memory.narrator import ScriptedNarrator


class TestScriptedNarrator(NarratorContract):
    @pytest.fixture
    def narrator(self) -> NarratorGateway:
        return ScriptedNarrator()


async def test_it_says_what_its_script_holds() -> None:
    line = Draft("The palace hums.", (0,))
    narrator = ScriptedNarrator(script={"Royal Palace": [line]})

    drafts = await told(narrator, an_order())

    assert drafts == [line]


async def test_it_fails_at_the_sentence_named_until_it_recovers() -> None:
    narrator, heard = ScriptedNarrator(), list[Draft]()
    narrator.fails_with(GatewayUnavailable("Away."), sentence=3)

    with pytest.raises(GatewayUnavailable):
        heard.extend([draft async for draft in narrator.narrate(an_order())])
    narrator.recovers()

    assert len(await told(narrator, an_order())) > 3


async def test_it_lets_nobody_write_where_that_is_forbidden() -> None:
    def forbidden() -> None:
        raise AssertionError("a transaction is open")

    narrator = ScriptedNarrator(before=forbidden)

    with pytest.raises(AssertionError, match="open"):
        await told(narrator, an_order())

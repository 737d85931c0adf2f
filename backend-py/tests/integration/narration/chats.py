"""Chat models of every provider, simulated."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.simulator.knobs import ANTHROPIC_MESSAGES, CHAT, GEMINI_STREAM, Kind
from tests.simulator.server import Simulator
from walkumentary.infra.langchain.chat import Chat
from walkumentary.infra.langchain.client import Choice
from walkumentary.infra.langchain.patience import Deadlines
from walkumentary.infra.langchain.writer import ChatWriter

HURRIED = Deadlines(first_item_s=0.5, between_items_s=0.5, grace_s=0.2)


def patience_with(kind: Kind) -> Deadlines:
    """Return short deadlines for what only waiting finds out, ample ones otherwise."""
    return HURRIED if kind is Kind.STALL else Deadlines()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How one provider is reached, and where its calls arrive."""

    provider: str
    path: str
    address: Callable[[Simulator], str]

    def chat(
        self,
        simulator: Simulator,
        deadlines: Deadlines | None = None,
    ) -> Chat:
        """Return its model, connected to nothing yet."""
        return self.at(self.address(simulator), deadlines)

    def at(
        self,
        address: str,
        deadlines: Deadlines | None = None,
    ) -> Chat:
        """Return its model at an address."""
        choice = Choice(
            provider=self.provider,
            model="simulated-1",
            api_key="sk-test",
            base_url=address,
        )
        return Chat(choice, deadlines=deadlines)

    def writer(
        self, simulator: Simulator, deadlines: Deadlines | None = None
    ) -> ChatWriter:
        """Return a writer over its model."""
        return ChatWriter(self.chat(simulator, deadlines))


def _versioned(simulator: Simulator) -> str:
    return simulator.base_url


def _root(simulator: Simulator) -> str:
    return simulator.root


OPENAI = Setup(provider="openai", path=CHAT, address=_versioned)
COMPATIBLE = Setup(provider="openai-compatible", path=CHAT, address=_versioned)
ANTHROPIC = Setup(provider="anthropic", path=ANTHROPIC_MESSAGES, address=_root)
GOOGLE = Setup(provider="google", path=GEMINI_STREAM, address=_root)
SETUPS = (OPENAI, COMPATIBLE, ANTHROPIC, GOOGLE)
DIFFERENT = (OPENAI, ANTHROPIC, GOOGLE)
"""Those that speak protocols of their own."""


def name_of(case: object) -> str | None:
    """Return the name of a case for its test's."""
    return getattr(case, "provider", None) or getattr(case, "kind", None)

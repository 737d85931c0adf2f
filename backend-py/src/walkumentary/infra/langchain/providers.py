"""The providers, by name. Each is loaded when first used: that takes seconds."""
# ruff: noqa: PLC0415

from collections.abc import Callable, Mapping
from typing import Protocol

from walkumentary.infra.langchain.client import ChatClient, Choice


class Connect(Protocol):
    """A provider's adapter."""

    def __call__(self, choice: Choice, /, *, timeout_s: float) -> ChatClient:
        """Make a client; ``timeout_s`` bounds each single wait of its connections."""
        ...


def connected(choice: Choice, *, timeout_s: float, traced: bool = False) -> ChatClient:
    """Return a client of the choice's provider; blocks while that is imported.

    Args:
        choice: of a provider in the table below.
        timeout_s: the longest single wait.
        traced: whether prompts and answers go to LangSmith.
    """
    connect = load(choice.provider)
    _trace(enabled=traced)
    return connect(choice, timeout_s=timeout_s)


def load(provider: str) -> Connect:
    """Import a provider's adapter, ahead of its first use or then."""
    return _ADAPTERS[provider]()


def _trace(*, enabled: bool) -> None:
    """Decide it here: LangChain itself listens to six variables."""
    import langsmith

    langsmith.configure(enabled=enabled)


def _openai() -> Connect:
    from walkumentary.infra.langchain.openai import OpenAIChat

    return OpenAIChat


def _anthropic() -> Connect:
    from walkumentary.infra.langchain.anthropic import AnthropicChat

    return AnthropicChat


def _google() -> Connect:
    from walkumentary.infra.langchain.google import GoogleChat

    return GoogleChat


_ADAPTERS: Mapping[str, Callable[[], Connect]] = {
    "openai": _openai,
    "openai-compatible": _openai,
    "anthropic": _anthropic,
    "google": _google,
}

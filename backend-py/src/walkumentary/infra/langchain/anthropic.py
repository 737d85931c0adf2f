"""Anthropic's chat models.

Source: POST /v1/messages, streamed, with a JSON schema as output_config.format. A tool
call would not do: its arguments are streamed value by value, all sentences at once.
"""

from collections.abc import AsyncIterator, Mapping
from functools import cached_property

from anthropic import AnthropicError, AsyncAnthropic
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import AIMessageChunk
from pydantic import SecretStr

from walkumentary.infra.langchain.client import Choice, End, Turns
from walkumentary.infra.langchain.transport import BROKEN_CONNECTIONS

_ANTHROPIC_URL = "https://api.anthropic.com"
_MAX_TOKENS = 8_192
"""Asked for because the API wants a number: some four times the longest narration."""
_ENDS = {
    "end_turn": End.GOOD,
    "max_tokens": End.CUT_SHORT,
    "pause_turn": End.CUT_SHORT,
    "refusal": End.REFUSED,
    "model_context_window_exceeded": End.CONTEXT_FULL,
}


class AnthropicChat:
    """One model, with connections of its own."""

    failures: tuple[type[Exception], ...] = (AnthropicError, *BROKEN_CONNECTIONS)

    def __init__(self, choice: Choice, *, timeout_s: float) -> None:
        self._model = _ChatAnthropic(
            model=choice.model,
            api_key=SecretStr(choice.api_key or "none"),
            base_url=choice.base_url or _ANTHROPIC_URL,
            timeout=timeout_s,
            max_retries=0,
            max_tokens_to_sample=_MAX_TOKENS,
            stream_usage=True,
            stop=None,
        )

    def stream(
        self, turns: Turns, schema: Mapping[str, object]
    ) -> AsyncIterator[AIMessageChunk]:
        """Ask."""
        form = {"type": "json_schema", "schema": dict(schema)}
        return self._model.astream(list(turns), output_config={"format": form})

    def end(self, chunk: AIMessageChunk) -> End | None:
        """Return why it ended."""
        return _ENDS.get(chunk.response_metadata.get("stop_reason", ""))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._model._async_client.close()  # noqa: SLF001 - it has no other door


class _ChatAnthropic(ChatAnthropic):
    """Not on the connections that LangChain shares and never closes."""

    @cached_property
    def _async_client(self) -> AsyncAnthropic:
        return AsyncAnthropic(**self._client_params)

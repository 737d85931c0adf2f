"""OpenAI's chat models, and any server that speaks their protocol.

Source: POST /chat/completions in OpenAI's API description, streamed, with a strict JSON
schema as response_format.
"""

from collections.abc import AsyncIterator, Mapping

from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient, OpenAIError
from pydantic import BaseModel, SecretStr, TypeAdapter

from walkumentary.infra.langchain.client import Choice, End, Turns
from walkumentary.infra.langchain.transport import BROKEN_CONNECTIONS

_OPENAI_URL = "https://api.openai.com/v1"
_ENDS = {
    "stop": End.GOOD,
    "length": End.CUT_SHORT,
    "content_filter": End.FILTERED,
}


class OpenAIChat:
    """One model; its refusals, which LangChain drops from streams, are kept."""

    failures: tuple[type[Exception], ...] = (OpenAIError, *BROKEN_CONNECTIONS)

    def __init__(self, choice: Choice, *, timeout_s: float) -> None:
        self._http = DefaultAsyncHttpxClient(timeout=timeout_s)
        self._model = _ChatOpenAI(
            model=choice.model,
            api_key=SecretStr(choice.api_key or "none"),
            base_url=choice.base_url or _OPENAI_URL,
            timeout=timeout_s,
            stream_chunk_timeout=None,
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
            http_async_client=self._http,
        )

    def stream(
        self, turns: Turns, schema: Mapping[str, object]
    ) -> AsyncIterator[AIMessageChunk]:
        """Ask. As extra_body, or LangChain would parse the whole at every token."""
        form = {"name": "answer", "strict": True, "schema": dict(schema)}
        asked = {"response_format": {"type": "json_schema", "json_schema": form}}
        return self._model.astream(list(turns), extra_body=asked)

    def end(self, chunk: AIMessageChunk) -> End | None:
        """Return why it ended; a refusal has a field of its own."""
        if chunk.additional_kwargs.get("refusal"):
            return End.REFUSED
        return _ENDS.get(chunk.response_metadata.get("finish_reason", ""))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()


class _Delta(BaseModel):
    refusal: str | None = None


class _Choice(BaseModel):
    delta: _Delta | None = None


_CHOICES = TypeAdapter(list[_Choice])


class _ChatOpenAI(ChatOpenAI):
    def _convert_chunk_to_generation_chunk(
        self,
        chunk: dict[str, object],
        default_chunk_class: type,
        base_generation_info: dict[str, object] | None,
    ) -> ChatGenerationChunk | None:
        converted = super()._convert_chunk_to_generation_chunk(
            chunk, default_chunk_class, base_generation_info
        )
        choices = _CHOICES.validate_python(chunk.get("choices") or [])
        if converted and choices and choices[0].delta:
            refusal = choices[0].delta.refusal
            converted.message.additional_kwargs["refusal"] = refusal
        return converted

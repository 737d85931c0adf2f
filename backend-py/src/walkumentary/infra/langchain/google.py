"""Google's chat models.

Source: POST /v1beta/models/{model}:streamGenerateContent of the Gemini API, with a JSON
schema as responseJsonSchema.
"""

from collections.abc import AsyncIterator, Mapping

from google.genai.errors import APIError
from langchain_core.messages import AIMessageChunk
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_google_genai._common import GoogleGenerativeAIError
from pydantic import SecretStr

from walkumentary.infra.langchain.client import Choice, End, Turns
from walkumentary.infra.langchain.transport import BROKEN_CONNECTIONS

_GOOGLE_URL = "https://generativelanguage.googleapis.com"
_ENDS = {
    "STOP": End.GOOD,
    "MAX_TOKENS": End.CUT_SHORT,
    "OTHER": End.CUT_SHORT,
    "SAFETY": End.FILTERED,
    "RECITATION": End.FILTERED,
    "LANGUAGE": End.REFUSED,
    "BLOCKLIST": End.FILTERED,
    "PROHIBITED_CONTENT": End.FILTERED,
    "SPII": End.FILTERED,
}


class GoogleChat:
    """One model."""

    failures: tuple[type[Exception], ...] = (
        *(APIError, GoogleGenerativeAIError),
        *BROKEN_CONNECTIONS,
    )

    def __init__(self, choice: Choice, *, timeout_s: float) -> None:
        self._model = ChatGoogleGenerativeAI(
            model=choice.model,
            api_key=SecretStr(choice.api_key or "none"),
            base_url=choice.base_url or _GOOGLE_URL,
            vertexai=False,
            timeout=timeout_s,
            max_retries=1,
        )

    def stream(
        self, turns: Turns, schema: Mapping[str, object]
    ) -> AsyncIterator[AIMessageChunk]:
        """Ask."""
        return self._model.astream(
            list(turns),
            response_mime_type="application/json",
            response_json_schema=dict(schema),
        )

    def end(self, chunk: AIMessageChunk) -> End | None:
        """Return why it ended; a blocked prompt has no answer at all."""
        if chunk.response_metadata.get("prompt_feedback"):
            return End.FILTERED
        return _ENDS.get(chunk.response_metadata.get("finish_reason", ""))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._model.async_client.aclose()

"""The requests the provider understands, and how it refuses the rest."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse


class _Part(BaseModel):
    type: Literal["text", "image_url"]
    text: str = ""


class Message(BaseModel):
    """One turn of a conversation."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[_Part]

    @property
    def text(self) -> str:
        """The turn as one text."""
        if isinstance(self.content, str):
            return self.content
        return "".join(part.text for part in self.content)


class _StreamOptions(BaseModel):
    include_usage: bool = False


class _NamedSchema(BaseModel):
    model_config = ConfigDict(protected_namespaces=())

    name: str
    strict: bool = False
    body: Mapping[str, object] = Field(alias="schema")


class _ResponseFormat(BaseModel):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: _NamedSchema | None = None


class ChatRequest(BaseModel):
    """POST /chat/completions, as far as it is understood here."""

    model: str
    messages: list[Message] = Field(min_length=1)
    stream: bool = False
    stream_options: _StreamOptions = _StreamOptions()
    response_format: _ResponseFormat = _ResponseFormat(type="text")
    max_completion_tokens: int | None = None

    @property
    def schema_asked(self) -> Mapping[str, object] | None:
        """The JSON schema the answer must have, if any."""
        named = self.response_format.json_schema
        return named.body if named else None


class SpeechRequest(BaseModel):
    """POST /audio/speech, in the formats that are spoken here."""

    model_config = ConfigDict(extra="forbid")

    model: str
    input: str = Field(min_length=1, max_length=4096)
    voice: str
    instructions: str | None = None
    response_format: Literal["pcm", "wav", "mp3", "flac"] = "mp3"
    speed: float = Field(default=1.0, ge=0.25, le=4.0)
    stream_format: Literal["audio"] = "audio"


def refused(
    status: int,
    message: str,
    *,
    kind: str,
    code: str | None = None,
    retry_after_s: float | None = None,
) -> JSONResponse:
    """Return an error body as the provider sends it."""
    headers = {} if retry_after_s is None else {"retry-after": f"{retry_after_s:g}"}
    body = error_body(message, kind=kind, code=code)
    return JSONResponse(body, status, headers=headers)


def error_body(
    message: str, *, kind: str, code: str | None = None
) -> dict[str, dict[str, str | None]]:
    """Return the error object that statuses and error events carry."""
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}

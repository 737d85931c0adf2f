"""One chunk of a streamed completion, as far as it is used, checked.

The client builds its objects without validation, and compatible servers differ.
"""

from pydantic import BaseModel, ConfigDict, ValidationError

from walkumentary.infra.narration.answer import AnswerMalformed


class _View(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Delta(_View):
    """What a choice adds."""

    content: str | None = None
    refusal: str | None = None


class Choice(_View):
    """A piece of the answer."""

    delta: Delta
    finish_reason: str | None = None


class _PromptDetails(_View):
    cached_tokens: int | None = None


class TokenUsage(_View):
    """What the whole call used."""

    prompt_tokens: int
    completion_tokens: int
    prompt_tokens_details: _PromptDetails | None = None

    @property
    def cached_tokens(self) -> int:
        """Tokens of the prompt that the provider had cached."""
        details = self.prompt_tokens_details
        return (details.cached_tokens if details else None) or 0


class Chunk(_View):
    """A chunk; keep-alives between them have no choices."""

    choices: list[Choice] | None = None
    usage: TokenUsage | None = None


def chunk_of(received: object) -> Chunk:
    """Return what the client received as a chunk.

    Raises:
        AnswerMalformed: it is none.
    """
    try:
        return Chunk.model_validate(received)
    except ValidationError as error:
        raise AnswerMalformed("The model's server sent no completion chunk.") from error

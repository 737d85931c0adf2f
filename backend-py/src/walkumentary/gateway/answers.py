"""How a model's answer fails, named so that the class says what to do next.

GatewayUnavailable      may pass: ask the same provider again, after a pause
├── AnswerBroken        no good, but another may be: ask once more, from where it broke
│   ├── AnswerCutShort
│   ├── AnswerEmpty
│   ├── AnswerEndless
│   ├── AnswerMalformed
│   ├── PromptEchoed
│   └── WrongLanguage
GatewayTimeout          may pass, as above
GatewayRefused          will not pass: the next provider at once
├── AnswerFiltered
├── AnswerRefused
├── ContextTooLong
├── KeyRefused
└── ModelNotFound

What was yielded before any of them stands.
"""

from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable


class AnswerBroken(GatewayUnavailable):
    """The answer is not usable; asked once more, the model may do better."""

    code = "answer-broken"
    title = "The model's answer is not usable"
    repeats = 1


class AnswerCutShort(AnswerBroken):
    """The answer ended before it was complete."""

    code = "answer-cut-short"
    title = "The writer was cut short"


class AnswerEmpty(AnswerBroken):
    """The answer held no sentence."""

    code = "answer-empty"
    title = "The writer said nothing"


class AnswerEndless(AnswerBroken):
    """The answer is many times longer than what was asked for."""

    code = "answer-endless"
    title = "The writer found no end"


class AnswerMalformed(AnswerBroken):
    """The answer is not what the schema asks for."""

    code = "answer-malformed"
    title = "The writer broke the form"


class PromptEchoed(AnswerBroken):
    """The answer repeats what the model was told, not what it was asked for."""

    code = "prompt-echoed"
    title = "The writer repeated its instructions"


class WrongLanguage(AnswerBroken):
    """The answer is in another language than the one asked for."""

    code = "wrong-language"
    title = "The writer used another language"


class AnswerFiltered(GatewayRefused):
    """The provider's content filter stopped the answer."""

    code = "answer-filtered"
    title = "The writer was stopped by a filter"


class AnswerRefused(GatewayRefused):
    """The model declined to write."""

    code = "answer-refused"
    title = "The writer declined"


class ContextTooLong(GatewayRefused):
    """The request is longer than the model can take in."""

    code = "context-too-long"
    title = "Too long for the model"


class KeyRefused(GatewayRefused):
    """The provider does not accept our key for this."""

    code = "key-refused"
    title = "The provider refused our key"


class ModelNotFound(GatewayRefused):
    """The provider has no such model, or not for us."""

    code = "model-not-found"
    title = "No such model"

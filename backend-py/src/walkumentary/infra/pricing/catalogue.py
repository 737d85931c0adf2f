"""Prices of the day: our own first, then published ones, then a cautious guess.

Source of published token prices: the genai-prices package. Of voices: OpenAI's price
list as known in 2026-11: tts-1 15 USD and tts-1-hd 30 USD per million characters,
gpt-4o-mini-tts about 0.015 USD a minute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from walkumentary.domain.accounts.usage import FREE, Usage

KEYLESS = frozenset({"notes", "espeak-ng", "lexical"})
MILLION = Decimal(1_000_000)
MINUTE_S = Decimal(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """USD for a million tokens or characters, and for a minute of speech."""

    tokens_in: Decimal = FREE
    tokens_cached: Decimal = FREE
    tokens_out: Decimal = FREE
    characters: Decimal = FREE
    minute: Decimal = FREE

    def usd(self, usage: Usage) -> Decimal:
        """Return what the usage costs; cached tokens are part of those that went in."""
        fresh = usage.tokens_in - usage.tokens_cached
        per_million = (
            self.tokens_in * fresh
            + self.tokens_cached * usage.tokens_cached
            + self.tokens_out * usage.tokens_out
            + self.characters * usage.characters
        )
        return per_million / MILLION + self.minute * Decimal(usage.seconds) / MINUTE_S


VOICES: Mapping[str, Price] = MappingProxyType(
    {
        "tts-1": Price(characters=Decimal(15)),
        "tts-1-hd": Price(characters=Decimal(30)),
        "gpt-4o-mini-tts": Price(minute=Decimal("0.015")),
    }
)
UNKNOWN_MODEL = Price(
    tokens_in=Decimal(5), tokens_cached=Decimal(5), tokens_out=Decimal(15)
)
UNKNOWN_VOICE = Price(characters=Decimal(30))
"""Rather too high than too low: a budget is to hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCatalogue:
    """Satisfies ``PricesGateway``.

    Args:
        own: prices that go before all others, by ``provider/model`` or ``model``.
    """

    own: Mapping[str, Price] = MappingProxyType({})

    def usd(self, usage: Usage) -> Decimal:
        """See ``PricesGateway.usd``."""
        names = (f"{usage.provider}/{usage.model}", usage.model)
        own = next((self.own[name] for name in names if name in self.own), None)
        return own.usd(usage) if own else _published_usd(usage)


def _published_usd(usage: Usage) -> Decimal:
    if usage.provider in KEYLESS:
        return FREE
    if usage.characters or usage.seconds:
        return VOICES.get(usage.model, UNKNOWN_VOICE).usd(usage)
    return _tokens_usd(usage)


def _tokens_usd(usage: Usage) -> Decimal:
    try:
        return _calculated(usage)
    except LookupError:
        return UNKNOWN_MODEL.usd(usage)


def _calculated(usage: Usage) -> Decimal:
    """Return what the package says.

    Raises:
        LookupError: it does not know the model.
    """
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - 0.2 s to import
    from genai_prices import calc_price  # noqa: PLC0415 - as above

    tokens = Tokens(
        input_tokens=usage.tokens_in,
        cache_read_tokens=usage.tokens_cached,
        output_tokens=usage.tokens_out,
    )
    whose = usage.provider if usage.provider != "openai-compatible" else None
    return calc_price(tokens, usage.model, provider_id=whose).total_price

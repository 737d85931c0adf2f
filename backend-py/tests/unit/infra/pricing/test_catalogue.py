"""What providers ask."""

from decimal import Decimal

import pytest

from walkumentary.domain.accounts.usage import Usage
from walkumentary.infra.narration.notes_writer import COMPOSER
from walkumentary.infra.pricing.catalogue import Price, PriceCatalogue
from walkumentary.infra.speech.espeak_voices import PROVIDER as ESPEAK


def tokens(provider: str, model: str) -> Usage:
    return Usage(
        provider=provider,
        model=model,
        tokens_in=1_000_000,
        tokens_cached=200_000,
        tokens_out=500_000,
    )


@pytest.mark.parametrize("provider", [COMPOSER.provider, ESPEAK, "lexical"])
def test_who_needs_no_key_costs_nothing(provider: str) -> None:
    assert PriceCatalogue().usd(tokens(provider, "any")) == 0


def test_published_prices_tell_cached_tokens_apart() -> None:
    usd = PriceCatalogue().usd(tokens("openai", "gpt-4o-mini"))

    # 0.15 USD a million in, 0.075 from the cache, 0.60 out.
    assert usd == Decimal("0.8") * Decimal("0.15") + Decimal("0.2") * Decimal(
        "0.075"
    ) + Decimal("0.5") * Decimal("0.60")


@pytest.mark.parametrize(
    ("provider", "model"),
    [("anthropic", "claude-sonnet-4-5"), ("google", "gemini-2.5-flash")],
)
def test_every_provider_has_its_prices(provider: str, model: str) -> None:
    assert PriceCatalogue().usd(tokens(provider, model)) > Decimal("0.1")


def test_an_unknown_model_is_rather_taken_for_a_dear_one() -> None:
    usd = PriceCatalogue().usd(tokens("openai-compatible", "somebodys-own"))

    assert usd == Decimal("12.5")


def test_our_own_prices_go_before_all_others() -> None:
    own = {
        "openai/gpt-4o-mini": Price(tokens_out=Decimal(2)),
        "gpt-4o-mini": Price(tokens_out=Decimal(4)),
    }
    catalogue = PriceCatalogue(own=own)

    assert catalogue.usd(tokens("openai", "gpt-4o-mini")) == 1
    assert catalogue.usd(tokens("elsewhere", "gpt-4o-mini")) == 2


@pytest.mark.parametrize(
    ("model", "usd"),
    [("tts-1", "0.015"), ("gpt-4o-mini-tts", "0.015"), ("unknown-voice", "0.03")],
)
def test_voices_are_paid_by_the_character_or_the_minute(model: str, usd: str) -> None:
    usage = Usage(provider="openai", model=model, characters=1_000, seconds=60.0)

    assert PriceCatalogue().usd(usage) == Decimal(usd)

"""Which models the settings name."""

import os
import subprocess
import sys
from contextlib import AsyncExitStack

import pytest
from pydantic import SecretStr

from tests.ledger import books
from walkumentary.bootstrap.models import (
    embedder_of,
    visions_of,
    warm_up,
    writers_of,
)
from walkumentary.bootstrap.settings import Settings

KEY = SecretStr("test")
HEAVY = ("langchain_core", "langsmith", "openai", "anthropic", "google.genai")


def settings(**given: object) -> Settings:
    return Settings.model_validate({"narrator": "notes", **given})


async def named(chosen: Settings) -> list[tuple[str, str]]:
    async with AsyncExitStack() as opened:
        writers = await writers_of(chosen, opened)
        return [(one.writer.provider, one.writer.model) for one in writers]


async def test_without_a_key_the_notes_are_told() -> None:
    assert await named(settings()) == [("notes", "composer-1")]


async def test_the_chain_is_the_narrator_and_its_fallbacks_each_once() -> None:
    chosen = settings(
        openai_api_key=KEY,
        anthropic_api_key=KEY,
        google_api_key=KEY,
        narrator="anthropic",
        fallback_llm_providers=("google", "anthropic", "openai"),
        openai_base_url="http://localhost:11434/v1",
        openai_model="llama",
    )

    assert await named(chosen) == [
        ("anthropic", "claude-haiku-4-5"),
        ("google", "gemini-3.5-flash"),
        ("openai-compatible", "llama"),
    ]


async def test_output_of_openai_itself_has_its_name() -> None:
    chosen = settings(openai_api_key=KEY, narrator="openai")

    assert await named(chosen) == [("openai", "gpt-4o-mini")]


async def test_pictures_are_looked_at_only_by_a_provider() -> None:
    chosen = settings(google_api_key=KEY, default_llm_provider="google")
    async with AsyncExitStack() as opened:
        nobody = await visions_of(settings(), opened)
        somebody = await visions_of(chosen, opened)

    assert (len(nobody), len(somebody)) == (0, 1)


async def test_vectors_are_of_words_unless_a_model_is_asked_for() -> None:
    chosen = settings(openai_api_key=KEY, embedder="openai")
    async with AsyncExitStack() as opened:
        words = await embedder_of(settings(), books(), opened)
        model = await embedder_of(chosen, books(), opened)

    assert words.name.startswith("lexical-")
    assert model.name == "openai/text-embedding-3-small"


async def test_a_worker_imports_its_provider_ahead_of_the_first_tour() -> None:
    chosen = settings(anthropic_api_key=KEY, narrator="anthropic")

    await warm_up(chosen)

    assert "walkumentary.infra.langchain.anthropic" in sys.modules


@pytest.mark.parametrize("module", ["bootstrap.gateways", "app", "worker"])
def test_no_provider_is_imported_at_the_start(module: str) -> None:
    importing = f"import sys, walkumentary.{module}"
    script = f"{importing}; print([m for m in {HEAVY} if m in sys.modules])"

    loaded = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),  # noqa: TID251 - passed on as it is
    )

    assert loaded.stdout.strip() == "[]"

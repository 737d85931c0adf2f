"""Composition: settings in, models of providers out."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack

from walkumentary.bootstrap.settings import Provider, Settings, revealed
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.notes import EmbedderGateway
from walkumentary.infra.embedding.lexical import LexicalEmbedder
from walkumentary.infra.embedding.openai import OpenAIEmbedder
from walkumentary.infra.langchain.chat import Chat
from walkumentary.infra.langchain.client import Choice
from walkumentary.infra.langchain.providers import load
from walkumentary.infra.langchain.vision import ChatVision
from walkumentary.infra.langchain.writer import ChatWriter
from walkumentary.infra.metering.books import Books
from walkumentary.infra.narration.notes_writer import NotesWriter


async def writers_of(
    settings: Settings, opened: AsyncExitStack
) -> Sequence[NarratorGateway]:
    """Return the writers in the order in which they are asked; at least one."""
    if settings.narrator == "notes":
        return [NotesWriter()]
    chats = _chats(settings.narrator, settings)
    writers = [await opened.enter_async_context(ChatWriter(chat)) for chat in chats]
    last = [NotesWriter()] if "notes" in settings.fallback_llm_providers else []
    return [*writers, *last]


async def visions_of(
    settings: Settings, opened: AsyncExitStack
) -> Sequence[ChatVision]:
    """Return the models that look at pictures, in order; none without a provider."""
    if settings.default_llm_provider is None:
        return []
    chats = _chats(settings.default_llm_provider, settings)
    return [await opened.enter_async_context(ChatVision(chat)) for chat in chats]


async def embedder_of(
    settings: Settings, books: Books, opened: AsyncExitStack
) -> EmbedderGateway:
    """Return the embedder; its space is the one that is searched."""
    if settings.embedder == "lexical":
        return LexicalEmbedder()
    return await opened.enter_async_context(
        OpenAIEmbedder(
            api_key=revealed(settings.openai_api_key),
            base_url=settings.openai_base_url,
            model=settings.openai_embedding_model,
            books=books,
        )
    )


async def warm_up(settings: Settings) -> None:
    """Import what the first writer needs; seconds, but not of the loop."""
    if settings.narrator != "notes":
        await asyncio.to_thread(load, settings.narrator)


def _chats(first: Provider, settings: Settings) -> list[Chat]:
    """Return a chat model of each provider in the chain, each once."""
    chain = dict.fromkeys([first, *settings.fallback_llm_providers])
    choices = [_CHOICES[one](settings) for one in chain if one != "notes"]
    traced = settings.langsmith_tracing
    return [Chat(choice, traced=traced) for choice in choices]


def _openai(settings: Settings) -> Choice:
    elsewhere = settings.openai_base_url is not None
    return Choice(
        provider="openai-compatible" if elsewhere else "openai",
        model=settings.openai_model,
        api_key=revealed(settings.openai_api_key),
        base_url=settings.openai_base_url,
    )


def _anthropic(settings: Settings) -> Choice:
    return Choice(
        provider="anthropic",
        model=settings.anthropic_model,
        api_key=revealed(settings.anthropic_api_key),
        base_url=settings.anthropic_base_url,
    )


def _google(settings: Settings) -> Choice:
    return Choice(
        provider="google",
        model=settings.gemini_model,
        api_key=revealed(settings.google_api_key),
        base_url=settings.google_base_url,
    )


_CHOICES: Mapping[Provider, Callable[[Settings], Choice]] = {
    "openai": _openai,
    "anthropic": _anthropic,
    "google": _google,
}

"""Providers on loopback: OpenAI, Anthropic and Gemini, as their APIs are described."""

"""A provider on loopback: chat and speech as OpenAI's API describes them."""

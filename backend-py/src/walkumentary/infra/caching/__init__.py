"""Adapters of the cache: cashews over memory and Redis, memory while Redis is away."""

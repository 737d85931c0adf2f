"""How often who may ask: in memory, and in Redis for all processes together."""

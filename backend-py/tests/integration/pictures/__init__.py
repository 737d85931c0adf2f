"""Pictures decoded by real decoders in real processes."""

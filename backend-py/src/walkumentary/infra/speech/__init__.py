"""Voices: engines and providers that turn sentences into stored frames."""

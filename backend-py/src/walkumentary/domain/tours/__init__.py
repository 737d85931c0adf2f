"""Tours: request, plan, narration, sound."""

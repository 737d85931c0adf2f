"""Everything about running the product."""

from dataclasses import dataclass

from walkumentary.usecase.ops.read_health import ReadHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class OpsUseCases:
    """The table of contents of this context."""

    health: ReadHealth

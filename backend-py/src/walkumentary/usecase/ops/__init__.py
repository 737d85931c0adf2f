"""Everything about running the product."""

from dataclasses import dataclass

from walkumentary.usecase.ops.alert_budget import AlertBudget
from walkumentary.usecase.ops.read_health import ReadHealth
from walkumentary.usecase.ops.sweep_keys import SweepKeys
from walkumentary.usecase.ops.sweep_ledger import SweepLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class OpsUseCases:
    """The table of contents of this context."""

    health: ReadHealth
    alert_budget: AlertBudget
    sweep_keys: SweepKeys
    sweep_ledger: SweepLedger

"""Accounts over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from walkumentary.controller.accounts.schemas import UsageView
from walkumentary.controller.context import Accounts, ReadsUsage
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.domain.accounts.periods import PeriodName
from walkumentary.usecase.accounts.read_usage import UsageQuery

router = APIRouter(prefix="/v1", tags=["accounts"], route_class=StrictRoute)


@router.get("/me/usage", responses=problems(401, 422, 503))
async def read_usage(
    accounts: Accounts,
    actor: ReadsUsage,
    period: Annotated[PeriodName, Query(description="Days and months in UTC")] = (
        PeriodName.TODAY
    ),
) -> UsageView:
    """See what you used, what it cost, what caching saved, and what is left."""
    query = UsageQuery(actor=actor, period=period)
    return UsageView.of(await accounts.usage.execute(query))

"""Health over HTTP."""

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from walkumentary.controller.context import Ops
from walkumentary.domain.ops.health import Health

router = APIRouter(tags=["operations"])


class ComponentView(BaseModel):
    """One part of the system."""

    component: str = Field(examples=["database"])
    state: str = Field(examples=["up"])
    latency_ms: float
    since: datetime
    detail: str


class HealthView(BaseModel):
    """The whole system."""

    state: str = Field(examples=["up"])
    version: str
    components: list[ComponentView]

    @classmethod
    def of(cls, health: Health) -> "HealthView":
        """Render a health."""
        return cls(
            state=health.state.value,
            version=health.version,
            components=[
                ComponentView(
                    component=finding.component,
                    state=finding.state.value,
                    latency_ms=finding.latency_ms,
                    since=finding.since,
                    detail=finding.detail,
                )
                for finding in health.findings
            ],
        )


class AliveView(BaseModel):
    """The loop turns."""

    state: str = "up"


@router.get("/health/live")
async def live() -> AliveView:
    """Answer: the process turns its loop."""
    return AliveView()


@router.get("/health/ready", responses={503: {"model": HealthView}})
async def ready(ops: Ops, response: Response) -> HealthView:
    """Whether requests can be served: 503 while a needed part is down."""
    health = await ops.health.execute()
    response.status_code = 200 if health.ready else 503
    return HealthView.of(health)


@router.get("/health")
async def health(ops: Ops) -> HealthView:
    """Every part, for people: always 200, the state says the rest."""
    return HealthView.of(await ops.health.execute())

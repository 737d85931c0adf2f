"""What a source of ways that knows no steps must refuse."""

from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.gateway.routes import Profile, StepFreeNotAvailable, Walk


def refuse_step_free(walk: Walk) -> None:
    """Raise where a walk without steps is asked for.

    Raises:
        StepFreeNotAvailable: saying what to configure.
    """
    if walk.profile is Profile.STEP_FREE:
        detail = "needs a map of this area that knows its steps"
        raise StepFreeNotAvailable(
            "No map that knows steps covers this area. Build one with `walkumentary "
            "routing build EXTRACT.osm.pbf`, or set VALHALLA_URL.",
            fields=[FieldProblem("/step_free", detail)],
        )

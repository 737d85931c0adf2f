"""Orienteering: temporary wiring until the search is finished."""

from walkumentary.domain.tours.orienteering.problem import (
    NoFeasibleRoute as NoFeasibleRoute,
    OrienteeringProblem as OrienteeringProblem,
    TimeWindow as TimeWindow,
)
from walkumentary.domain.tours.orienteering.provisional import (
    Certificate as Certificate,
    Solution as Solution,
    solve as solve,
)

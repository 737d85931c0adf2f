"""What the OpenAPI document says holds, whatever is sent and whoever sends it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as generated
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.errors import InvalidSchema
from schemathesis.core.result import Ok, Result

from tests.databases import DatabaseUrls
from tests.integration.isolation.routes import Subject
from tests.integration.isolation.serving import served
from tests.integration.isolation.world import Role, Which, World
from walkumentary.controller.problem import ProblemView

type Served = tuple[World, str]
type Operation = schemathesis.APIOperation
type Case = schemathesis.Case

ROLES = (Role.ANONYMOUS, Role.GUEST, Role.CURATOR, Role.OPERATOR, Role.OWNER)
"""The owner last: Anna leaves in the end, with everything that is hers."""
LEAVE = "DELETE /v1/me"
CASES = 5_750
"""To be 5,000 in all: some operations can be asked in one or two ways only."""
KEYS = {"tour_id": Subject.TOUR, "location_id": Subject.PLACE, "key_id": Subject.KEY}

CONFIG = schemathesis.Config.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {
                # What has the described form may still break a rule that no schema can
                # say: one field against another (422), the state of a tour (409), a
                # version (412, 428), a budget (402, 429), a picture that is none (415).
                # `_has_the_described_form` refuses a 422 that is about the form.
                "expected-statuses": [
                    "2xx",
                    "3xx",
                    401,
                    402,
                    403,
                    404,
                    409,
                    412,
                    413,
                    415,
                    422,
                    428,
                    429,
                    503,
                ]
            }
        }
    }
)


@schemathesis.check
def _has_the_described_form(
    _context: schemathesis.CheckContext,
    response: schemathesis.Response,
    case: Case,
) -> None:
    """What has the described form is refused for a rule at most, never for its form."""
    meta = case.meta
    if meta is not None and meta.generation.mode.is_positive:
        assert response.status_code != 422 or _breaks_a_rule(response.text)


def _breaks_a_rule(problem: str) -> bool:
    told = ProblemView.model_validate_json(problem)
    by_rule = all(error.detail.startswith(_A_RULE) for error in told.errors)
    return told.code != "request-not-valid" or by_rule


_A_RULE = "Value error"
"""How a rule between fields is told, such as two passwords that differ."""


@pytest.fixture(scope="module")
def house(
    database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with served(database_urls, tmp_path_factory.mktemp("described")) as house:
        yield house


@pytest.mark.parametrize("mode", GenerationMode)
def test_some_requests_of_everybody_are_answered_as_described(
    house: Served, mode: GenerationMode
) -> None:
    operations = [_operations_for(house, role) for role in ROLES]

    broken = [
        problem
        for number, _ in enumerate(operations[0])
        for problem in _breaches(
            house, operations[number % len(ROLES)][number], mode, examples=1
        )
    ]

    assert broken == []


@pytest.mark.ci
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_sent_is_answered_as_described(house: Served, role: Role) -> None:
    operations = _operations_for(house, role)
    examples = -(-CASES // len(ROLES) // len(operations) // len(GenerationMode))

    broken = [
        problem
        for operation in operations
        for mode in GenerationMode
        for problem in _breaches(house, operation, mode, examples=examples)
    ]

    assert broken == []


def _operations_for(house: Served, role: Role) -> Sequence[Operation]:
    """Return everything that can be asked, each asked as somebody in that role."""
    world, address = house
    authorization = world.headers[role].get("authorization")
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", config=CONFIG)
    if authorization is not None:
        schema.auth()(_signing(authorization))
    operations = [_valid(found) for found in schema.get_all_operations()]
    return sorted(operations, key=lambda one: one.label == LEAVE)


def _signing(authorization: str) -> type:
    """Return who signs requests; checks ask without it, too."""

    class Bearer:
        """Somebody's token."""

        def get(self, _case: object, _context: object) -> str:
            return authorization

        def set(self, case: Case, data: str, _context: object) -> None:
            case.headers["Authorization"] = data

    return Bearer


def _valid(found: Result[Operation, InvalidSchema]) -> Operation:
    assert isinstance(found, Ok), found
    return found.ok()


def _breaches(
    house: Served,
    operation: Operation,
    mode: GenerationMode,
    *,
    examples: int,
) -> Sequence[str]:
    """Ask the operation in ways made up; return what is not as described."""
    world, _ = house
    known = {
        name: world.ids[subject][Which.OTHERS]
        for name, subject in KEYS.items()
        if f"{{{name}}}" in operation.path and mode.is_positive
    }
    found: list[str] = []
    auth = operation.schema.auth

    def ask(case: Case) -> None:
        try:
            case.call_and_validate(additional_checks=[_has_the_described_form])
        except BaseExceptionGroup as group:
            found.append(f"{operation.label}: {group.exceptions}")

    strategy = operation.as_strategy(
        generation_mode=mode,
        path_parameters=known or None,
        auth_storage=auth if auth.is_defined else None,
    )
    asked = generated(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(case=strategy)(ask))
    # Some cannot be asked wrongly: they take nothing, or anything.
    with suppress(Unsatisfiable):
        asked()
    return found

"""A pointer leads to what is wrong in the body that was sent."""

import httpx
import pytest

from tests.unit.controller.app import WALK
from walkumentary.controller.pointers import pointer_to

ESTIMATE = "/v1/tours/estimate"


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({"end": "sideways"}, {"/end"}),
        ({"end": {"latitude": 100, "longitude": 0}}, {"/end", "/end/latitude"}),
        ({"end": {"latitude": 1}}, {"/end", "/end/longitude"}),
        (
            {"start": {"latitude": 1, "height": 2}},
            {"/start/longitude", "/start/height"},
        ),
        ({"interests": ["art", 7, "food", None]}, {"/interests/1", "/interests/3"}),
        ({"pace": "fast", "a/b~c": 1}, {"/pace", "/a~1b~0c"}),
    ],
)
async def test_only_what_is_in_the_body_is_pointed_at(
    me: httpx.AsyncClient, changes: dict[str, object], pointers: set[str]
) -> None:
    response = await me.post(ESTIMATE, json={**WALK, **changes})

    assert response.status_code == 422
    assert {error["pointer"] for error in response.json()["errors"]} == pointers


async def test_a_body_that_is_no_json_is_pointed_at_as_a_whole(
    me: httpx.AsyncClient,
) -> None:
    headers = {"content-type": "application/json"}

    response = await me.post(ESTIMATE, content=b'{"query": }', headers=headers)

    (error,) = response.json()["errors"]
    assert error["pointer"] == ""
    assert "line 1" in error["detail"]


def test_places_outside_the_body_keep_their_name() -> None:
    found = {"loc": ("query", "limit"), "type": "missing"}

    assert pointer_to(found, None) == "/query/limit"

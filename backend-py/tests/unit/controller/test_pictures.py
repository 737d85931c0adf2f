"""Pictures through the whole application, and how large they may be."""

import httpx
import pytest

from tests.contracts.pictures import a_picture, a_png_bomb, gps_tags
from tests.packs import a_pack_landmark
from tests.unit.controller.app import Product
from tests.unit.controller.test_bodies import is_problem
from walkumentary.bootstrap.front import LARGER_BODIES, MAX_BODY_BYTES
from walkumentary.gateway.pictures import MAX_PICTURE_BYTES

RECOGNIZE = "/v1/locations/recognize"


async def _sent(me: httpx.AsyncClient, content: bytes) -> httpx.Response:
    return await me.post(RECOGNIZE, files={"image": ("photo.jpg", content)})


async def test_a_picture_says_where_it_was_taken(
    house: Product, me: httpx.AsyncClient
) -> None:
    await house.load_city()
    content = a_picture("HEIF", gps=gps_tags(a_pack_landmark(0).position))

    response = await _sent(me, content)

    assert response.status_code == 200
    assert (response.json()["name"], response.json()["method"]) == ("Tower 0", "exif")


async def test_a_picture_larger_than_other_bodies_is_taken(
    me: httpx.AsyncClient,
) -> None:
    content = a_picture("JPEG") + bytes(2 * MAX_BODY_BYTES)

    response = await _sent(me, content)

    assert response.status_code == 200


async def test_more_than_ten_megabytes_are_not_even_read(me: httpx.AsyncClient) -> None:
    picture = await _sent(me, a_picture() + bytes(MAX_PICTURE_BYTES))
    body = await _sent(me, bytes(LARGER_BODIES[RECOGNIZE]))

    assert is_problem(picture, 413, "picture-too-large")
    assert is_problem(body, 413, "content-too-large")


@pytest.mark.parametrize("path", ["/v1/locations/recognize/", "/v1/locations/detect"])
async def test_no_other_body_may_be_as_large(me: httpx.AsyncClient, path: str) -> None:
    response = await me.post(
        path,
        content=bytes(MAX_BODY_BYTES + 1),
        headers={"content-type": "application/json"},
    )

    assert response.status_code in {404, 405, 307, 413}
    assert response.status_code != 200


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"This is a text called photo.jpg.", 415, "picture-kind-unsupported"),
        (a_png_bomb(), 413, "picture-too-large"),
        (a_picture()[:400], 422, "picture-unreadable"),
    ],
    ids=["text", "bomb", "cut off"],
)
async def test_what_cannot_be_opened_is_a_problem(
    me: httpx.AsyncClient, content: bytes, status: int, code: str
) -> None:
    response = await _sent(me, content)

    assert is_problem(response, status, code)
    assert response.json()["errors"][0]["pointer"] == "/image"

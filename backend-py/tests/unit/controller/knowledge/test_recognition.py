"""Pictures over HTTP."""

import httpx
import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, north_of
from tests.unit.usecase.doubles import ListedPictures
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.pictures import Picture
from walkumentary.gateway.vision import Sighting
from walkumentary.infra.memory.vision import ScriptedVision

RECOGNIZE = "/v1/locations/recognize"
DAM = {"latitude": "52.3731", "longitude": "4.8922"}
PHOTO = {"image": ("photo.jpg", b"photo", "image/jpeg")}


@pytest.fixture(autouse=True)
def photo(pictures: ListedPictures) -> None:
    """A picture that does not say where it was taken."""
    pictures.pictures[b"photo"] = Picture(jpeg=b"jpeg", position=None, heading_deg=None)


async def test_what_is_recognised_is_told(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    place, _ = await a_landmark(
        knowledge, "The palace is old.", position=north_of(makers.DAM, 20)
    )

    response = await client.post(RECOGNIZE, files=PHOTO, data=DAM)

    told = response.json()
    assert response.status_code == 200
    assert (told["identified"], told["name"]) == (True, place.name)
    assert (told["city"], told["country"]) == ("Amsterdam", "Netherlands")
    assert told["description"] == "The palace is old."
    assert told["method"] == "exif"
    assert 0.6 <= told["confidence"] <= 1
    assert told["location"]["id"] == str(place.id)
    (candidate,) = told["candidates"]
    assert candidate["location"]["id"] == str(place.id)
    assert candidate["distance_m"] == pytest.approx(20, abs=1)
    assert candidate["has_notes"] is True


async def test_nothing_recognised_is_said(client: httpx.AsyncClient) -> None:
    response = await client.post(RECOGNIZE, files=PHOTO)

    assert response.json() == {
        "identified": False,
        "name": None,
        "city": None,
        "country": None,
        "description": "",
        "confidence": 0.0,
        "method": "none",
        "location": None,
        "candidates": [],
        "degraded": [],
    }


async def test_a_model_tells_in_the_language_asked_for(
    client: httpx.AsyncClient, vision: ScriptedVision
) -> None:
    vision.sees = Sighting(name="Domtoren", description="Een toren.", confidence=0.8)

    response = await client.post(RECOGNIZE, files=PHOTO, data={"language": "nl"})

    assert response.json()["method"] == "vision"
    assert response.json()["description"] == "Een toren."
    assert [look.language for look in vision.looks] == ["nl"]


async def test_a_model_that_is_away_is_said(
    client: httpx.AsyncClient, vision: ScriptedVision
) -> None:
    vision.fails_with = GatewayUnavailable("Away.")

    response = await client.post(RECOGNIZE, files=PHOTO)

    assert (response.status_code, response.json()["degraded"]) == (200, ["vision"])


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({"latitude": "52"}, ["/longitude"]),
        ({"longitude": "4"}, ["/latitude"]),
        ({**DAM, "latitude": "91"}, ["/latitude"]),
        ({"latitude": "north", "longitude": "nan"}, ["/latitude", "/longitude"]),
        ({"latitude": "inf", "longitude": "4"}, ["/latitude"]),
        ({"language": "English"}, ["/language"]),
        ({"colour": "red"}, ["/colour"]),
        ({"latitude": "1" * 200}, []),
    ],
)
async def test_a_bad_field_is_named(
    client: httpx.AsyncClient, fields: dict[str, str], pointers: list[str]
) -> None:
    response = await client.post(RECOGNIZE, files=PHOTO, data=fields)

    assert response.status_code == 422
    assert response.json()["code"] == "picture-form-invalid"
    assert [one["pointer"] for one in response.json()["errors"]] == pointers


@pytest.mark.parametrize(
    "form",
    [
        {"image": (None, b"photo")},
        {"picture": ("photo.jpg", b"photo")},
    ],
    ids=["no file", "another name"],
)
async def test_a_form_without_a_picture_is_refused(
    client: httpx.AsyncClient, form: dict[str, tuple[str | None, bytes]]
) -> None:
    response = await client.post(RECOGNIZE, files=form)

    assert response.status_code == 422
    assert response.json()["code"] == "picture-form-invalid"


async def test_two_pictures_are_one_too_many(client: httpx.AsyncClient) -> None:
    response = await client.post(
        RECOGNIZE, files=[("image", ("a", b"photo")), ("image", ("b", b"photo"))]
    )

    assert response.status_code == 422


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("multipart/form-data", 422),
        ("multipart/form-data; boundary=x", 422),
        ("multipart/form-data; boundary=x; charset=klingon", 422),
        ("application/json", 415),
        ("image/jpeg", 415),
        ("", 415),
    ],
)
async def test_a_body_that_is_no_form_is_refused(
    client: httpx.AsyncClient, kind: str, status: int
) -> None:
    response = await client.post(
        RECOGNIZE, content=b"photo", headers={"content-type": kind}
    )

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_broken_picture_is_named(client: httpx.AsyncClient) -> None:
    response = await client.post(RECOGNIZE, files={"image": ("a.jpg", b"broken")})

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/image"


async def test_nobody_unknown_sends_a_picture(client: httpx.AsyncClient) -> None:
    response = await client.post(
        RECOGNIZE, files=PHOTO, headers={"authorization": "Bearer some.one.else"}
    )

    assert response.status_code == 401

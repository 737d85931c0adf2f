"""The catalogue of voices over HTTP."""

import httpx
import pytest

from walkumentary.controller.tours.views import VoicesView


async def test_the_voices_of_a_language_are_listed(me: httpx.AsyncClient) -> None:
    answer = await me.get("/v1/voices?language=de-AT")

    VoicesView.model_validate(answer.json())
    first, second = answer.json()["items"]
    assert first == {
        "id": "hum",
        "provider": "memory",
        "model": "tone",
        "language": "de-AT",
        "words_per_minute": 168,
        "is_default": True,
    }
    assert second["is_default"] is False


async def test_without_a_language_each_has_its_default(me: httpx.AsyncClient) -> None:
    answer = await me.get("/v1/voices")

    languages = [one["language"] for one in answer.json()["items"]]
    assert languages == ["de", "en", "fr", "nl"]


@pytest.mark.parametrize(
    ("language", "pointer"), [("xx", "/language"), ("?!", "/query/language")]
)
async def test_a_language_nobody_speaks_is_a_problem(
    me: httpx.AsyncClient, language: str, pointer: str
) -> None:
    answer = await me.get("/v1/voices", params={"language": language})

    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


async def test_a_voice_that_is_listed_can_be_asked_for(me: httpx.AsyncClient) -> None:
    listed = (await me.get("/v1/voices?language=en")).json()["items"][1]["id"]

    refused = await me.post("/v1/tours/estimate", json={"query": "x", "voice": listed})

    assert refused.json()["code"] != "voice-not-available"


async def test_strangers_are_asked_to_sign_in(me: httpx.AsyncClient) -> None:
    answer = await me.get("/v1/voices", headers={"authorization": ""})

    assert answer.status_code == 401

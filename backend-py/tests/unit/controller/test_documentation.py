"""The OpenAPI document, and the page."""

import hashlib
import json
import re

import httpx
import pytest

from tests.unit.controller.app import product
from walkumentary.controller.page import page_files

DOCUMENT = product().app.openapi()


async def test_the_document_is_the_one_sent(me: httpx.AsyncClient) -> None:
    response = await me.get("/openapi.json")

    assert response.status_code == 200
    assert response.json() == DOCUMENT


def test_every_reference_in_the_document_leads_somewhere() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(DOCUMENT)))

    assert "ProblemView" in named
    assert named <= set(schemas)


def test_nothing_of_the_frameworks_own_refusals_is_documented() -> None:
    assert "HTTPValidationError" not in str(DOCUMENT)


@pytest.mark.parametrize("name", sorted(page_files()))
async def test_every_file_of_the_page_is_served_and_remembered(
    me: httpx.AsyncClient, name: str
) -> None:
    file = page_files()[name]

    first = await me.get(f"/page/{name}")
    again = await me.get(
        f"/page/{name}", headers={"if-none-match": first.headers["etag"]}
    )

    assert (first.status_code, first.content) == (200, file.body)
    assert first.headers["content-type"] == file.media_type
    assert first.headers["etag"] == f'"{hashlib.sha256(file.body).hexdigest()[:32]}"'
    assert (again.status_code, again.content) == (304, b"")


async def test_the_page_runs_nothing_but_its_own(me: httpx.AsyncClient) -> None:
    response = await me.get("/")

    policy = response.headers["content-security-policy"]
    assert response.content == page_files()["index.html"].body
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    ["none.js", "__init__.py", "..%2Fstarter%2Famsterdam.toml", "%2e%2e", "a%00.js"],
)
async def test_the_page_has_no_other_file(me: httpx.AsyncClient, name: str) -> None:
    response = await me.get(f"/page/{name}")

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


async def test_the_page_answers_head(me: httpx.AsyncClient) -> None:
    response = await me.head("/")

    assert (response.status_code, response.content) == (200, b"")

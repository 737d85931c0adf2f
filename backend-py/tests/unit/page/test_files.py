"""The page's files are served safely, and say nothing they should not."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from walkumentary.controller.page import page_files, page_router

FILES = {name: file.body.decode() for name, file in page_files().items()}
SCRIPTS = {name: text for name, text in FILES.items() if name.endswith(".js")}
NAMED = sorted(
    {
        name
        for text in FILES.values()
        for name in re.findall(r"""["'](?:/page|\.)/([\w.-]+)["']""", text)
    }
)


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(page_router())
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
        yield client


async def test_the_page_stands_at_the_root(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>Walkumentary</title>" in answer.text


@pytest.mark.parametrize("name", NAMED)
async def test_every_file_that_is_named_is_there(
    browser: httpx.AsyncClient, name: str
) -> None:
    answer = await browser.get(f"/page/{name}")

    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_only_files_of_the_page_may_run(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/")

    policy = answer.headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy


async def test_an_unchanged_file_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/page/app.js")

    again = await browser.get(
        "/page/app.js", headers={"If-None-Match": f"W/{first.headers['etag']}"}
    )

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "no-cache"


async def test_a_changed_file_is_sent_again(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/page/app.js", headers={"If-None-Match": '"older"'})

    assert answer.status_code == 200


async def test_head_tells_the_same_without_the_body(browser: httpx.AsyncClient) -> None:
    read = await browser.get("/")

    told = await browser.head("/")

    assert told.status_code == 200
    assert told.headers["etag"] == read.headers["etag"]
    assert told.headers["content-length"] == read.headers["content-length"]


@pytest.mark.parametrize(
    "path",
    [
        "/page/",
        "/page/missing.js",
        "/page/../controller/page.py",
        "/page/..%2fcontroller%2fpage.py",
        "/page/%2e%2e/__init__.py",
        "/page/..%5c__init__.py",
        "/page/%00",
        "/page//etc/passwd",
    ],
)
async def test_no_path_leads_out_of_the_page(
    browser: httpx.AsyncClient, path: str
) -> None:
    answer = await browser.get(path)

    assert answer.status_code in {404, 307}
    assert "walkumentary" not in answer.text.lower()


def test_the_page_is_no_part_of_the_api() -> None:
    app = FastAPI()
    app.include_router(page_router())

    assert app.openapi()["paths"] == {}


def test_nothing_is_written_inside_the_markup() -> None:
    markup = FILES["index.html"]

    assert re.findall(r"<script(?![^>]*\ssrc=)", markup) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", markup) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_text_never_becomes_markup(name: str) -> None:
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\("

    assert re.findall(ways, SCRIPTS[name]) == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_fetched_from_another_host(name: str) -> None:
    hosts = re.findall(r"(?:https?:)?//([\w-]+(?:\.[\w-]+)+)", FILES[name])

    assert set(hosts) <= {"www.w3.org"}


def test_every_part_that_a_script_asks_for_is_in_the_markup() -> None:
    asked = {
        name
        for text in SCRIPTS.values()
        for name in re.findall(r"""byId\(["']([\w-]+)["']\)""", text)
    }
    ids = set(re.findall(r'\sid="([\w-]+)"', FILES["index.html"]))

    assert asked <= ids

"""Bodies that lie about their length, or have none, over real sockets."""

import asyncio
import json

import httpx
import pytest

from walkumentary.bootstrap.front import MAX_BODY_BYTES

PATIENCE_S = 20
PART = b" " * 65_536


@pytest.fixture(scope="module")
def token(addresses: tuple[str, str]) -> str:
    answer = httpx.post(f"{addresses[0]}/v1/auth/anonymous")
    token: str = answer.json()["access_token"]
    return token


def head(token: str, *lines: str, path: str = "/v1/tours/estimate") -> bytes:
    return "\r\n".join(
        (
            f"POST {path} HTTP/1.1",
            "Host: test",
            f"Authorization: Bearer {token}",
            "Content-Type: application/json",
            *lines,
            "",
            "",
        )
    ).encode()


async def answer_to(address: str, *sent: bytes, ends: bool = False) -> bytes:
    """Send as long as somebody reads, and return what is answered."""
    url = httpx.URL(address)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    async with asyncio.timeout(PATIENCE_S):
        sending = asyncio.create_task(_send(writer, sent, ends=ends))
        answer = await reader.read(65_536)
        sending.cancel()
        await asyncio.wait([sending])
    writer.close()
    return answer


async def _send(
    writer: asyncio.StreamWriter, sent: tuple[bytes, ...], *, ends: bool
) -> None:
    for part in sent:
        writer.write(part)
        await writer.drain()
    if ends:
        writer.write_eof()


def chunk(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(body), body)


async def test_a_body_without_a_length_is_refused_while_it_is_read(
    addresses: tuple[str, str], token: str
) -> None:
    endless = [chunk(PART)] * (4 * MAX_BODY_BYTES // len(PART))

    answer = await answer_to(
        addresses[0], head(token, "Transfer-Encoding: chunked"), *endless
    )

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"content-type: application/problem+json" in answer


async def test_a_body_announced_too_large_is_refused_before_it_is_sent(
    addresses: tuple[str, str], token: str
) -> None:
    answer = await answer_to(
        addresses[0], head(token, f"Content-Length: {MAX_BODY_BYTES + 1}")
    )

    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_what_follows_the_announced_length_is_no_part_of_the_body(
    addresses: tuple[str, str], token: str
) -> None:
    body = json.dumps({"query": "Paris", "duration_minutes": 15}).encode()

    answer = await answer_to(
        addresses[0],
        head(token, f"Content-Length: {len(body)}", "Connection: close"),
        body + PART * 40,
    )

    assert answer.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 400 "))


async def test_a_body_shorter_than_announced_does_nothing(
    addresses: tuple[str, str], token: str
) -> None:
    path = "/v1/tours/generate"
    body = b'{"query": "Paris"}'

    await answer_to(
        addresses[0],
        head(token, f"Content-Length: {len(body) + 5}", path=path),
        body,
        ends=True,
    )

    async with httpx.AsyncClient(headers={"authorization": f"Bearer {token}"}) as me:
        tours = await me.get(f"{addresses[0]}/v1/tours")
    assert tours.json()["items"] == []


@pytest.mark.parametrize("lines", [("Content-Length: 5", "Transfer-Encoding: chunked")])
async def test_two_lengths_at_once_smuggle_nothing(
    addresses: tuple[str, str], token: str, lines: tuple[str, ...]
) -> None:
    smuggled = b"0\r\n\r\nGET /v1/me HTTP/1.1\r\nHost: test\r\n\r\n"

    answer = await answer_to(addresses[0], head(token, *lines), smuggled)

    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.startswith(b"HTTP/1.1 4")


async def test_a_server_that_refused_goes_on_answering(
    addresses: tuple[str, str], token: str
) -> None:
    parts = [chunk(PART)] * 40
    for _ in range(3):
        await answer_to(addresses[0], head(token, "Transfer-Encoding: chunked"), *parts)

    async with httpx.AsyncClient() as anybody:
        alive = await anybody.get(f"{addresses[0]}/health/live")
    assert alive.status_code == 200

"""A speech server on loopback whose next answers a test decides."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
from pydantic import TypeAdapter

from walkumentary.domain.shared.text import word_count

type Json = dict[str, object]
_JSON = TypeAdapter(Json)

WORDS_PER_S = 2.7
RATE_HZ = 24_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer. ``declared`` is the length announced, if not the true one."""

    status: int = 200
    body: bytes = b""
    headers: tuple[str, ...] = ()
    declared: int | None = None

    def raw(self) -> bytes:
        """Return the bytes on the wire."""
        length = len(self.body) if self.declared is None else self.declared
        head = (f"HTTP/1.1 {self.status} Said", f"content-length: {length}")
        lines = (*head, "connection: close", *self.headers, "", "")
        return "\r\n".join(lines).encode() + self.body


@dataclass(frozen=True, slots=True)
class Heard:
    """One request that has arrived."""

    line: str
    headers: dict[str, str]
    body: Json


@dataclass(slots=True)
class SpeechServer:
    """Hums as long as the words would take, unless told what to answer.

    ``answer`` replaces the humming; ``silent`` means never to answer at all, and
    ``resets`` to reset the connection after half of the answer.
    """

    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    answer: Answer | None = None
    silent: bool = False
    resets: bool = False

    @property
    def url(self) -> str:
        """What a client is configured with."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one connection."""
        self.heard.append(await _request(reader))
        answer = (self.answer or _hum(self.heard[-1].body)).raw()
        if self.silent:
            await reader.read()
        elif self.resets:
            await _reset(writer, answer[: len(answer) // 2])
        else:
            writer.write(answer)
        writer.close()


@asynccontextmanager
async def speech_server() -> AsyncIterator[SpeechServer]:
    """Listen on a free port until the block is left."""
    server = SpeechServer()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    async with listening:
        server.port = listening.sockets[0].getsockname()[1]
        yield server


async def _reset(writer: asyncio.StreamWriter, said: bytes) -> None:
    """Send what has been said, then a reset instead of an end."""
    writer.write(said)
    await writer.drain()
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _request(reader: asyncio.StreamReader) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    line, *lines = head.strip().split("\r\n")
    pairs = (header.split(": ", 1) for header in lines)
    headers = {name.lower(): value for name, value in pairs}
    body = await reader.readexactly(int(headers["content-length"]))
    return Heard(line, headers, _JSON.validate_json(body))


def _hum(body: Json) -> Answer:
    """Return 24 kHz, 16 bit, little-endian samples, with silence at both ends."""
    seconds = word_count(str(body["input"])) / WORDS_PER_S / float(str(body["speed"]))
    moments = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave = (np.sin(2 * np.pi * 220 * moments) * 9000).astype("<i2").tobytes()
    silence = bytes(2 * RATE_HZ // 5)
    return Answer(body=silence + wave + silence, headers=("content-type: audio/pcm",))

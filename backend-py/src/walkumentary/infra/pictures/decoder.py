"""Adapter: a new process for every picture, a few at a time."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.pictures import (
    MAX_PICTURE_BYTES,
    MAX_PIXELS,
    Picture,
    PictureKindUnsupported,
    PictureTooLarge,
    PictureUnreadable,
)
from walkumentary.infra.pictures.protocol import TOO_MANY_PIXELS, Told

_CHILD = "walkumentary.infra.pictures.child"
AT_ONCE = 2
DEADLINE_S = 15.0
PATIENCE_S = 10.0
"""How long a picture waits for others to be done."""
_LARGEST_ANSWER = 8_000_000
_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
)


class SandboxedPictures:
    """Satisfies ``PicturesGateway``."""

    def __init__(self, *, deadline_s: float = DEADLINE_S) -> None:
        self._deadline_s = deadline_s
        self._places = asyncio.Semaphore(AT_ONCE)

    async def open(self, content: bytes) -> Picture:
        """See ``PicturesGateway.open``."""
        if len(content) > MAX_PICTURE_BYTES:
            raise PictureTooLarge(f"A picture has at most {MAX_PICTURE_BYTES:,} bytes.")
        if not _is_picture(content):
            raise PictureKindUnsupported
        async with self._place():
            told, _, jpeg = (await self._decoded(content)).partition(b"\n")
        return _picture(_read(told), jpeg)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._places.acquire()
        except TimeoutError as error:
            raise GatewayUnavailable(
                "Too many pictures are being opened just now.", retry_after_s=PATIENCE_S
            ) from error
        try:
            yield
        finally:
            self._places.release()

    async def _decoded(self, content: bytes) -> bytes:
        async with decoding() as process:
            try:
                async with asyncio.timeout(self._deadline_s):
                    return await _answer(process, content)
            except TimeoutError as error:
                raise PictureUnreadable(
                    "The picture takes too long to open."
                ) from error


def _is_picture(content: bytes) -> bool:
    """Whether its first bytes are those of a kind we open."""
    begins = (
        content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")),
        content[:4] == b"RIFF" and content[8:12] == b"WEBP",
        content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS,
    )
    return any(begins)


@asynccontextmanager
async def decoding() -> AsyncIterator[Process]:
    """Run a process that knows nothing of ours, and end it whatever happens."""
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", _CHILD),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={},
        )
    except OSError as error:
        raise GatewayUnavailable("Pictures cannot be opened just now.") from error
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _answer(process: Process, content: bytes) -> bytes:
    """Return what the process says, if it ends well and says no more than it may."""
    feeding = asyncio.ensure_future(_feed(process, content))
    try:
        said = await _said(process)
    finally:
        feeding.cancel()
        await asyncio.wait([feeding])
    if len(said) > _LARGEST_ANSWER or await process.wait() != 0:
        raise PictureUnreadable("The picture cannot be opened.")
    return said


async def _feed(process: Process, content: bytes) -> None:
    assert process.stdin is not None  # noqa: S101  as it was started
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(content)
        await process.stdin.drain()
    process.stdin.close()


async def _said(process: Process) -> bytes:
    assert process.stdout is not None  # noqa: S101  as it was started
    said = bytearray()
    while len(said) <= _LARGEST_ANSWER:
        part = await process.stdout.read(65_536)
        if not part:
            break
        said += part
    return bytes(said)


def _read(line: bytes) -> Told:
    try:
        told: Told = json.loads(line)
    except ValueError as error:
        raise PictureUnreadable("The picture cannot be opened.") from error
    return told


def _picture(told: Told, jpeg: bytes) -> Picture:
    if told["refused"] == TOO_MANY_PIXELS:
        raise PictureTooLarge(
            f"A picture has at most {MAX_PIXELS // 10**6} megapixels."
        )
    if told["refused"] is not None:
        raise PictureUnreadable("The picture is broken, or was cut off.")
    return Picture(jpeg=jpeg, position=_position(told), heading_deg=told["heading_deg"])


def _position(told: Told) -> Coordinates | None:
    latitude_deg, longitude_deg = told["latitude_deg"], told["longitude_deg"]
    if latitude_deg is None or longitude_deg is None:
        return None
    return Coordinates(latitude_deg, longitude_deg)

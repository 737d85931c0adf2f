"""Files in a private bucket of Supabase Storage.

Source: Supabase Storage API description (github supabase/storage, gh-pages) and, for
the answer of list-v2 which it leaves open, the client storage3 2.34; read 2026-11-21.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import uuid4

import httpx
from pydantic import BaseModel, RootModel

from walkumentary.gateway.storage import CHECKS, FileMissing, FilePage, StoredFile
from walkumentary.infra.storage.keys import checked, is_key
from walkumentary.infra.supabase.answer import (
    Answer,
    BucketMissing,
    BucketPublic,
    answer_of,
    in_our_terms,
)

DEADLINE_S = 8.0
"""For one request; a file is a sentence of sound, seldom more than 0.2 MB."""
MOST_BYTES = 16_000_000
"""No answer of ours is longer."""
MOST_DELETED = 500
"""Keys in one request; the server takes 1,000."""

_KIND = "application/octet-stream"


class _Stored(BaseModel):
    Key: str


class _Deleted(BaseModel):
    name: str


class _Listed(BaseModel):
    name: str
    created_at: datetime
    key: str | None = None

    @property
    def path(self) -> str:
        return self.key or self.name


class _Page(BaseModel):
    hasNext: bool  # noqa: N815 - as on the wire
    objects: list[_Listed]
    nextCursor: str | None = None  # noqa: N815 - as on the wire


class _Bucket(BaseModel):
    public: bool


class SupabaseStorage:
    """One bucket, under the service-role key; connections are kept open.

    Args:
        url: of the project, such as ``https://abc.supabase.co``.
        key: the service-role key, or a secret key.
        bucket: its name; private.
        deadline_s: for one request.
        most_bytes: of one answer.
    """

    def __init__(
        self,
        *,
        url: str,
        key: str,
        bucket: str,
        deadline_s: float = DEADLINE_S,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._bucket = bucket
        self._deadline_s = deadline_s
        self._most_bytes = most_bytes
        self._client = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/storage/v1",
            headers={"apikey": key, "authorization": f"Bearer {key}"},
            timeout=deadline_s,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def put(self, key: str, data: bytes) -> None:
        """Upload whole or not at all; what is there already stays."""
        answer = await self._asked(
            "POST",
            f"/object/{self._bucket}/{checked(key)}",
            content=data,
            headers={"content-type": _KIND, "x-upsert": "false"},
        )
        if not answer.is_duplicate:
            answer.read(_Stored)

    async def get(self, key: str) -> bytes:
        """Download the file."""
        path = f"/object/authenticated/{self._bucket}/{checked(key)}"
        answer = await self._asked("GET", path)
        if answer.is_file_missing:
            raise FileMissing(f"There is no file {key!r}.")
        answer.check()
        return answer.data

    async def delete(self, keys: Sequence[str]) -> None:
        """Remove files; missing ones are fine."""
        names = [checked(key) for key in keys]
        for start in range(0, len(names), MOST_DELETED):
            batch = names[start : start + MOST_DELETED]
            answer = await self._asked(
                "DELETE", f"/object/{self._bucket}", json={"prefixes": batch}
            )
            answer.read(RootModel[list[_Deleted]])

    async def list_files(
        self, folder: str, *, after: str | None = None, limit: int
    ) -> FilePage:
        """Return files below a folder, in the order of their keys."""
        cursor = {"cursor": after} if after else {}
        asked = {"prefix": f"{checked(folder)}/", "limit": limit, **cursor}
        answer = await self._asked(
            "POST", f"/object/list-v2/{self._bucket}", json=asked
        )
        page = answer.read(_Page)
        found = ((one.path, one.created_at) for one in page.objects)
        files = [StoredFile(path, at) for path, at in found if is_key(path)]
        return FilePage(files=files, after=page.nextCursor if page.hasNext else None)

    async def drop_unfinished(self, folder: str, *, before: datetime) -> int:  # noqa: ARG002
        """Drop nothing: an upload that breaks off leaves nothing that we could see."""
        checked(folder)
        return 0

    async def check(self) -> None:
        """Upload, download and remove a small file."""
        key = f"{CHECKS}/{uuid4().hex}"
        await self.put(key, b"well")
        await self.get(key)
        await self.delete([key])

    async def inspect(self) -> None:
        """Find out whether the bucket can be used.

        Raises:
            KeyRefused, BucketMissing, BucketPublic: not as things are set up.
            GatewayError: not just now.
        """
        answer = await self._asked("GET", f"/bucket/{self._bucket}")
        if answer.read(_Bucket).public:
            raise BucketPublic(
                f"Anybody could read the bucket {self._bucket!r}; make it private."
            )

    async def make_bucket(self) -> bool:
        """Make the private bucket; return whether it was missing.

        Raises:
            KeyRefused, BucketPublic: there cannot be one, or there is a public one.
            GatewayError: not just now.
        """
        try:
            await self.inspect()
        except BucketMissing:
            named = {"id": self._bucket, "name": self._bucket, "public": False}
            (await self._asked("POST", "/bucket", json=named)).check()
            return True
        return False

    async def _asked(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        with in_our_terms():
            async with (
                asyncio.timeout(self._deadline_s),
                self._client.stream(
                    method, path, content=content, json=json, headers=headers
                ) as response,
            ):
                return await answer_of(response, most_bytes=self._most_bytes)

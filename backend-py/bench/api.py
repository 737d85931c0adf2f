"""The API as a client over loopback sees it."""

import asyncio
from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from pydantic import TypeAdapter

from bench.processes import BenchFailed

type Json = dict[str, object]

_JSON = TypeAdapter(dict[str, object])
_TOUR_WITHIN_S = 240.0
_BUSY = 503
_IDLE_S = 2.0
"""A connection idle for longer is not used again: the server closes it after 5 s."""
_AGAIN_AFTER_S = 1.0


@dataclass(frozen=True, slots=True)
class Api:
    """One guest's session."""

    client: httpx.AsyncClient

    @property
    def token(self) -> str:
        """The guest's bearer token."""
        return self.client.headers["authorization"].removeprefix("Bearer ")

    @property
    def user_id(self) -> str:
        """Whom the token names, read without checking it."""
        payload = self.token.split(".")[1]
        claims = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return str(_JSON.validate_json(claims)["sub"])

    async def get(self, path: str) -> Json:
        """Return a JSON answer.

        Raises:
            BenchFailed: the answer is no success.
        """
        return _read(await self.client.get(path))

    async def post(self, path: str, body: Mapping[str, object]) -> Json:
        """Send JSON and return the JSON answer.

        Raises:
            BenchFailed: the answer is no success.
        """
        return _read(await self.client.post(path, json=body))

    async def patient_post(self, path: str, body: Mapping[str, object]) -> Json:
        """Send JSON, again after each 503, as clients do; return the JSON answer.

        Raises:
            BenchFailed: the answer is another failure, or none came in minutes.
        """
        async with asyncio.timeout(_TOUR_WITHIN_S):
            answer = await self.client.post(path, json=body)
            while answer.status_code == _BUSY:
                await asyncio.sleep(_AGAIN_AFTER_S)
                answer = await self.client.post(path, json=body)
        return _read(answer)

    async def finished(self, tour_id: str, *, every_s: float = 0.1) -> Json:
        """Wait until a tour is ready and return it; look every so many seconds.

        Raises:
            BenchFailed: it ended in any other way.
        """
        async with asyncio.timeout(_TOUR_WITHIN_S):
            status = await self._ended(tour_id, every_s=every_s)
        if status["status"] != "ready":
            raise BenchFailed(f"The tour ended as {status}.")
        return await self.get(f"/v1/tours/{tour_id}")

    async def _ended(self, tour_id: str, *, every_s: float) -> Json:
        while True:
            status = await self.get(f"/v1/tours/{tour_id}/status")
            if status["finished"]:
                return status
            await asyncio.sleep(every_s)


@asynccontextmanager
async def guest(url: str) -> AsyncIterator[Api]:
    """Sign in as a new guest."""
    async with httpx.AsyncClient(
        base_url=url, timeout=60.0, limits=httpx.Limits(keepalive_expiry=_IDLE_S)
    ) as client:
        api = Api(client)
        token = (await api.post("/v1/auth/anonymous", {}))["access_token"]
        client.headers["authorization"] = f"Bearer {token}"
        yield api


def _read(answer: httpx.Response) -> Json:
    if not answer.is_success:
        raise BenchFailed(f"{answer.request.url.path}: {answer.text}")
    return _JSON.validate_json(answer.content)

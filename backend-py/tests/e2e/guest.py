"""A guest who has a finished tour already, made over the API."""

import json
import time
from dataclasses import dataclass

import httpx
from playwright.async_api import StorageState

REQUEST = {
    "query": "Dam Square, Amsterdam",
    "interests": ["history"],
    "duration_minutes": 15,
}
MAKE_S = 60.0


@dataclass(frozen=True, slots=True)
class Guest:
    """Where the tour is, and what the guest's browser remembers."""

    address: str
    tour_id: str
    token: str

    @property
    def tour_address(self) -> str:
        """The page with the tour on it."""
        return f"{self.address}/#tour={self.tour_id}"

    @property
    def storage(self) -> StorageState:
        """The browser's storage after the guest has signed in."""
        session = {"access_token": self.token, "expires_at": 4_102_444_800_000}
        kept = json.dumps(session)
        return {
            "origins": [
                {
                    "origin": self.address,
                    "localStorage": [{"name": "walkumentary.session", "value": kept}],
                }
            ]
        }


def guest_with_tour(address: str) -> Guest:
    """Sign in and have a tour made, all of it."""
    with httpx.Client(base_url=f"{address}/v1") as api:
        token = str(_json(api.post("/auth/anonymous"))["access_token"])
        api.headers["Authorization"] = f"Bearer {token}"
        started = _json(api.post("/tours/generate", json=REQUEST))
        _wait_until_finished(api, str(started["status_url"]).removeprefix("/v1"))
    return Guest(address, str(started["tour_id"]), token)


def _wait_until_finished(api: httpx.Client, path: str) -> None:
    deadline = time.monotonic() + MAKE_S
    while not _json(api.get(path))["finished"]:
        assert time.monotonic() < deadline, "the tour is not finished"
        time.sleep(0.3)


def _json(answer: httpx.Response) -> dict[str, object]:
    answer.raise_for_status()
    body: dict[str, object] = answer.json()
    return body

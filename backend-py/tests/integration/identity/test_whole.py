"""Signing up with mail as it is installed: server, worker, mail server, and the log."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.integration.mail.server import Inboxes, mail_server
from tests.people import PASSWORD
from walkumentary.bootstrap.settings import Settings

pytestmark = pytest.mark.timeout(240)

READY = "Walkumentary is ready: "
EMAIL = "anna@example.org"
OTHER = "another bicycle on a bridge"


@dataclass
class Installation:
    """A running product and what it has said so far."""

    process: Process
    said: list[str] = field(default_factory=list)

    async def address(self) -> str:
        """Return where it answers, once it does."""
        while not (line := await self._line()).startswith(READY):
            assert line, "".join(self.said)
        return line.removeprefix(READY).split()[0]

    async def end(self) -> str:
        """Stop it; return everything it has said."""
        self.process.send_signal(signal.SIGINT)
        while await self._line():
            pass
        await self.process.wait()
        return "".join(self.said)

    async def _line(self) -> str:
        assert self.process.stdout is not None
        line = (await self.process.stdout.readline()).decode()
        self.said.append(line)
        return line


@asynccontextmanager
async def installation(settings: Mapping[str, str]) -> AsyncIterator[Installation]:
    """Start everything, with nothing of our own environment's settings."""
    known = {name.upper() for name in Settings.model_fields}
    inherited = {name: value for name, value in os.environ.items() if name not in known}  # noqa: TID251
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "walkumentary.cli", "run"),
        env={**inherited, **settings},
        stdout=PIPE,
        stderr=STDOUT,
    )
    running = Installation(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            await running.end()


async def test_who_signs_up_is_written_to_and_no_log_knows_it(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    async with mail_server() as inboxes:
        settings = {
            "DATA_DIR": str(tmp_path / "data"),
            "PORT": str(unused_tcp_port),
            "OPENAI_API_KEY": "",
            "MAIL_URL": f"smtp://127.0.0.1:{inboxes.port}",
            "MAIL_FROM": "Walkumentary <walks@example.org>",
            "PUBLIC_URL": "https://walks.example",
            "LOG_LEVEL": "DEBUG",
        }
        async with installation(settings) as running:
            url = await running.address()
            async with httpx.AsyncClient(base_url=f"{url}/v1/auth") as client:
                secrets = await _whole_story(client, inboxes)
            said = await running.end()

    assert "accounts.send_mail" in said
    assert [secret for secret in secrets if secret in said] == []


async def _whole_story(client: httpx.AsyncClient, inboxes: Inboxes) -> list[str]:
    """Sign up as a guest, confirm, forget, reset; return all that is secret in it."""
    guest = _read(await client.post("/anonymous"))
    answer = await client.post(
        "/signup",
        json={
            "email": EMAIL,
            "password": PASSWORD,
            "password_confirm": PASSWORD,
            "display_name": "Anna",
        },
        headers={"authorization": f"Bearer {guest['access_token']}"},
    )
    assert (answer.status_code, answer.json()) == (202, {"status": "check_mail"})
    confirm = await _link(inboxes, number=1)
    kept = _read(await client.post("/email/confirm", json={"token": confirm}))
    assert _id(kept) == _id(guest)
    await client.post("/password/forgot", json={"email": EMAIL})
    reset = await _link(inboxes, number=2)
    done = await client.post(
        "/password/reset", json={"token": reset, "password": OTHER}
    )
    assert done.status_code == 204
    login = await client.post("/login", json={"email": EMAIL, "password": OTHER})
    session = _read(login)
    return [
        *(EMAIL, PASSWORD, OTHER, confirm, reset),
        *(str(session["access_token"]), str(session["refresh_token"])),
    ]


async def _link(inboxes: Inboxes, *, number: int) -> str:
    async with asyncio.timeout(60):
        while len(inboxes.messages) < number:  # noqa: ASYNC110 - another process sends
            await asyncio.sleep(0.1)
    text = inboxes.arrived()[number - 1].text
    (token,) = re.findall(r"https://walks\.example/#\w+=([\w-]+)", text)
    return str(token)


def _read(answer: httpx.Response) -> dict[str, object]:
    assert answer.is_success, answer.text
    body: dict[str, object] = answer.json()
    return body


def _id(session: dict[str, object]) -> object:
    user = session["user"]
    assert isinstance(user, dict)
    return user["id"]

"""What the parts stand on: a database, the simulated provider, the whole product."""

import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from pydantic import TypeAdapter

from bench.processes import Installation, Running, free_port, ready
from walkumentary.infra.postgres.embedded import EmbeddedServer, embedded_server

type Call = dict[str, object]
"""One entry of the simulator's ledger."""

_CALLS = TypeAdapter(list[dict[str, object]])
_IS_READY = "is ready"
_READY_WITHIN_S = 120.0


@dataclass(frozen=True, slots=True)
class Simulator:
    """The simulated provider, a process of its own."""

    base_url: str

    async def take_calls(self) -> list[Call]:
        """Return what it was asked since last time, and forget it."""
        root = self.base_url.removesuffix("/v1")
        async with httpx.AsyncClient(base_url=root) as client:
            return _CALLS.validate_json((await client.delete("/__calls")).content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the simulated provider works; 0 means at once."""

    first_token_s: float = 0.6
    tokens_per_s: float = 60.0
    speech_factor: float = 12.0


AT_ONCE = Pace(first_token_s=0, tokens_per_s=0, speech_factor=0)


async def simulator(install: Installation, pace: Pace) -> Simulator:
    """Start a provider; it ends with the installation."""
    running = await install.spawn(
        "simulator",
        *(sys.executable, "-m", "tests.simulator"),
        *("--first-token-s", str(pace.first_token_s)),
        *("--tokens-per-s", str(pace.tokens_per_s)),
        *("--speech-factor", str(pace.speech_factor)),
    )
    return Simulator(await running.says("http", within_s=_READY_WITHIN_S))


def simulated(provider: Simulator, *, speech_concurrency: int) -> Mapping[str, str]:
    """Return the settings of a product that is written and spoken by a provider."""
    return {
        "NARRATOR": "openai",
        "SPEECH": "openai",
        "OPENAI_API_KEY": "sk-bench",
        "OPENAI_BASE_URL": provider.base_url,
        "OPENAI_MODEL": "gpt-simulated",
        "OPENAI_TTS_MODEL": "tts-simulated",
        "SPEECH_CONCURRENCY": str(speech_concurrency),
    }


async def everything(install: Installation, settings: Mapping[str, str]) -> Running:
    """Start `walkumentary run` and wait until notes, API and worker are there."""
    running = await install.start("run", settings=settings)
    await running.says(_IS_READY, within_s=_READY_WITHIN_S)
    return running


@asynccontextmanager
async def database(install: Installation) -> AsyncIterator[EmbeddedServer]:
    """Migrate the installation's database and keep its server running."""
    await install.run("migrate")
    with embedded_server(install.data_dir / "postgres") as server:
        yield server


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Several processes of the product on one database."""

    urls: Sequence[str]
    workers: Sequence[Running]


async def fleet(
    install: Installation, settings: Mapping[str, str], *, apis: int, workers: int
) -> Fleet:
    """Start so many processes of each kind and wait until every API answers."""
    urls = [await _api(install, settings) for _ in range(apis)]
    working = [await install.start("worker", settings=settings) for _ in range(workers)]
    return Fleet(urls=urls, workers=working)


async def _api(install: Installation, settings: Mapping[str, str]) -> str:
    port = free_port()
    running = await install.start("serve", settings={**settings, "PORT": str(port)})
    url = f"http://127.0.0.1:{port}"
    await ready(f"{url}/health/live", running)
    return url

"""Reading a tour over HTTP, against the least that could answer it."""

from dataclasses import dataclass

from bench.api import Api, Json, guest
from bench.bare import bare_command
from bench.figures import AtLeast, Figure
from bench.ground import AT_ONCE, everything, simulated, simulator
from bench.load import CONNECTIONS, Load, load
from bench.processes import BenchFailed, Installation, free_port, installation, ready
from walkumentary.infra.postgres.embedded import embedded_server
from walkumentary.infra.postgres.migrations import APP_ROLE

ROUNDS = 6
SECONDS = 3.0
MINUTES = (10, 12, 15, 18, 20)
"""Of the tours made; the one nearest to 20 KB is read."""
WANTED_BYTES = 20_000
_TOLERANCE = 0.25
_BODY = {"query": "Amsterdam", "interests": ["history", "art"]}
_FORMULA = (
    "requests per second of GET /v1/tours/{id} with a bearer token (one API process) "
    "÷ those of a bare Starlette handler under uvicorn with the same settings, which "
    "sends the same statement with the same claims through a psycopg pool"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    port: int
    path: str
    token: str

    async def run(self, seconds: float = SECONDS) -> Load:
        return await load(
            port=self.port, path=self.path, token=self.token, seconds=seconds
        )


async def measure(_large: bool) -> tuple[Figure, ...]:  # noqa: FBT001
    """Load both sides in turn from one generator."""
    async with installation() as install:
        provider = await simulator(install, AT_ONCE)
        await everything(install, simulated(provider, speech_concurrency=8))
        async with guest(install.url) as api:
            tour = await _tour_to_read(api)
            ours = _our_side(install, api, tour)
            bare = await _bare_side(install, api, tour)
        await ours.run(1.0)
        await bare.run(1.0)
        pairs = [(await ours.run(), await bare.run()) for _ in range(ROUNDS)]
    return _figures(pairs)


async def _tour_to_read(api: Api) -> Json:
    """Make tours of several lengths and choose the one nearest to 20 KB.

    Raises:
        BenchFailed: none is near.
    """
    made = [
        await api.post("/v1/tours/generate", {**_BODY, "duration_minutes": minutes})
        for minutes in MINUTES
    ]
    tours = [await api.finished(str(one["tour_id"])) for one in made]
    sizes = [len((await api.client.get(_path(tour))).content) for tour in tours]
    off = [abs(size - WANTED_BYTES) for size in sizes]
    if min(off) > _TOLERANCE * WANTED_BYTES:
        raise BenchFailed(f"No tour is near {WANTED_BYTES} bytes: {sizes}.")
    return tours[off.index(min(off))]


def _path(tour: Json) -> str:
    return f"/v1/tours/{tour['id']}"


def _our_side(install: Installation, api: Api, tour: Json) -> _Side:
    return _Side(port=install.port, path=_path(tour), token=api.token)


async def _bare_side(install: Installation, api: Api, tour: Json) -> _Side:
    port = free_port()
    with embedded_server(install.data_dir / "postgres") as server:
        command = bare_command(
            port=port,
            database=server.url(user=APP_ROLE),
            tour_id=str(tour["id"]),
            owner_id=api.user_id,
            media=_signed_part(tour),
        )
    running = await install.spawn("bare", *command)
    await ready(f"http://127.0.0.1:{port}/", running)
    return _Side(port=port, path="/", token="none")  # noqa: S106 - it asks for none


def _signed_part(tour: Json) -> str:
    """Return what the API adds to media addresses, so that both send equal bytes."""
    _, ampersand, signed = str(tour["audio_url"]).partition("&")
    return ampersand + signed


def _figures(pairs: list[tuple[Load, Load]]) -> tuple[Figure, ...]:
    ours, bare = [one for one, _ in pairs], [one for _, one in pairs]
    size = (
        f"{ours[0].body_bytes:,} bytes, {CONNECTIONS} connections, "
        f"{SECONDS:g} s each side a round, {sum(one.requests for one in ours):,} reads"
    )
    return (
        Figure(
            name="GET of a 20 KB tour ÷ bare handler",
            formula=_FORMULA,
            values=tuple(a.per_second / b.per_second for a, b in pairs),
            size=size,
            goal=AtLeast(0.6),
            remark=_busy(ours + bare),
        ),
        _rate("GET of a 20 KB tour", ours, size),
        _rate("bare handler", bare, size),
    )


def _rate(name: str, loads: list[Load], size: str) -> Figure:
    return Figure(
        name=name,
        formula="requests answered a second",
        values=tuple(one.per_second for one in loads),
        size=size,
        unit="/s",
    )


def _busy(loads: list[Load]) -> str:
    busiest = max(one.busy for one in loads)
    return f"The load generator worked {busiest:.0%} of the time at most."

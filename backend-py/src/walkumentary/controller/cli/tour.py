"""`walkumentary tour`: the product without a server, five files at the end."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from walkumentary.controller.tours import files
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import Conflict
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.request import DEFAULT_MINUTES, Style, TourRequest
from walkumentary.usecase import UseCases
from walkumentary.usecase.tours.make_tour import MakeTourCommand
from walkumentary.usecase.tours.open_audio import AudioQuery
from walkumentary.usecase.tours.plan_walk import PlanWalkQuery
from walkumentary.usecase.tours.read_tour import TourQuery

LOOK_EVERY_S = 0.2
_LAT_LON = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$")

type Progress = Callable[[int], None]
"""Is told the percentage that is done."""


class TourNotMade(Conflict):
    """The tour ended, but not with sound."""

    code = "tour-not-made"
    title = "The tour could not be finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class TourOrder:
    """What was asked for on the command line."""

    place: str
    minutes: int = DEFAULT_MINUTES
    interests: str = ""
    style: str = Style.CONVERSATIONAL.value
    voice: str | None = None
    speed: float = 1.0
    out: Path = Path("out")

    def request(self) -> TourRequest:
        """Return the checked request; "52.37, 4.89" is a position.

        Raises:
            TourRequestInvalid: with every field that is wrong.
        """
        position = _LAT_LON.match(self.place)
        wishes = (wish.strip() for wish in self.interests.split(","))
        return TourRequest(
            coordinates=_coordinates(position) if position else None,
            query=None if position else self.place,
            interests=tuple(wish for wish in wishes if wish),
            duration_minutes=self.minutes,
            style=Style(self.style),
            voice=self.voice,
            speed=self.speed,
        )


def add(cli: typer.Typer, *, make: Callable[[TourOrder, Progress], Path]) -> None:
    """Add the command."""

    @cli.command()
    def tour(
        place: Annotated[str, typer.Option(help='A name, or "52.37, 4.89".')],
        minutes: Annotated[int, typer.Option(help="5 to 180.")] = DEFAULT_MINUTES,
        interests: Annotated[str, typer.Option(help="Words, with commas.")] = "",
        style: Style = Style.CONVERSATIONAL,
        voice: Annotated[str | None, typer.Option(help="Such as en-gb.")] = None,
        speed: Annotated[float, typer.Option(help="0.5 to 2.")] = 1.0,
        out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("out"),
    ) -> None:
        """Make a tour without the server: five files in a folder."""
        order = TourOrder(
            place=place,
            minutes=minutes,
            interests=interests,
            style=style.value,
            voice=voice,
            speed=speed,
            out=out,
        )
        with typer.progressbar(length=100, label="Making the tour") as bar:
            folder = make(order, lambda percent: bar.update(percent - bar.pos))
        typer.echo(f"Your tour is in {folder}/")


async def make_tour(usecases: UseCases, order: TourOrder, progress: Progress) -> Path:
    """Make the tour and leave its files in ``order.out``.

    Returns:
        The folder with tour.json, tour.mp3, transcript.vtt, route.geojson, route.gpx.

    Raises:
        AppError: as the use cases; TourNotMade where the voice failed for good.
    """
    guest = await usecases.accounts.sign_in_anonymously.execute()
    actor = guest.actor
    started = await usecases.tours.generate.execute(
        PlanWalkQuery(actor=actor, request=order.request())
    )
    query = TourQuery(actor=actor, tour_id=started.tour.id)
    watching = asyncio.create_task(_watch(usecases, query, progress))
    try:
        await _made(usecases, actor, started.tour.id)
    finally:
        watching.cancel()
    progress(100)
    return await _left(usecases, query, order.out)


async def _made(usecases: UseCases, actor: Actor, tour_id: TourId) -> None:
    """Make it here; should a worker have taken it over meanwhile, take it back."""
    command = MakeTourCommand(actor=actor, tour_id=tour_id)
    query = TourQuery(actor=actor, tour_id=tour_id)
    while not (await _status(usecases, query))["finished"]:
        await usecases.tours.make.execute(command)


async def _watch(usecases: UseCases, query: TourQuery, progress: Progress) -> None:
    while True:
        progress(int(str((await _status(usecases, query))["progress"])))
        await asyncio.sleep(LOOK_EVERY_S)


async def _status(usecases: UseCases, query: TourQuery) -> dict[str, object]:
    status: dict[str, object] = json.loads(await usecases.tours.status.execute(query))
    return status


async def _left(usecases: UseCases, query: TourQuery, out: Path) -> Path:
    hearing = AudioQuery(actor=query.actor, tour_id=query.tour_id)
    audio = await usecases.tours.open_audio.execute(hearing)
    if not audio.complete:
        status = await _status(usecases, query)
        raise TourNotMade(f"The tour ended as {status['status']}: {status['failure']}.")
    stream = usecases.tours.open_audio.stream(
        hearing, audio.pieces, first=0, last=audio.size - 1
    )
    tour = await usecases.tours.route.execute(query)
    contents = {
        "tour.json": (await usecases.tours.read.execute(query)).encode(),
        "tour.mp3": b"".join([part async for part in stream]),
        "transcript.vtt": files.webvtt(
            await usecases.tours.transcript.execute(query)
        ).encode(),
        "route.geojson": files.geojson(tour).encode(),
        "route.gpx": files.gpx(tour).encode(),
    }
    await asyncio.to_thread(_write, out, contents)
    return out


def _write(out: Path, contents: dict[str, bytes]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        (out / name).write_bytes(data)


def _coordinates(match: re.Match[str]) -> Coordinates:
    return Coordinates(float(match.group(1)), float(match.group(2)))

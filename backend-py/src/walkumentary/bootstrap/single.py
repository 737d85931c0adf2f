"""Composition of a single tour: the use cases without server or worker."""

from pathlib import Path

from walkumentary.bootstrap.database import open_database
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.logging import configure_logging
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.starter import load_starter
from walkumentary.bootstrap.usecases import build_usecases
from walkumentary.controller.cli.tour import Progress, TourOrder, make_tour


async def make_one_tour(
    settings: Settings, order: TourOrder, progress: Progress
) -> Path:
    """Have a database with notes, make the tour, and leave its files.

    Raises:
        AppError: whatever keeps the tour from being made.
    """
    configure_logging(settings)
    with open_database(settings):
        await load_starter(settings)
        async with open_gateways(settings) as gateways:
            return await make_tour(build_usecases(gateways), order, progress)

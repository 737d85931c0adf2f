"""Load packs of notes: those that come with the product, and anybody's own."""

from collections.abc import Sequence
from pathlib import Path

from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.usecases import build_usecases
from walkumentary.usecase.notes.load_packs import LoadedPack, LoadPacksCommand


async def load_starter(settings: Settings) -> None:
    """Load each city whose content is new; otherwise nothing happens.

    Raises:
        DatabaseUnavailable: the database cannot be reached.
    """
    await load_packs(settings, None)


async def load_packs(settings: Settings, path: Path | None) -> Sequence[LoadedPack]:
    """Load a pack, a folder of packs, or (None) the product's own.

    Raises:
        PackUnreadable, PackRejected: nothing was written.
        DatabaseUnavailable: the database cannot be reached.
    """
    async with open_gateways(settings) as gateways:
        command = LoadPacksCommand(path=path)
        return await build_usecases(gateways).notes.load_packs.execute(command)

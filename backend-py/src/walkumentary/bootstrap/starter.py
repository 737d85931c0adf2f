"""Load the notes that come with the product."""

from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.usecases import build_usecases
from walkumentary.usecase.notes.load_packs import LoadPacksCommand


async def load_starter(settings: Settings) -> None:
    """Load each city whose content is new; otherwise nothing happens.

    Raises:
        DatabaseUnavailable: the database cannot be reached.
    """
    async with open_gateways(settings) as gateways:
        await build_usecases(gateways).notes.load_packs.execute(LoadPacksCommand())

"""Port: starter packs, wherever they are written down."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from walkumentary.domain.notes.pack import Pack


class PacksGateway(Protocol):
    """Reads packs of landmark notes."""

    async def read(self, path: Path | None = None) -> Sequence[Pack]:
        """Return the pack in a file, or every pack in a folder, by file name.

        Args:
            path: None means the packs that come with the product.

        Raises:
            PackUnreadable: no such file, not a pack, or a value of the wrong kind; it
                names the file and each bad field.
        """
        ...

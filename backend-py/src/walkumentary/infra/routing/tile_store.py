"""Where walking maps lie: each build in a folder of its own, one of them current.

A build becomes current by one renaming of a link, after it stands whole; whoever reads
therefore never sees half of one.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp

_CURRENT = "current"
_ABOUT, _TILES = "about.json", "tiles"
_KEPT = 2
"""The current build, and the one that processes may still be reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a map was built from; equal builds hold equal maps.

    ``heights`` and ``extract_sha256`` are digests; ``heights`` is "" without any.
    """

    extract: str
    extract_sha256: str
    heights: str
    engine: str


@dataclass(frozen=True, slots=True)
class TileStore:
    """The maps below one folder."""

    folder: Path

    def current(self) -> Path | None:
        """Return the folder of the map in use, if there is one."""
        found = (self.folder / _CURRENT).resolve()
        return found if (found / _ABOUT).is_file() else None

    def about(self) -> Build | None:
        """Return what the map in use was built from."""
        current = self.current()
        if current is None:
            return None
        stored: Mapping[str, str] = json.loads((current / _ABOUT).read_text())
        return Build(**stored)

    def draft(self) -> Path:
        """Return a new folder to build in; drafts that were left behind go."""
        for left in self._folders():
            if not (left / _ABOUT).is_file():
                shutil.rmtree(left)
        draft = Path(mkdtemp(prefix="map-", dir=self.folder))
        tiles_of(draft).mkdir()
        return draft

    def adopt(self, draft: Path, build: Build) -> None:
        """Make a finished draft the map in use."""
        (draft / _ABOUT).write_text(json.dumps(asdict(build)))
        link = self.folder / f"{draft.name}.link"
        link.symlink_to(draft.name)
        link.replace(self.folder / _CURRENT)
        for old in sorted(self._folders(), key=_age)[:-_KEPT]:
            shutil.rmtree(old)

    def _folders(self) -> list[Path]:
        return [
            one
            for one in self.folder.iterdir()
            if one.is_dir() and not one.is_symlink()
        ]


def tiles_of(build: Path) -> Path:
    """Return the folder of tiles within a build."""
    return build / _TILES


def _age(build: Path) -> int:
    return (build / _ABOUT).stat().st_mtime_ns

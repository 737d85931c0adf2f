"""The engine's configuration: its own defaults, over one folder of tiles."""

import json
from pathlib import Path

_CACHE_BYTES = 256_000_000
"""Of tiles that one process keeps; the engine's default is 1 GB."""


def engine_config(tiles: Path, *, heights: Path | None = None, says: bool) -> str:
    """Return the configuration as JSON.

    Args:
        tiles: the folder of tiles.
        heights: a folder of elevation tiles; only building needs it.
        says: whether the engine tells on its output what it does.
    """
    from valhalla import get_config  # noqa: PLC0415 - an extra, and slow to load

    config = get_config(tile_extract="", tile_dir=tiles, verbose=says)
    config["mjolnir"] |= {
        "max_cache_size": _CACHE_BYTES,
        **dict.fromkeys(_NOT_USED, ""),
    }
    config["logging"]["color"] = False
    config["additional_data"] = {"elevation": str(heights or "")}
    return json.dumps(config)


_NOT_USED = (
    "admin", "timezone", "landmarks", "traffic_extract", "transit_dir",
    "transit_feeds_dir",
)  # fmt: skip
"""Files that walking needs none of."""

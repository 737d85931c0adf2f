"""Which keys name a file."""

import re

from walkumentary.domain.shared.errors import Invalid

_KEY = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
LONGEST = 200
"""Characters: any file system takes as many."""


class StorageKeyInvalid(Invalid):
    """A key that could lead out of the storage, or that some disk refuses."""

    code = "storage-key-invalid"
    title = "Not a storage key"


def checked(key: str) -> str:
    """Return the key: plain names joined by slashes, none hidden, empty or a dot.

    Raises:
        StorageKeyInvalid: anything else.
    """
    if not is_key(key):
        raise StorageKeyInvalid(f"{key[:LONGEST]!r} is no storage key.")
    return key


def is_key(key: str) -> bool:
    """Return whether it could name a file of ours."""
    return len(key) <= LONGEST and all(map(_KEY.fullmatch, key.split("/")))

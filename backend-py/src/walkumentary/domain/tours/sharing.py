"""A link to a tour: whoever holds its token may hear the tour until it is revoked."""

import hashlib
import re
from typing import NewType

from walkumentary.domain.tours.tour import TourNotFound

ShareHash = NewType("ShareHash", str)
"""SHA-256 of a link's token, in hexadecimal: all that is ever stored of it."""

TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""``TOKEN_BYTES`` in base64url, without padding."""


def share_hash(token: str) -> ShareHash:
    """Return what is stored in a token's place.

    Raises:
        TourNotFound: no token of ours looks like this.
    """
    if not _TOKEN.fullmatch(token):
        raise TourNotFound("There is no such tour.")
    return ShareHash(hashlib.sha256(token.encode()).hexdigest())

"""How a child process of a pool is spoken to, and answers.

Both directions carry messages: four bytes of length, big-endian, then the body. A child
greets with a message once it is ready; then every message gets one reply.
"""

import os
from collections.abc import Iterator
from typing import BinaryIO

LENGTH_BYTES = 4


def message(body: bytes) -> bytes:
    """Return the body with its length before it."""
    return len(body).to_bytes(LENGTH_BYTES) + body


def bodies(received: BinaryIO) -> Iterator[bytes]:
    """Yield the bodies of the messages that come in, until they end."""
    while length := received.read(LENGTH_BYTES):
        yield received.read(int.from_bytes(length))


def send(replies: BinaryIO, body: bytes) -> None:
    """Send a message at once."""
    replies.write(message(body))
    replies.flush()


def private_output() -> BinaryIO:
    """Keep the way to the parent to ourselves; a stray print goes to stderr."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies

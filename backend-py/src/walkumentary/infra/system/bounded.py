"""Reading what servers send, as far as we are ready to."""

from collections.abc import AsyncIterator

from walkumentary.domain.shared.errors import AppError


async def bounded(
    parts: AsyncIterator[bytes], *, max_bytes: int, beyond: AppError
) -> bytes:
    """Return the parts joined.

    Raises:
        AppError: ``beyond``, with the first byte too many; the rest stays unread.
    """
    whole = bytearray()
    async for part in parts:
        whole += part
        if len(whole) > max_bytes:
            raise beyond
    return bytes(whole)

"""Where a page of tours ended, as a client carries it."""

import base64
from datetime import UTC, datetime
from uuid import UUID

from walkumentary.domain.shared.errors import FieldProblem, Invalid
from walkumentary.domain.shared.ids import TourId


class CursorInvalid(Invalid):
    """A cursor that no page ended with."""

    code = "cursor-invalid"
    title = "Cursor not usable"


def encode_cursor(created_at: datetime, tour_id: TourId) -> str:
    """Return an opaque text that names the tour a page ended with."""
    plain = f"{created_at.astimezone(UTC).isoformat()}|{tour_id}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def decode_cursor(text: str) -> tuple[datetime, TourId]:
    """Return when the tour a page ended with was made, and its id.

    Raises:
        CursorInvalid: the text was not made by ``encode_cursor``.
    """
    try:
        created_at, tour_id = _decoded(text)
    except (ValueError, OverflowError) as error:
        problem = FieldProblem("/cursor", "use next_cursor of the page before")
        raise CursorInvalid("No page ended here.", fields=[problem]) from error
    return created_at, tour_id


def _decoded(text: str) -> tuple[datetime, TourId]:
    padded = text + "=" * (-len(text) % 4)
    plain = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    created_at, tour_id = plain.split("|")
    moment = datetime.fromisoformat(created_at).astimezone(UTC)
    return moment, TourId(UUID(tour_id))

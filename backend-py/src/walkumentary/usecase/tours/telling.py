"""Tell listeners what happened to a tour, in the transaction in which it happens."""

from collections.abc import Sequence

from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.progress import progress
from walkumentary.domain.tours.tour import Sentence, Tour
from walkumentary.gateway.events import Signal, tour_topic
from walkumentary.gateway.unit_of_work import TourWork


async def tell_status(
    work: TourWork, tour: Tour, sentences: Sequence[Sentence]
) -> None:
    """Tell where the tour stands; once it is finished, also that this was all."""
    body: dict[str, object] = {
        "status": tour.status.value,
        "audio_state": tour.audio_state.value,
        "progress": progress(tour, sentences),
        "finished": tour.finished,
    }
    await work.events.append(tour_topic(tour.id), kind="status", body=body)
    await _tell_end(work, tour, body)


async def tell_stop(work: TourWork, tour_id: TourId, *, kind: str, stop: int) -> None:
    """Tell that a stop's text (``stop_ready``) or sound (``audio_ready``) is whole."""
    await work.events.append(tour_topic(tour_id), kind=kind, body={"stop": stop})


async def rung(signal: Signal) -> bool:
    """Wait for news and return False: it is not over yet."""
    await signal.wait()
    return False


async def _tell_end(work: TourWork, tour: Tour, body: dict[str, object]) -> None:
    if tour.failure is not None:
        failure = {"code": tour.failure.code, "detail": tour.failure.detail}
        await work.events.append(tour_topic(tour.id), kind="error", body=failure)
    if tour.finished:
        await work.events.append(tour_topic(tour.id), kind="done", body=body)

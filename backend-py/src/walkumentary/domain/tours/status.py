"""The life of a tour, as a table.

generating → content_ready → ready; error or cancelled from either of the first two;
retry leads back to generating, new sound back to content_ready.
"""

from collections.abc import Mapping
from enum import StrEnum

from walkumentary.domain.shared.errors import Conflict


class Status(StrEnum):
    """Where a tour stands. ``content_ready``: all text; ``ready``: all audio too."""

    GENERATING = "generating"
    CONTENT_READY = "content_ready"
    READY = "ready"
    ERROR = "error"
    CANCELLED = "cancelled"


class AudioState(StrEnum):
    """Where the sound stands."""

    GROWING = "growing"
    FINISHED = "finished"
    FAILED = "failed"


class Happening(StrEnum):
    """What can happen to a tour."""

    TEXT_COMPLETE = "text_complete"
    AUDIO_COMPLETE = "audio_complete"
    AUDIO_FAILED = "audio_failed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    RETRIED = "retried"
    REVOICED = "revoiced"


class TourStateForbids(Conflict):
    """The tour's status does not allow this now."""

    code = "tour-state-forbids"
    title = "Not in this state"


type State = tuple[Status, AudioState]

GENERATING: State = (Status.GENERATING, AudioState.GROWING)
CONTENT_READY: State = (Status.CONTENT_READY, AudioState.GROWING)
READY: State = (Status.READY, AudioState.FINISHED)
VOICELESS: State = (Status.CONTENT_READY, AudioState.FAILED)
ERROR: State = (Status.ERROR, AudioState.FAILED)
CANCELLED: State = (Status.CANCELLED, AudioState.FAILED)

FINISHED: frozenset[State] = frozenset({READY, VOICELESS, ERROR, CANCELLED})
"""Nothing more will happen by itself."""

TRANSITIONS: Mapping[tuple[State, Happening], State] = {
    (GENERATING, Happening.TEXT_COMPLETE): CONTENT_READY,
    (GENERATING, Happening.FAILED): ERROR,
    (GENERATING, Happening.CANCELLED): CANCELLED,
    (CONTENT_READY, Happening.AUDIO_COMPLETE): READY,
    (CONTENT_READY, Happening.AUDIO_FAILED): VOICELESS,
    (CONTENT_READY, Happening.FAILED): ERROR,
    (CONTENT_READY, Happening.CANCELLED): CANCELLED,
    (READY, Happening.REVOICED): CONTENT_READY,
    (VOICELESS, Happening.RETRIED): CONTENT_READY,
    (VOICELESS, Happening.REVOICED): CONTENT_READY,
    (ERROR, Happening.RETRIED): GENERATING,
    (CANCELLED, Happening.RETRIED): GENERATING,
}


def after(state: State, happening: Happening) -> State:
    """Return the state that follows.

    Raises:
        TourStateForbids: this cannot happen to a tour in that state.
    """
    following = TRANSITIONS.get((state, happening))
    if following is None:
        raise TourStateForbids(
            f"A tour that is {state[0]} (audio {state[1]}) cannot be {happening}."
        )
    return following

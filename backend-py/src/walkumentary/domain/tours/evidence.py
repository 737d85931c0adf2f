"""What a listener may ask about a moment of a tour."""

from walkumentary.domain.shared.errors import NotFound


class NothingHeardThen(NotFound):
    """No sentence is heard at that second (yet)."""

    code = "nothing-heard-then"
    title = "Nothing is heard then"


class StopNotFound(NotFound):
    """The tour has no stop of that number."""

    code = "stop-not-found"
    title = "No such stop"

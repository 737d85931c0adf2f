"""Port: results of a geocoder, given out so that they come back unchanged."""

from typing import Protocol

from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.errors import Invalid


class ResultTokenInvalid(Invalid):
    """A result token that we did not give out, or too long ago."""

    code = "result-token-invalid"
    title = "No result of ours"


class ResultSealGateway(Protocol):
    """Seals what a geocoder found; only what was really found can be stored for all."""

    def seal(self, place: Place) -> str:
        """Return a token that carries the place."""
        ...

    def unseal(self, token: str) -> Place:
        """Return the place.

        Raises:
            ResultTokenInvalid: changed, made up, or expired.
        """
        ...

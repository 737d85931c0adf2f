"""No geocoder: own places are all there is."""

from collections.abc import Sequence

from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.geo import Coordinates


class NoGeocoder:
    """Satisfies ``GeocoderGateway`` by knowing nothing."""

    completes = True

    async def search(
        self,
        text: str,  # noqa: ARG002  as the port has it
        *,
        near: Coordinates | None,  # noqa: ARG002  as the port has it
        bound_m: float | None,  # noqa: ARG002  as the port has it
        language: str,  # noqa: ARG002  as the port has it
        limit: int,  # noqa: ARG002  as the port has it
    ) -> Sequence[Place]:
        """Return nothing."""
        return ()

    async def reverse(
        self,
        position: Coordinates,  # noqa: ARG002  as the port has it
        *,
        language: str,  # noqa: ARG002  as the port has it
    ) -> Whereabouts:
        """Return nothing."""
        return Whereabouts()

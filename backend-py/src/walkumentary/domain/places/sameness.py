"""When two places are one."""

from walkumentary.domain.places.names import spoken_names
from walkumentary.domain.places.place import Place

SAME_PLACE_M = 75.0
"""Two of one name within this distance are one place. Source: spec, places."""


def same_place(one: Place, other: Place) -> bool:
    """Whether two places are the same element, or share a name close by."""
    same_source = (one.source, one.source_id) == (other.source, other.source_id)
    return same_source or (_share_a_name(one, other) and _are_close(one, other))


def _share_a_name(one: Place, other: Place) -> bool:
    return not frozenset(spoken_names(one)).isdisjoint(spoken_names(other))


def _are_close(one: Place, other: Place) -> bool:
    return one.position.distance_m(other.position) <= SAME_PLACE_M

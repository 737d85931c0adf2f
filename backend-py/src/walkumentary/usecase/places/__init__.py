"""Everything a person can do with places."""

from dataclasses import dataclass

from walkumentary.usecase.places.detect_place import DetectPlace
from walkumentary.usecase.places.nearby_landmarks import NearbyLandmarks
from walkumentary.usecase.places.read_place import ReadPlace
from walkumentary.usecase.places.recognize_place import RecognizePlace
from walkumentary.usecase.places.search_places import SearchPlaces
from walkumentary.usecase.places.store_place import StorePlace


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUseCases:
    """The table of contents of this context."""

    search: SearchPlaces
    detect: DetectPlace
    read: ReadPlace
    nearby: NearbyLandmarks
    store: StorePlace
    recognize: RecognizePlace

"""A pack that keeps every rule; a test breaks the one it is about."""

from dataclasses import replace
from datetime import date
from itertools import cycle, islice

from walkumentary.domain.notes.pack import Pack, PackCity, PackLandmark, PackNote
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.interests import Interest

INTERESTS = frozenset(interest.value for interest in Interest)
CENTRE = Coordinates(52.0, 4.0)
STEP_DEG = 0.001
"""About 111 metres to the north."""
IN_A_ROW = 9


def a_pack(*, key: str = "testville", landmarks: int = 16) -> Pack:
    return Pack(
        city=PackCity(
            key=key,
            name="Testville",
            aliases=("Teststad",),
            country="Netherlands",
            country_code="NL",
            position=CENTRE,
            timezone="Europe/Amsterdam",
            language="en",
            as_of=date(2026, 11, 1),
        ),
        landmarks=tuple(a_pack_landmark(n) for n in range(landmarks)),
    )


def a_pack_landmark(number: int) -> PackLandmark:
    north, east = divmod(number, IN_A_ROW)
    interests = list(islice(cycle(sorted(INTERESTS)), number, number + 4))
    return PackLandmark(
        key=f"tower-{number}",
        name=f"Tower {number}",
        short_name="the tower",
        aliases=(),
        location_type="tower",
        position=Coordinates(
            CENTRE.latitude_deg + (north - 4) * STEP_DEG,
            CENTRE.longitude_deg + (east - 4) * STEP_DEG * 1.6,
        ),
        address="Test Street, Testville",
        popularity=0.5,
        look_for="a tall brick tower with a round window",
        notes=tuple(
            PackNote(
                key=f"note-{position}",
                title=f"Story {position}",
                interests=(interest,),
                text=" ".join(_sentence(number, position, n) for n in range(6)),
            )
            for position, interest in enumerate(interests)
        ),
    )


def _sentence(landmark: int, note: int, sentence: int) -> str:
    return (
        f"Masons of Testville set stone {landmark} {note} {sentence} into the old "
        "brick wall of the tower, high above the quiet square and the river."
    )


def with_landmark(pack: Pack, **changes: object) -> Pack:
    """Return the pack with its first landmark changed."""
    first, *others = pack.landmarks
    return replace(pack, landmarks=(replace(first, **changes), *others))  # type: ignore[arg-type]  # fields are named by the test


def with_text(pack: Pack, text: str) -> Pack:
    """Return the pack with another first note at its first landmark."""
    first, *others = pack.landmarks[0].notes
    return with_landmark(pack, notes=(replace(first, text=text), *others))

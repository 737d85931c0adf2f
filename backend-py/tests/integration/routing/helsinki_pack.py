"""Landmarks of Helsinki's centre with notes made for tests, inside the extract."""

from dataclasses import replace

from tests.packs import a_pack, a_pack_landmark
from walkumentary.domain.notes.pack import Pack, PackLandmark
from walkumentary.domain.shared.geo import Coordinates

_PLACES = {
    "Railway Station": (60.1714, 24.9414),
    "Old Student House": (60.1691, 24.9404),
    "Three Smiths": (60.1687, 24.9410),
    "Ateneum": (60.1702, 24.9441),
    "National Theatre": (60.1721, 24.9440),
    "Swedish Theatre": (60.1669, 24.9433),
    "Runeberg Statue": (60.1676, 24.9462),
    "Kappeli": (60.1675, 24.9500),
    "Kiasma": (60.1719, 24.9369),
    "Glass Palace": (60.1703, 24.9376),
    "University Hall": (60.1694, 24.9497),
    "Makkaratalo": (60.1700, 24.9421),
    "Rautatientori": (60.1711, 24.9437),
    "Kluuvi Arcade": (60.1689, 24.9472),
    "Kaisaniemi Gate": (60.1733, 24.9455),
    "Forum Court": (60.1689, 24.9384),
}


def helsinki_pack() -> Pack:
    """Return the pack."""
    pack = a_pack(key="helsinki")
    city = replace(
        pack.city,
        name="Helsinki",
        aliases=("Helsingfors",),
        country="Finland",
        country_code="FI",
        position=Coordinates(60.1699, 24.9414),
        timezone="Europe/Helsinki",
    )
    return Pack(
        city=city,
        landmarks=tuple(_landmark(n, name) for n, name in enumerate(_PLACES)),
    )


def _landmark(number: int, name: str) -> PackLandmark:
    plain = a_pack_landmark(number)
    notes = tuple(
        replace(
            note,
            text=note.text.replace("Masons of Testville", f"{name} saw masons").replace(
                "the tower", name
            ),
        )
        for note in plain.notes
    )
    return replace(
        plain,
        key=f"helsinki-{number}",
        name=name,
        position=Coordinates(*_PLACES[name]),
        address="Helsinki",
        look_for="a granite front",
        notes=notes,
    )

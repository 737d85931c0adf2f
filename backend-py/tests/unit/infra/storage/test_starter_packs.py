"""Packs in TOML files."""

from pathlib import Path

import pytest

from tests.packs import INTERESTS
from walkumentary.domain.notes.pack import PackUnreadable
from walkumentary.domain.notes.pack_rules import breaches
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.infra.storage.starter_packs import TomlPacks

CITY = """
[city]
key = "testville"
name = "Testville"
country = "Netherlands"
country_code = "NL"
latitude_deg = 52.0
longitude_deg = 4
timezone = "Europe/Amsterdam"
language = "en"
as_of = 2026-11-01
"""
LANDMARK = """
[[landmark]]
key = "tower"
name = "Tower"
short_name = "the tower"
aliases = ["Toren"]
location_type = "tower"
latitude_deg = 52.001
longitude_deg = 4.001
address = "Test Street"
popularity = 0.5
look_for = "a tall tower"

[[landmark.note]]
key = "overview"
title = "Overview"
interests = ["historical"]
text = "The tower of Testville is old."
"""


def _file(folder: Path, text: str, *, name: str = "testville.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


async def test_a_file_is_a_pack(tmp_path: Path) -> None:
    path = _file(tmp_path, CITY + LANDMARK)

    (pack,) = await TomlPacks().read(path)

    assert (pack.city.key, pack.city.position) == ("testville", Coordinates(52, 4))
    (landmark,) = pack.landmarks
    assert (landmark.name, landmark.aliases) == ("Tower", ("Toren",))
    assert landmark.notes[0].interests == ("historical",)


async def test_a_folder_holds_packs_by_file_name(tmp_path: Path) -> None:
    _file(tmp_path, CITY.replace("testville", "b") + LANDMARK, name="b.toml")
    _file(tmp_path, CITY.replace("testville", "a") + LANDMARK, name="a.toml")
    _file(tmp_path, "not a pack", name="notes.txt")

    packs = await TomlPacks().read(tmp_path)

    assert [pack.city.key for pack in packs] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        (CITY, ["/landmark"]),
        (CITY.replace("= 52.0", "= 152.0") + LANDMARK, ["/city/latitude_deg"]),
        (CITY.replace("= 52.0", "= nan") + LANDMARK, ["/city/latitude_deg"]),
        (CITY.replace('"NL"', '"Holland"') + LANDMARK, ["/city/country_code"]),
        (CITY + LANDMARK.replace("0.5", '"high"'), ["/landmark/0/popularity"]),
        (CITY + LANDMARK + "typo = 1\n", ["/landmark/0/note/0/typo"]),
    ],
)
async def test_each_bad_field_is_named(
    tmp_path: Path, text: str, pointers: list[str]
) -> None:
    with pytest.raises(PackUnreadable, match="testville") as refused:
        await TomlPacks().read(_file(tmp_path, text))

    assert [problem.pointer for problem in refused.value.fields] == pointers


@pytest.mark.parametrize("content", [b"[city", b"\xff\xfe", b"a = 1\x00"])
async def test_what_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)

    with pytest.raises(PackUnreadable, match="broken"):
        await TomlPacks().read(path)


async def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackUnreadable, match="missing"):
        await TomlPacks().read(tmp_path / "missing.toml")
    with pytest.raises(PackUnreadable, match="holds no"):
        await TomlPacks().read(tmp_path)


async def test_the_products_own_packs_keep_every_rule() -> None:
    packs = await TomlPacks().read()

    found = [b for pack in packs for b in breaches(pack, interests=INTERESTS)]

    assert [pack.city.key for pack in packs] == [
        "amsterdam",
        "cape_town",
        "edinburgh",
        "london",
        "paris",
        "rome",
    ]
    assert found == []

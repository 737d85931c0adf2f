"""The trace and the town are the same on every machine."""

from collections import Counter
from pathlib import Path

from bench.town import location_id, town
from bench.trace import CHECKSUM, REQUESTS, STARTS, USUAL_STYLE, checksum, trace
from walkumentary.domain.notes.pack_rules import breaches
from walkumentary.domain.tours.interests import Interest
from walkumentary.infra.storage.starter_packs import TomlPacks

INTERESTS = frozenset(one.value for one in Interest)


def test_the_trace_is_the_committed_one() -> None:
    assert checksum(trace()) == CHECKSUM


def test_requests_are_spread_as_the_figure_says() -> None:
    wishes = trace()

    minutes = Counter(one.minutes for one in wishes)
    usual = sum(one.style == USUAL_STYLE for one in wishes) / REQUESTS
    starts = Counter(one.start for one in wishes)
    assert len(wishes) == REQUESTS
    assert minutes.most_common(1)[0][0] == 30
    assert 0.78 < usual < 0.82
    assert len(starts) == STARTS
    assert 1.5 < starts[0] / starts[1] < 2.5


async def test_the_town_keeps_the_rules_of_packs(tmp_path: Path) -> None:
    file = tmp_path / "town.toml"
    file.write_text(town())

    [pack] = await TomlPacks().read(file)

    places = {str(place.id) for place in pack.places()}
    assert len(pack.landmarks) == STARTS
    assert breaches(pack, interests=INTERESTS) == ()
    assert {location_id(n) for n in range(STARTS)} < places

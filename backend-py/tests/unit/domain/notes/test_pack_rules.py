"""The rules of a pack, each broken once."""

from dataclasses import replace

import pytest

from tests.packs import INTERESTS, a_pack, with_landmark, with_text
from walkumentary.domain.notes.pack import Pack
from walkumentary.domain.notes.pack_rules import Breach, breaches
from walkumentary.domain.shared.geo import Coordinates


def _rules(pack: Pack) -> set[str]:
    return {breach.rule for breach in breaches(pack, interests=INTERESTS)}


def _plus(sentence: str) -> Pack:
    """Return the pack with one more sentence in its first note."""
    pack = a_pack()
    return with_text(pack, f"{pack.landmarks[0].notes[0].text} {sentence}")


def test_a_good_pack_breaks_no_rule() -> None:
    assert breaches(a_pack(), interests=INTERESTS) == ()


def test_a_breach_says_where_and_how() -> None:
    found = breaches(with_landmark(a_pack(), popularity=0.1), interests=INTERESTS)

    assert found == (
        Breach("testville/tower-0", "popularity-range", "0.1, wanted 0.2 to 1"),
    )
    assert str(found[0]) == (
        "testville/tower-0: popularity-range: 0.1, wanted 0.2 to 1"
    )


@pytest.mark.parametrize(
    ("rule", "pack"),
    [
        ("enough-landmarks", a_pack(landmarks=14)),
        ("plain-key", with_landmark(a_pack(), key="Tower 0")),
        ("short-name-speakable", with_landmark(a_pack(), short_name="tower")),
        ("look-for-plain", with_landmark(a_pack(), look_for="A tower of 1655")),
        ("note-count", with_landmark(a_pack(), notes=a_pack().landmarks[0].notes[:3])),
        (
            "landmark-length",
            with_landmark(a_pack(), notes=a_pack().landmarks[0].notes[:3]),
        ),
        (
            "in-walking-reach",
            with_landmark(a_pack(), position=Coordinates(52.0, 4.02)),
        ),
        (
            "landmarks-close",
            with_landmark(a_pack(), position=Coordinates(51.992, 4.0)),
        ),
        (
            "landmarks-apart",
            with_landmark(a_pack(), position=a_pack().landmarks[1].position),
        ),
        (
            "landmark-interests",
            with_landmark(
                a_pack(),
                notes=tuple(
                    replace(note, interests=("local",))
                    for note in a_pack().landmarks[0].notes
                ),
            ),
        ),
        ("note-length", with_text(a_pack(), "Testville has a tower of brick.")),
        ("note-fits", with_text(a_pack(), "Testvillestone " * 134)),
        ("stands-alone", _plus("It stands in Testville beside the old river bank.")),
        ("sentence-length", _plus("Testville has a tower.")),
        ("full-stop", _plus("Testville has a tower of old brick and stone")),
        ("speakable", _plus("Testville (a town) has a tower of old brick.")),
        ("no-abbreviation", _plus("Testville has the tower of St. Mary in brick.")),
        ("no-decimals", _plus("Testville has a tower of 7.5 metres in brick.")),
        ("names-its-subject", _plus("Old brick is warm in the sun of summer.")),
    ],
)
def test_each_rule_can_be_broken(rule: str, pack: Pack) -> None:
    assert rule in _rules(pack)


@pytest.mark.parametrize(
    "sentence",
    [
        "About 13,659 piles carry the tower of Testville today.",
        "Old brick keeps the tower warm in the sun of summer.",
        "Itself a ruin, the gate of Testville fell long ago.",
    ],
)
def test_plain_sentences_keep_the_rules(sentence: str) -> None:
    assert _rules(_plus(sentence)) == set()


def test_a_sentence_stands_in_one_place_only() -> None:
    pack = a_pack()
    repeated = with_text(pack, pack.landmarks[1].notes[0].text)

    assert "no-sentence-twice" in _rules(repeated)


def test_keys_are_unique() -> None:
    pack = a_pack()
    first, *others = pack.landmarks
    twice = replace(pack, landmarks=(replace(first, key=others[0].key), *others))
    note, *notes = first.notes
    same_note = with_landmark(pack, notes=(note, replace(notes[0], key=note.key)))

    assert "unique-landmark-keys" in _rules(twice)
    assert "unique-note-keys" in _rules(same_note)


def test_interests_are_known_and_few() -> None:
    pack = a_pack()
    note, *notes = pack.landmarks[0].notes
    unknown = replace(note, interests=("sports",))
    many = replace(note, interests=("local", "science", "cultural", "legends"))

    assert "known-interests" in _rules(with_landmark(pack, notes=(unknown, *notes)))
    assert "note-interests" in _rules(with_landmark(pack, notes=(many, *notes)))


def test_every_interest_is_answered_in_the_city() -> None:
    pack = a_pack()
    plain = tuple(
        replace(
            one, notes=tuple(replace(note, interests=("local",)) for note in one.notes)
        )
        for one in pack.landmarks
    )

    assert "every-interest-answered" in _rules(replace(pack, landmarks=plain))

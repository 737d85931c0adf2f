"""A pack as the places and notes that are stored."""

from tests.packs import a_pack, with_text
from walkumentary.domain.notes.pack import note_id, place_id


def test_the_city_is_a_place_and_so_is_each_landmark() -> None:
    city, first, *_ = a_pack().places()

    assert (city.location_type, city.source_id, city.name) == (
        "city",
        "testville",
        "Testville",
    )
    assert city.aliases == ("Teststad",)
    assert (first.source, first.source_id) == ("starter", "testville/tower-0")
    assert (first.city, first.timezone) == ("Testville", "Europe/Amsterdam")
    assert len(a_pack().places()) == 17


def test_notes_know_their_place_order_and_source() -> None:
    notes = a_pack().notes()

    assert [note.position for note in notes[:5]] == [0, 1, 2, 3, 0]
    assert notes[0].place_id == place_id("testville/tower-0")
    assert notes[0].source_id == "testville/tower-0/note-0"
    assert notes[0].source_name == "Walkumentary starter pack"
    assert notes[0].licence == "CC-BY-4.0"
    assert "\n" not in notes[0].text


def test_ids_are_the_same_on_every_installation() -> None:
    assert str(place_id("rome/pantheon")) == "d73c69b1-30a6-5983-b203-6743f48a6259"
    assert (
        str(note_id("rome/pantheon/overview")) == "0b539761-7bce-5a46-a6c0-ce5b07b7d058"
    )


def test_the_hash_changes_with_the_content_and_with_the_embedder() -> None:
    pack = a_pack()
    hashes = {
        pack.content_hash(embedder="lexical-1"),
        pack.content_hash(embedder="lexical-2"),
        with_text(pack, "Else.").content_hash(embedder="lexical-1"),
    }

    assert len(hashes) == 3
    assert a_pack().content_hash(embedder="lexical-1") in hashes

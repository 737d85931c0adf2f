"""Where a picture was taken, as its metadata says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from tests.contracts.pictures import gps_tags
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.infra.pictures.metadata import position_of

SOMEWHERE = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180)).filter(
    lambda one: max(abs(one.latitude_deg), abs(one.longitude_deg)) > 0.001
)
ANYTHING = st.one_of(
    st.none(),
    st.text(max_size=3),
    st.binary(max_size=3),
    st.integers(),
    st.floats(),
    st.builds(IFDRational, st.integers(0, 9), st.integers(0, 2)),
    st.tuples(st.floats(), st.floats(), st.floats()),
    st.tuples(st.text(max_size=2)),
)


def picture_with(tags: dict[int, object]) -> Image.Image:
    """Return a picture with these GPS attributes, never written to a file."""
    image = Image.new("RGB", (1, 1))
    image.getexif().get_ifd(0x8825).update(tags)
    return image


@given(SOMEWHERE, st.floats(0, 359.9))
def test_a_position_is_read_as_it_was_written(
    somewhere: Coordinates, heading_deg: float
) -> None:
    told = position_of(picture_with(gps_tags(somewhere, heading_deg=heading_deg)))

    assert told["latitude_deg"] is not None
    assert told["longitude_deg"] is not None
    read = Coordinates(told["latitude_deg"], told["longitude_deg"])
    assert read.distance_m(somewhere) < 1
    assert told["heading_deg"] == pytest.approx(heading_deg, abs=0.01)


@given(st.dictionaries(st.sampled_from([1, 2, 3, 4, 9, 16, 17]), ANYTHING))
def test_whatever_stands_there_is_a_position_or_none(tags: dict[int, object]) -> None:
    told = position_of(picture_with({**gps_tags(), **tags}))

    latitude_deg, longitude_deg = told["latitude_deg"], told["longitude_deg"]
    assert (latitude_deg is None) is (longitude_deg is None)
    assert abs(latitude_deg or 0.0) <= 90
    assert abs(longitude_deg or 0.0) <= 180
    assert 0 <= (told["heading_deg"] or 0.0) < 360

"""Pictures that strangers send."""

import asyncio
import random
import sys
import warnings
from io import BytesIO

import psutil
import pytest
from PIL import Image

from tests.contracts.pictures import (
    a_picture,
    a_png_bomb,
    a_png_of_text_bombs,
    gps_tags,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.pictures import (
    MAX_PICTURE_BYTES,
    MAX_PIXELS,
    Picture,
    PictureKindUnsupported,
    PictureTooLarge,
    PictureUnreadable,
)
from walkumentary.infra.pictures import child
from walkumentary.infra.pictures.decoder import SandboxedPictures, decoding

ALL_KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
SYDNEY = Coordinates(-33.8568, 151.2153)


async def opened(content: bytes) -> Picture:
    return await SandboxedPictures().open(content)


def seen(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.jpeg))


@pytest.mark.parametrize("kind", ALL_KINDS)
async def test_every_kind_is_opened_with_its_position(kind: str) -> None:
    content = a_picture(kind, gps=gps_tags(SYDNEY, heading_deg=271.5))

    picture = await opened(content)

    assert picture.position is not None
    assert picture.position.distance_m(SYDNEY) < 1
    assert picture.heading_deg == pytest.approx(271.5)
    assert (seen(picture).format, seen(picture).size) == ("JPEG", (640, 480))


@pytest.mark.parametrize("kind", ALL_KINDS)
async def test_no_metadata_leaves(kind: str) -> None:
    content = a_picture(kind, gps=gps_tags())

    picture = await opened(content)

    assert dict(seen(picture).getexif()) == {}
    assert b"Exif" not in picture.jpeg
    assert b"Secret Camera" not in picture.jpeg
    assert set(seen(picture).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }


@pytest.mark.parametrize("kind", ALL_KINDS)
async def test_a_picture_without_a_position_has_none(kind: str) -> None:
    picture = await opened(a_picture(kind))

    assert (picture.position, picture.heading_deg) == (None, None)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
        ("PNG", "I;16"),
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("PNG", "RGBA"),
        ("WEBP", "RGBA"),
        ("HEIF", "RGBA"),
    ],
)
async def test_every_mode_becomes_plain_colours(kind: str, mode: str) -> None:
    picture = await opened(a_picture(kind, mode=mode))

    assert seen(picture).mode == "RGB"


async def test_sixteen_bits_keep_their_brightness() -> None:
    out = BytesIO()
    Image.new("I;16", (64, 64), 32_768).save(out, "PNG")

    picture = await opened(out.getvalue())

    assert seen(picture).getpixel((32, 32)) == pytest.approx((128,) * 3, abs=3)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
async def test_of_an_animated_picture_the_first_frame_counts(kind: str) -> None:
    picture = await opened(a_picture(kind, frames=5))

    assert seen(picture).size == (640, 480)


async def test_a_large_picture_is_made_smaller() -> None:
    picture = await opened(a_picture("JPEG", size=(8_000, 6_000)))

    assert seen(picture).size == (1_600, 1_200)


async def test_a_picture_on_its_side_is_turned() -> None:
    picture = await opened(a_picture("JPEG", size=(4_000, 2_000), orientation=6))

    assert seen(picture).size == (800, 1_600)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"This is a text called photo.jpg.",
        b"GIF89a" + bytes(100),
        b"BM" + bytes(100),
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x00\x00\x00\x20ftypisom" + bytes(100),
        b"RIFF\x00\x00\x00\x00WAVE",
    ],
    ids=["empty", "text", "gif", "bmp", "pdf", "svg", "video", "sound"],
)
async def test_another_kind_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(PictureKindUnsupported):
        await opened(content)


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
async def test_a_file_that_was_cut_off_is_refused(kind: str, share: float) -> None:
    noise = Image.frombytes("RGB", (300, 200), random.Random(1).randbytes(180_000))  # noqa: S311
    out = BytesIO()
    a_picture("HEIF")
    noise.save(out, kind)
    whole = out.getvalue()

    with pytest.raises(PictureUnreadable):
        await opened(whole[: max(40, int(len(whole) * share))])


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff" + bytes(1_000),
        b"\x89PNG\r\n\x1a\n" + bytes(1_000),
        b"RIFF\x00\x00\x01\x00WEBPVP8X" + bytes(1_000),
        b"\x00\x00\x00\x18ftypheic" + bytes(1_000),
    ],
    ids=ALL_KINDS,
)
async def test_rubbish_behind_the_right_beginning_is_refused(content: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        await opened(content)


@pytest.mark.parametrize(
    ("width", "height"), [(30_000, 30_000), (7_072, 7_072), (60_000, 1_000)]
)
async def test_a_bomb_of_pixels_is_refused_before_it_goes_off(
    width: int, height: int
) -> None:
    with pytest.raises(PictureTooLarge):
        await opened(a_png_bomb(width=width, height=height))


async def test_a_bomb_of_comments_is_refused() -> None:
    content = a_png_of_text_bombs()
    assert len(content) < MAX_PICTURE_BYTES

    with pytest.raises(PictureUnreadable):
        await opened(content)


async def test_fifty_megapixels_are_opened() -> None:
    picture = await opened(a_picture("PNG", mode="L", size=(10_000, 5_000)))

    assert seen(picture).size == (1_600, 800)


async def test_more_than_ten_megabytes_are_refused() -> None:
    with pytest.raises(PictureTooLarge):
        await opened(a_picture() + bytes(MAX_PICTURE_BYTES))


@pytest.mark.parametrize(
    "change",
    [
        {2: (0, 0, 0), 4: (0, 0, 0)},
        {2: (91.0, 0.0, 0.0)},
        {4: (200.0, 0.0, 0.0)},
        {2: (52.0, 22.0)},
        {9: "V"},
        {1: None},
    ],
    ids=["zeros", "latitude", "longitude", "two parts", "void", "no reference"],
)
async def test_a_position_that_makes_no_sense_is_none(
    change: dict[int, object],
) -> None:
    gps = {**gps_tags(), **change}
    content = a_picture(gps={tag: value for tag, value in gps.items() if value})

    picture = await opened(content)

    assert picture.position is None
    assert picture.jpeg


async def test_a_picture_that_takes_too_long_is_given_up() -> None:
    pictures = SandboxedPictures(deadline_s=0.01)

    with pytest.raises(PictureUnreadable):
        await pictures.open(a_picture())

    assert _decoders() == []


async def test_who_gives_up_leaves_no_process_behind() -> None:
    asked = asyncio.ensure_future(opened(a_picture("PNG", size=(5_000, 5_000))))
    await asyncio.sleep(0.1)

    asked.cancel()
    await asyncio.wait([asked])

    assert _decoders() == []


async def test_many_pictures_are_opened_side_by_side() -> None:
    pictures = SandboxedPictures()

    opened = await asyncio.gather(
        *(pictures.open(a_picture(gps=gps_tags())) for _ in range(6))
    )

    assert {one.position is not None for one in opened} == {True}


def _decoders() -> list[int]:
    """Return processes of ours that decode."""
    children = psutil.Process().children(recursive=True)
    return [
        child.pid
        for child in children
        if child.status() != psutil.STATUS_ZOMBIE
        and any("pictures.child" in word for word in child.cmdline())
    ]


async def test_a_decoder_gets_no_more_memory_than_it_may_have() -> None:
    script = (
        "from walkumentary.infra.pictures import child\n"
        "child._limit()\n"
        "try: bytearray(2 * child.MEMORY_BYTES)\n"
        "except MemoryError: print('refused')"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE
    )

    said, _ = await process.communicate()

    assert said == b"refused\n"


async def test_a_decoder_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-hunter2")

    async with decoding() as process:
        child = psutil.Process(process.pid)
        while "walkumentary.infra.pictures.child" not in child.cmdline():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        environment = child.environ()

    assert "sk-hunter2" not in str(environment)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_damage_anywhere_is_a_refusal_and_never_a_crash(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", MAX_PIXELS)
    whole = a_picture(kind, size=(48, 32), gps=gps_tags())
    chance = random.Random(kind)  # noqa: S311  not a secret

    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(whole))] = chance.randrange(256)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            told, jpeg = child._opened(bytes(damaged))

        assert bool(jpeg) is (told["refused"] is None)

"""The promises of a geocoder."""

from collections.abc import Sequence

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.knowledge import north_of
from tests.simulator.geocoders import Geocoder, Mapped
from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.geocoder import GeocoderGateway

OCEAN = Coordinates(-48.9, -123.4)
LONDON = Coordinates(51.5273, -0.1532)
ROSES = Mapped(
    osm_id=7,
    name="Rose Garden",
    key="leisure",
    value="garden",
    position=north_of(makers.DAM, 2_000),
)
LONDONS_ROSES = Mapped(
    osm_id=8,
    name="Rose Garden",
    key="leisure",
    value="garden",
    position=LONDON,
    city="London",
    country="United Kingdom",
    country_code="gb",
)


async def found(
    geocoder: GeocoderGateway,
    text: str,
    *,
    near: Coordinates | None = None,
    bound_m: float | None = None,
    language: str = "en",
    limit: int = 10,
) -> Sequence[Place]:
    return await geocoder.search(
        text, near=near, bound_m=bound_m, language=language, limit=limit
    )


class GeocoderContract(PortContract):
    """Fixtures: ``server``, a simulated one, and ``geocoder``, which asks it."""

    @pytest.fixture(autouse=True)
    def mapped(self, server: Geocoder) -> None:
        server.places = (ROSES, LONDONS_ROSES)

    async def test_a_place_is_found_with_all_that_is_known(
        self, geocoder: GeocoderGateway
    ) -> None:
        (place,) = await found(geocoder, "rose garden amsterdam")

        assert (place.source, place.source_id) == ("osm", "way/7")
        assert (place.name, place.location_type) == ("Rose Garden", "garden")
        assert place.position.distance_m(ROSES.position) < 1
        assert place.address == "Teststraat 4, Amsterdam"
        assert (place.city, place.country) == ("Amsterdam", "Netherlands")
        assert place.country_code == "NL"
        assert place.owner_id is None
        assert "OpenStreetMap" in place.attribution

    async def test_the_same_place_has_the_same_id_every_time(
        self, geocoder: GeocoderGateway
    ) -> None:
        (one,) = await found(geocoder, "rose garden amsterdam")
        again = await found(geocoder, "rose garden")

        assert one.id == again[0].id
        assert again[0].id != again[1].id

    async def test_outside_a_bound_nothing_is_found(
        self, geocoder: GeocoderGateway
    ) -> None:
        inside = await found(geocoder, "rose garden", near=makers.DAM, bound_m=2_500.0)
        # Within the box around the circle, and outside the circle.
        corner = Coordinates(
            ROSES.position.latitude_deg - 0.0165, ROSES.position.longitude_deg + 0.027
        )
        outside = await found(geocoder, "rose garden", near=corner, bound_m=2_100.0)

        assert [place.city for place in inside] == ["Amsterdam"]
        assert list(outside) == []

    async def test_no_more_than_the_limit_are_found(
        self, geocoder: GeocoderGateway
    ) -> None:
        assert len(await found(geocoder, "rose garden", limit=1)) == 1

    async def test_nothing_found_is_an_empty_answer(
        self, geocoder: GeocoderGateway
    ) -> None:
        assert list(await found(geocoder, "nowhere at all")) == []

    @pytest.mark.parametrize("language", ["en", "nl", "ja"])
    async def test_any_language_may_be_asked_for(
        self, geocoder: GeocoderGateway, language: str
    ) -> None:
        assert len(await found(geocoder, "rose garden", language=language)) == 2

    async def test_a_position_is_told_in_words(self, geocoder: GeocoderGateway) -> None:
        where = await geocoder.reverse(north_of(makers.DAM, 2_010), language="en")

        assert where == Whereabouts(
            address="Teststraat 4, Amsterdam",
            city="Amsterdam",
            country="Netherlands",
            country_code="NL",
        )

    async def test_an_ocean_is_nowhere(self, geocoder: GeocoderGateway) -> None:
        assert await geocoder.reverse(OCEAN, language="en") == Whereabouts()

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (400, GatewayRefused),
            (403, GatewayRefused),
            (301, GatewayRefused),
            (429, GatewayUnavailable),
            (500, GatewayUnavailable),
            (503, GatewayUnavailable),
            (509, GatewayUnavailable),
        ],
    )
    async def test_a_failure_is_an_error_and_never_an_empty_answer(
        self,
        geocoder: GeocoderGateway,
        server: Geocoder,
        status: int,
        error: type[GatewayError],
    ) -> None:
        server.status = status

        with pytest.raises(error):
            await found(geocoder, "rose garden")
        with pytest.raises(error):
            await geocoder.reverse(makers.DAM, language="en")

    async def test_when_to_come_back_is_kept(
        self, geocoder: GeocoderGateway, server: Geocoder
    ) -> None:
        server.status, server.retry_after = 429, "17"

        with pytest.raises(GatewayUnavailable) as failed:
            await found(geocoder, "rose garden")

        assert failed.value.retry_after_s == 17

    @pytest.mark.parametrize(
        "body",
        [b"", b"<html></html>", b"[1]", b"{}", b'{"features": [{}]}', b"[[" * 50_000],
        ids=["empty", "html", "list", "object", "feature", "deep"],
    )
    async def test_an_answer_of_another_form_is_an_error(
        self, geocoder: GeocoderGateway, server: Geocoder, body: bytes
    ) -> None:
        server.raw = body

        with pytest.raises(GatewayError):
            await found(geocoder, "rose garden")

    async def test_an_answer_without_end_is_an_error(
        self, geocoder: GeocoderGateway, server: Geocoder
    ) -> None:
        server.raw = b" " * 3_000_000

        with pytest.raises(GatewayUnavailable):
            await found(geocoder, "rose garden")

    async def test_no_answer_in_time_is_an_error(
        self, geocoder: GeocoderGateway, server: Geocoder
    ) -> None:
        server.hang_s = 1.5

        with pytest.raises(GatewayTimeout):
            await found(geocoder, "rose garden")

    async def test_after_a_failure_it_works_again(
        self, geocoder: GeocoderGateway, server: Geocoder
    ) -> None:
        server.status = 503
        with pytest.raises(GatewayUnavailable):
            await found(geocoder, "rose garden")

        server.status = 200

        assert len(await found(geocoder, "rose garden")) == 2

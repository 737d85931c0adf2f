"""Tell which landmark a picture shows, or that nobody can."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from walkumentary.domain.places.names import spoken_names
from walkumentary.domain.places.place import AREAS, Place
from walkumentary.domain.places.ranking import BASE, Fit
from walkumentary.domain.places.recognition import (
    FLOOR,
    REACH_M,
    Method,
    Sight,
    believable,
    shares,
)
from walkumentary.domain.places.whereabouts import NOWHERE, Whereabouts
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.text import folded, squeeze
from walkumentary.gateway.notes import NotesReader
from walkumentary.gateway.pictures import Picture, PicturesGateway
from walkumentary.gateway.places import NearPlace, PlacesReader
from walkumentary.gateway.spending import SpendingGateway
from walkumentary.gateway.vision import LookOrder, Sighting, VisionGateway
from walkumentary.usecase.places.degrading import degrading
from walkumentary.usecase.places.surroundings import Located, Surroundings

MAX_CANDIDATES = 3
HINTS = 10
"""Names of landmarks around that the model is told."""
LOOKED_AT = 50
"""Nearest places that are weighed."""
ANYWHERE_NEAR_M = 5_000.0
"""How far from the camera a landmark that a model names may stand."""
VISION = "vision"
"""What the answer is degraded by when the model is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizePlaceQuery:
    """Who sends which picture; ``position`` serves where the picture has none."""

    actor: Actor
    image: bytes
    position: Coordinates | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A landmark around, and how likely it is the one shown (0…1)."""

    near: NearPlace
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What is shown; without a name where nothing is claimed.

    ``place`` is the stored place of that name, where there is one; ``candidates`` come
    likeliest first, those with notes before the others.
    """

    name: str | None = None
    place: Place | None = None
    where: Whereabouts = NOWHERE
    description: str = ""
    confidence: float = 0.0
    method: Method = Method.NONE
    candidates: Sequence[Candidate] = ()
    degraded: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A picture, where it was taken, and what stands around."""

    query: RecognizePlaceQuery
    picture: Picture
    position: Coordinates | None
    candidates: Sequence[Candidate]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizePlace:
    """Position first, then the landmarks around, then a model where there is one.

    The picture is not kept, and its metadata reaches nobody.
    """

    pictures: PicturesGateway
    places: PlacesReader
    notes: NotesReader
    surroundings: Surroundings
    vision: VisionGateway | None
    spending: SpendingGateway

    async def execute(self, query: RecognizePlaceQuery) -> Recognition:
        """Return the landmark if it stands out clearly enough, else what it may be.

        A model or geocoder that is away is named in ``degraded``.

        Raises:
            PriceTooHigh, GuestsSpentAll: a model would have to look, and there is no
                money for it.
            PictureKindUnsupported, PictureTooLarge, PictureUnreadable: not a picture
                that can be opened.
            GatewayUnavailable: the database cannot be reached, or pictures cannot be
                opened just now.
        """
        picture = await self.pictures.open(query.image)
        position = picture.position or query.position
        view = _View(
            query=query,
            picture=picture,
            position=position,
            candidates=await self._around(
                position, heading_deg=picture.heading_deg, actor=query.actor
            ),
        )
        likeliest = max(view.candidates, key=lambda one: one.confidence, default=None)
        if likeliest is not None and likeliest.confidence >= FLOOR:
            return await self._known(likeliest, view)
        return await self._seen(view)

    async def _around(
        self,
        position: Coordinates | None,
        *,
        heading_deg: float | None,
        actor: Actor,
    ) -> Sequence[Candidate]:
        if position is None:
            return ()
        around = await self.places.around(
            position, actor=actor, radius_m=REACH_M, limit=LOOKED_AT
        )
        return _weighed(around, heading_deg=heading_deg)

    async def _known(self, likeliest: Candidate, view: _View) -> Recognition:
        place = likeliest.near.place
        return Recognition(
            name=place.name,
            place=place,
            where=_where(place),
            description=await self._overview(place, view),
            confidence=likeliest.confidence,
            method=Method.EXIF,
            candidates=view.candidates[:MAX_CANDIDATES],
        )

    async def _overview(self, place: Place, view: _View) -> str:
        notes = await self.notes.of_places(
            [place.id], actor=view.query.actor, language=view.query.language
        )
        return next((note.text for note in notes[place.id]), "")

    async def _seen(self, view: _View) -> Recognition:
        nothing = Recognition(candidates=view.candidates[:MAX_CANDIDATES])
        if self.vision is None:
            return nothing
        located = await self._located(view)
        sighting: Sighting | None = None
        with degrading(VISION) as degraded:
            sighting = await self._look(self.vision, view, located)
        degraded = [*located.degraded, *degraded]
        return await self._told(sighting, view, located, degraded)

    async def _located(self, view: _View) -> Located:
        if view.position is None:
            return Located(whereabouts=NOWHERE)
        return await self.surroundings.locate(
            view.position, actor=view.query.actor, language=view.query.language
        )

    async def _look(
        self, vision: VisionGateway, view: _View, located: Located
    ) -> Sighting:
        nearest = sorted(view.candidates, key=lambda one: one.near.distance_m)
        where = (located.whereabouts.city, located.whereabouts.country)
        order = LookOrder(
            jpeg=view.picture.jpeg,
            candidates=[one.near.place.name for one in nearest[:HINTS]],
            where=", ".join(part for part in where if part),
            language=view.query.language,
        )
        async with self.spending.buying(
            view.query.actor, kind="recognition", expected=vision.expected
        ) as bought:
            return await vision.look(
                replace(order, bill=bought.bill, meter=bought.used)
            )

    async def _told(
        self,
        sighting: Sighting | None,
        view: _View,
        located: Located,
        degraded: Sequence[str],
    ) -> Recognition:
        """Claim what the model is sure of; say nothing else of what it said."""
        candidates = view.candidates[:MAX_CANDIDATES]
        name = squeeze(sighting.name or "") if sighting else ""
        confidence = believable(sighting.confidence) if sighting else 0.0
        if sighting is None or not folded(name) or confidence < FLOOR:
            return Recognition(candidates=candidates, degraded=degraded)
        place = await self._called(name, view)
        return Recognition(
            name=place.name if place else name,
            place=place,
            where=_where(place) if place else located.whereabouts,
            description=squeeze(sighting.description),
            confidence=confidence,
            method=Method.VISION,
            candidates=candidates,
            degraded=degraded,
        )

    async def _called(self, name: str, view: _View) -> Place | None:
        """Return the stored place the model means, if one has this very name."""
        around = (one.near.place for one in view.candidates)
        here = next((one for one in around if folded(name) in spoken_names(one)), None)
        if here is not None:
            return here
        found = await self.places.matching(
            name,
            actor=view.query.actor,
            near=view.position,
            radius_m=ANYWHERE_NEAR_M if view.position else None,
            limit=1,
        )
        return next((one.place for one in found if one.score >= BASE[Fit.EXACT]), None)


def _weighed(
    around: Sequence[NearPlace], *, heading_deg: float | None
) -> Sequence[Candidate]:
    landmarks = [near for near in around if near.place.location_type not in AREAS]
    sights = [
        Sight(
            distance_m=near.distance_m,
            bearing_deg=near.bearing_deg,
            has_notes=near.note_count > 0,
        )
        for near in landmarks
    ]
    candidates = [
        Candidate(near=near, confidence=share)
        for near, share in zip(
            landmarks, shares(sights, heading_deg=heading_deg), strict=True
        )
    ]
    return sorted(
        candidates, key=lambda one: (not one.near.note_count, -one.confidence)
    )


def _where(place: Place) -> Whereabouts:
    return Whereabouts(
        address=place.address or None,
        city=place.city or None,
        country=place.country or None,
        country_code=place.country_code or None,
    )

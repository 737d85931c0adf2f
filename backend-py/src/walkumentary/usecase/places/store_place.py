"""Store a place: a geocoder's result for everybody, or one's own for oneself."""

from dataclasses import dataclass

from walkumentary.domain.places.own import OwnPlace
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.places import PlacesReader
from walkumentary.gateway.results import ResultSealGateway
from walkumentary.gateway.unit_of_work import Begin, KnowledgeWork
from walkumentary.usecase.places.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePlaceCommand:
    """Who stores what: a result token of a search, or a place of their own."""

    actor: Actor
    place: OwnPlace | str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlace:
    """The place as it stands, and whether it is since now."""

    place: Place
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePlace:
    """Have a place under an id that every other call accepts; twice changes nothing.

    What everybody sees was found by the geocoder: the token proves it, and no word of
    the actor's is in it.
    """

    begin: Begin[KnowledgeWork]
    places: PlacesReader
    surroundings: Surroundings
    results: ResultSealGateway
    ids: Ids

    async def execute(self, command: StorePlaceCommand) -> StoredPlace:
        """Store the place, unless it, or one of that name close by, is stored.

        Raises:
            ResultTokenInvalid: the token is not one of ours, or too old.
            GatewayUnavailable: the database cannot be reached.
        """
        place = await self._told(command)
        writer = SYSTEM if place.owner_id is None else command.actor
        async with self.begin(writer) as work:
            added = await work.places.add(place)
            await work.commit()
        stored = await self.places.get(added.place_id, actor=command.actor)
        return StoredPlace(place=stored, is_new=added.is_new)

    async def _told(self, command: StorePlaceCommand) -> Place:
        if isinstance(command.place, str):
            return self.results.unseal(command.place)
        own = command.place
        where = await self.surroundings.known(own.position, actor=command.actor)
        return own.of(
            command.actor.user_id, place_id=PlaceId(self.ids.new()), where=where
        )

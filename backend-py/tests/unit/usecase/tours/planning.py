"""A city in memory, and the use cases that plan walks through it."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache

from tests import makers
from tests.contracts.knowledge import EMBEDDER
from tests.packs import CENTRE, a_pack
from tests.unit.usecase.doubles import (
    ListedPacks,
    ScriptedGeocoder,
    WatchedEmbedder,
    result_seal,
)
from tests.unit.usecase.tours.money import GRATIS, UNCOUNTED, UNCOUNTED_GUESTS, budgets
from walkumentary.domain.accounts.limits import GuestLimits, Limits
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.request import TourRequest
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.routes import WalkingRoutesGateway
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.memory.narrator import ScriptedNarrator
from walkumentary.infra.memory.notes import MemoryNotesReader
from walkumentary.infra.memory.places import MemoryPlacesReader
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.infra.pricing.catalogue import PriceCatalogue
from walkumentary.infra.routing.estimated import EstimatedRoutes
from walkumentary.infra.system.admission import BoundedQueue
from walkumentary.usecase.notes.load_packs import LoadPacks, LoadPacksCommand
from walkumentary.usecase.places.search_places import SearchPlaces
from walkumentary.usecase.tours.afford_walk import AffordWalk
from walkumentary.usecase.tours.estimate_tour import EstimateTour
from walkumentary.usecase.tours.generate_tour import GenerateTour
from walkumentary.usecase.tours.plan_walk import PlannedTour, PlanWalk, PlanWalkQuery
from walkumentary.usecase.tours.price_walk import PriceWalk

TOWER = CENTRE
"""Where the middle of the test city is; its landmarks stand around it."""


@cache
def _loaded() -> MemoryStore:
    store = MemoryStore()
    load = LoadPacks(
        begin=MemoryBegin(store), packs=ListedPacks([a_pack()]), embedder=EMBEDDER
    )
    # In a thread of its own, since the caller may be inside a loop already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, load.execute(LoadPacksCommand())).result()
    return store


def city_store(clock: FixedClock) -> MemoryStore:
    """Return a database that holds the test city and nothing else."""
    city = _loaded()
    return MemoryStore(
        clock=clock,
        places=dict(city.places),
        notes=dict(city.notes),
        note_vectors=dict(city.note_vectors),
    )


@dataclass(kw_only=True)
class Planning:
    """Everything around a plan."""

    clock: FixedClock = field(default_factory=FixedClock)
    actor: Actor = field(default_factory=makers.an_actor)
    narrator: NarratorGateway = field(default_factory=ScriptedNarrator)
    speech: ToneSpeech = field(default_factory=ToneSpeech)
    embedder: WatchedEmbedder = field(default_factory=WatchedEmbedder)
    ids: SequentialIds = field(default_factory=SequentialIds)
    prices: PriceCatalogue = GRATIS
    limits: Mapping[str, Limits] = field(default_factory=lambda: UNCOUNTED)
    guest_limits: GuestLimits = UNCOUNTED_GUESTS
    admission: BoundedQueue = field(default_factory=lambda: BoundedQueue(places=4))
    routes: WalkingRoutesGateway = field(default_factory=EstimatedRoutes)
    geocoder: ScriptedGeocoder = field(default_factory=ScriptedGeocoder)

    def __post_init__(self) -> None:
        self.store = city_store(self.clock)
        self.begin = MemoryBegin(self.store)

    @property
    def plan_walk(self) -> PlanWalk:
        places = MemoryPlacesReader(self.store)
        return PlanWalk(
            places=places,
            finder=SearchPlaces(
                places=places,
                geocoder=self.geocoder,
                results=result_seal(),
            ),
            notes=MemoryNotesReader(self.store, embedder=EMBEDDER.name),
            embedder=self.embedder,
            routes=self.routes,
            narrator=self.narrator,
            speech=self.speech,
        )

    @property
    def afford_walk(self) -> AffordWalk:
        return AffordWalk(
            plan_walk=self.plan_walk,
            price_walk=PriceWalk(
                begin=self.begin, narrator=self.narrator, prices=self.prices
            ),
            begin=self.begin,
            budgets=budgets(self.clock, self.limits, self.guest_limits),
            admission=self.admission,
        )

    @property
    def generate(self) -> GenerateTour:
        return GenerateTour(
            afford_walk=self.afford_walk,
            begin=self.begin,
            narrator=self.narrator,
            clock=self.clock,
            ids=self.ids,
        )

    @property
    def estimate(self) -> EstimateTour:
        return EstimateTour(afford_walk=self.afford_walk)

    def query(self, request: TourRequest) -> PlanWalkQuery:
        return PlanWalkQuery(actor=self.actor, request=request)

    async def plan(self, request: TourRequest) -> PlannedTour:
        return await self.plan_walk.execute(self.query(request))

    def place(self, name: str) -> Place:
        """Return a place of the city."""
        return next(one for one in self.store.places.values() if one.name == name)

    def translate(self, language: str) -> None:
        """Have every note written in another language."""
        for note_id, note in list(self.store.notes.items()):
            self.store.notes[note_id] = replace(note, language=language)


def north_of_the_centre(metres: float) -> Coordinates:
    return Coordinates(CENTRE.latitude_deg + metres / 111_195, CENTRE.longitude_deg)

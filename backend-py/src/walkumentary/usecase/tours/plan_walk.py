"""Plan a walk: everything that is computed, nothing that is written."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from walkumentary.domain.accounts.usage import own_bill
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place, PlaceNotFound
from walkumentary.domain.places.search import PlaceSearch, PlaceSearchResult
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import (
    AppError,
    GatewayError,
    GatewayUnavailable,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NoteId, PlaceId, TourId
from walkumentary.domain.shared.languages import closest, primary
from walkumentary.domain.tours import pacing, plan, scoring
from walkumentary.domain.tours.cues import Waypoint, spoken_name
from walkumentary.domain.tours.interests import canonical_all
from walkumentary.domain.tours.orienteering import (
    NoFeasibleRoute,
    OrienteeringProblem,
    Solution,
    solve,
)
from walkumentary.domain.tours.pacing import Appetite
from walkumentary.domain.tours.paths import simplified
from walkumentary.domain.tours.plan import (
    Anchor,
    MinutesTooFew,
    NoLandmarksNearby,
    PlannedLeg,
    Visit,
    WalkPlan,
    Ways,
)
from walkumentary.domain.tours.request import Loop, Pace, TourRequest
from walkumentary.domain.tours.scoring import Candidate, NoteSummary
from walkumentary.domain.tours.selection import selection_problem
from walkumentary.domain.tours.tour import Certificate
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.notes import EmbedderGateway, Landmark, NotesReader, Vector
from walkumentary.gateway.place_finder import PlaceFinderGateway
from walkumentary.gateway.places import PlacesReader
from walkumentary.gateway.routes import (
    Profile,
    Walk,
    WalkingLeg,
    WalkingMatrix,
    WalkingRoutesGateway,
)
from walkumentary.gateway.speech import SpeechGateway, Voice

MAX_LANDMARKS = 2_000
"""Landmarks looked at around a start."""

NO_WAY_M = 100_000.0
"""Metres that stand for no way at all: farther than any walk goes."""

EMBEDDER = "embedder"
"""What a plan is degraded by where wishes were matched by their tags alone."""

type NotesByPlace = Mapping[PlaceId, Sequence[Note]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWalkQuery:
    """Who wants which tour; ``tour_id``, where a repeated request shall find it."""

    actor: Actor
    request: TourRequest
    tour_id: TourId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTour:
    """The plan, the voice it was timed for, and the language of its notes.

    ``degraded`` names what could not be asked.
    """

    plan: WalkPlan
    voice: Voice
    notes_language: str
    degraded: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWalk:
    """Choose stops, order, lengths and cues; the same for estimate and generate."""

    places: PlacesReader
    finder: PlaceFinderGateway
    notes: NotesReader
    embedder: EmbedderGateway
    routes: WalkingRoutesGateway
    narrator: NarratorGateway
    speech: SpeechGateway

    async def execute(self, query: PlanWalkQuery) -> PlannedTour:
        """Return the walk that ``generate`` would make.

        Raises:
            PlaceNotFound: no place of that id or name.
            StyleNotAvailable: the writer cannot honour the style.
            LanguageNotAvailable: no notes, or no writer, for the language.
            VoiceNotAvailable: no such voice for the language.
            NoLandmarksNearby: nothing with notes in reach of the start.
            MinutesTooFew: the shortest walk takes longer; names its minutes.
            StepFreeNotAvailable: no map here knows where steps are.
            GatewayUnavailable: database or routes cannot be reached.
        """
        request = query.request
        anchor = await self._anchor(query)
        language = await self._notes_language(query, anchor)
        voice = self.speech.voice(language=request.language, voice_id=request.voice)
        wishes = await self._wishes(query)
        landmarks = await self._landmarks(
            query, anchor, language=language, wishes=wishes or ()
        )
        ways = self._ways(request, voice)
        candidates = _candidates(landmarks, anchor=anchor, request=request, ways=ways)
        if not candidates:
            raise await self._nothing_near(query, anchor)
        matrix = await self._matrix(candidates, anchor=anchor, request=request)
        chosen, solution = await self._select(candidates, matrix, request=request)
        notes = await self.notes.of_places(
            [one.place.id for one in candidates],
            actor=query.actor,
            language=language,
        )
        walk_as = replace(_walk_as(request), source=matrix.source)
        legs, end = await self._legs(
            chosen, anchor=anchor, request=request, walk=walk_as
        )
        visits = [
            _visit(one, leg, notes=notes[one.place.id], ways=ways)
            for one, leg in zip(chosen, legs, strict=True)
        ]
        walk = plan.planned(
            anchor,
            visits,
            end=end,
            seen=_waypoints(candidates, notes),
            certificate=_certificate(solution),
            scarce=_scarce(len(chosen), len(candidates), request),
            ways=ways,
        )
        return PlannedTour(
            plan=walk,
            voice=voice,
            notes_language=language,
            degraded=() if wishes is not None else (EMBEDDER,),
        )

    async def _anchor(self, query: PlanWalkQuery) -> Anchor:
        request = query.request
        if request.coordinates is not None:
            return await self._named_position(query, request.coordinates)
        place, is_stored = await self._named_place(query)
        return Anchor(
            start=request.start or place.position,
            place_id=place.id if is_stored else None,
            place_name=place.name,
            city=place.city,
        )

    async def _named_place(self, query: PlanWalkQuery) -> tuple[Place, bool]:
        """Return the place, and whether it is stored here."""
        request = query.request
        if request.location_id is not None:
            return await self.places.get(request.location_id, actor=query.actor), True
        text = request.query or ""
        found = await self.finder.execute(
            PlaceSearch(actor=query.actor, query=text, limit=1)
        )
        if not found.items:
            raise _unknown(text, found)
        match = found.items[0]
        return match.place, match.result_token is None

    async def _named_position(
        self, query: PlanWalkQuery, position: Coordinates
    ) -> Anchor:
        near = await self.places.around(
            position, actor=query.actor, radius_m=query.request.radius_m, limit=1
        )
        place = near[0].place if near else None
        return Anchor(
            start=query.request.start or position,
            place_id=None,
            place_name=f"near {place.name}" if place else "here",
            city=place.city if place else "",
        )

    async def _notes_language(self, query: PlanWalkQuery, anchor: Anchor) -> str:
        """Return the language of the notes to write from, if the writer can."""
        available = await self.notes.languages(
            anchor.start, actor=query.actor, radius_m=query.request.radius_m
        )
        if not available:
            raise await self._nothing_near(query, anchor)
        self.narrator.check(
            style=query.request.style.value,
            language=query.request.language,
            available=available,
        )
        return closest(query.request.language, available)

    async def _wishes(self, query: PlanWalkQuery) -> Sequence[Vector] | None:
        """Return what is wished for as vectors; None while nobody can make them."""
        wishes = list(query.request.interests)
        bill = own_bill(query.actor.user_id, "search")
        try:
            return list(await self.embedder.embed(wishes, bill=bill)) if wishes else []
        except GatewayError:
            return None

    async def _landmarks(
        self,
        query: PlanWalkQuery,
        anchor: Anchor,
        *,
        language: str,
        wishes: Sequence[Vector],
    ) -> Sequence[Landmark]:
        return await self.notes.landmarks(
            anchor.start,
            actor=query.actor,
            radius_m=query.request.radius_m,
            language=language,
            wishes=wishes,
            limit=MAX_LANDMARKS,
        )

    async def _nothing_near(
        self, query: PlanWalkQuery, anchor: Anchor
    ) -> NoLandmarksNearby:
        nearest = await self.places.nearest_covered(
            anchor.start, actor=query.actor, language=primary(query.request.language)
        )
        hint = (
            f" The nearest covered place is {nearest.place.name} in "
            f"{nearest.place.city}, {nearest.distance_m / 1000:.1f} km away."
            if nearest
            else ""
        )
        return NoLandmarksNearby(
            f"No landmark with notes lies within {query.request.radius_m:.0f} m."
            f"{hint} Notes for a city are added with `walkumentary notes load PACK`."
        )

    def _ways(self, request: TourRequest, voice: Voice) -> Ways:
        return Ways(
            wishes=canonical_all(request.interests),
            style=request.style.value,
            language=request.language,
            writer=self.narrator.writer,
            words_per_s=voice.words_per_s * request.speed,
            minutes=request.duration_minutes,
        )

    async def _matrix(
        self,
        candidates: Sequence[Candidate],
        *,
        anchor: Anchor,
        request: TourRequest,
    ) -> WalkingMatrix:
        """Return the ways from start and candidates to candidates and end."""
        points = [one.place.position for one in candidates]
        end = _end_point(request, anchor)
        return await self.routes.matrix(
            [anchor.start, *points],
            [*points, end or anchor.start],
            walk=_walk_as(request),
        )

    async def _select(
        self,
        candidates: Sequence[Candidate],
        matrix: WalkingMatrix,
        *,
        request: TourRequest,
    ) -> tuple[Sequence[Candidate], Solution]:
        """Solve off the event loop; it is pure arithmetic."""
        problem = self._problem(candidates, matrix, request=request)
        try:
            solution = await asyncio.to_thread(solve, problem)
        except NoFeasibleRoute as error:
            raise _too_few(error, request) from error
        return [candidates[n] for n in solution.order], solution

    def _problem(
        self,
        candidates: Sequence[Candidate],
        matrix: WalkingMatrix,
        *,
        request: TourRequest,
    ) -> OrienteeringProblem:
        rate = self._words_per_s(request)
        return selection_problem(
            scores=[one.score for one in candidates],
            appetites=[_appetite(one.words, rate) for one in candidates],
            metres=np.minimum(matrix.distance_m, NO_WAY_M),
            has_end=request.end is not None,
            metres_per_s=request.pace.metres_per_s,
            minutes=request.duration_minutes,
            words_per_s=rate,
        )

    def _words_per_s(self, request: TourRequest) -> float:
        voice = self.speech.voice(language=request.language, voice_id=request.voice)
        return voice.words_per_s * request.speed

    async def _legs(
        self,
        chosen: Sequence[Candidate],
        *,
        anchor: Anchor,
        request: TourRequest,
        walk: Walk,
    ) -> tuple[Sequence[PlannedLeg], PlannedLeg | None]:
        points = [anchor.start, *(one.place.position for one in chosen)]
        end = _end_point(request, anchor)
        ends = [*points[1:], *([end] if end else [])]
        starts = [*points, points[-1]][: len(ends)]
        found = await asyncio.gather(
            *(
                self.routes.leg(start, stop, walk=walk)
                for start, stop in zip(starts, ends, strict=True)
            )
        )
        legs = [_planned(leg, request.pace) for leg in found]
        return legs[: len(chosen)], (legs[-1] if end else None)


def _walk_as(request: TourRequest) -> Walk:
    profile = Profile.STEP_FREE if request.step_free else Profile.FOOT
    return Walk(profile=profile, language=request.language)


def _planned(leg: WalkingLeg, pace: Pace) -> PlannedLeg:
    return PlannedLeg(
        distance_m=leg.distance_m,
        duration_s=leg.distance_m / pace.metres_per_s,
        path=simplified(leg.path),
        source=leg.source,
        manoeuvres=leg.manoeuvres,
        climb_m=leg.climb_m,
    )


def _end_point(request: TourRequest, anchor: Anchor) -> Coordinates | None:
    return anchor.start if isinstance(request.end, Loop) else request.end


def _unknown(text: str, found: PlaceSearchResult) -> AppError:
    """Tell a place nobody knows from one that could not be asked for."""
    if found.degraded:
        missing = ", ".join(found.degraded)
        return GatewayUnavailable(
            f"No place called {text!r} is known here, and the {missing} is away."
        )
    return PlaceNotFound(
        f"No place called {text!r} is known here; try a landmark's name, a city, or "
        "coordinates."
    )


def _candidates(
    landmarks: Sequence[Landmark], *, anchor: Anchor, request: TourRequest, ways: Ways
) -> tuple[Candidate, ...]:
    """Score what can be told; a landmark asked for by name is worth the most."""
    scored = (_scored(one, anchor=anchor, request=request) for one in landmarks)
    tellable = [
        one
        for one in scored
        if pacing.appetite(words=one.words, words_per_s=ways.words_per_s)
    ]
    return scoring.best(tellable)


def _scored(landmark: Landmark, *, anchor: Anchor, request: TourRequest) -> Candidate:
    candidate = scoring.scored(
        landmark.place,
        [
            NoteSummary(words=n.words, tags=n.tags, similarity=n.similarity)
            for n in landmark.notes
        ],
        wishes=request.interests,
        discovery=request.discovery,
        remoteness=min(1.0, landmark.distance_m / request.radius_m),
    )
    named = landmark.place.id == anchor.place_id
    return replace(candidate, score=scoring.ASKED_FOR) if named else candidate


def _appetite(words: int, words_per_s: float) -> Appetite:
    appetite = pacing.appetite(words=words, words_per_s=words_per_s)
    assert appetite is not None  # noqa: S101  _candidates kept only tellable ones
    return appetite


def _visit(
    one: Candidate, leg: PlannedLeg, *, notes: Sequence[Note], ways: Ways
) -> Visit:
    return Visit(
        place=one.place,
        notes=tuple(notes),
        leg=leg,
        appetite=_appetite(one.words, ways.words_per_s),
    )


def _waypoints(
    candidates: Sequence[Candidate], notes: NotesByPlace
) -> list[tuple[Waypoint, NoteId | None]]:
    return [
        (
            Waypoint(
                name=spoken_name(
                    one.place.name, [note.text for note in notes[one.place.id]]
                ),
                coordinates=one.place.position,
            ),
            _naming(one.place, notes[one.place.id]),
        )
        for one in candidates
    ]


def _naming(place: Place, notes: Sequence[Note]) -> NoteId | None:
    return next((note.id for note in notes if place.name in note.text), None)


def _certificate(solution: Solution) -> Certificate:
    found = solution.certificate
    return Certificate(
        objective=found.objective,
        upper_bound=found.upper_bound,
        gap=found.gap,
        candidates=found.candidates,
        considered=found.considered,
        solver=found.solver,
    )


def _scarce(chosen: int, candidates: int, request: TourRequest) -> str:
    """Return what a longer walk would have needed more of."""
    most = pacing.stop_range(request.duration_minutes)[1]
    if chosen == candidates:
        return "candidates"
    return "notes" if chosen == most else "legs"


def _too_few(
    error: NoFeasibleRoute, request: TourRequest
) -> MinutesTooFew | NoLandmarksNearby:
    fewest = pacing.MIN_STOPS
    if error.minimum_budget_s is None:
        return NoLandmarksNearby(
            f"Fewer than {fewest} landmarks with notes can be joined on foot here."
        )
    minutes = -(-error.minimum_budget_s // 60) + 1
    return MinutesTooFew(
        f"{request.duration_minutes} minutes are too few for {fewest} stops here; "
        f"ask for at least {minutes:.0f}."
    )

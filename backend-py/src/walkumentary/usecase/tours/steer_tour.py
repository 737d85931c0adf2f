"""Stop a tour, go on with it, or have it spoken anew."""

from dataclasses import dataclass, replace

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.request import TourRequestInvalid
from walkumentary.domain.tours.status import Happening
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.speech import SpeechGateway, Voice
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.paying import Budgets, settle
from walkumentary.usecase.tours.price_walk import PriceWalk
from walkumentary.usecase.tours.read_tour import TourQuery
from walkumentary.usecase.tours.telling import tell_status

SLOWEST, FASTEST = 0.5, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTour:
    """End the making; what is finished stays readable and playable."""

    begin: Begin[TourWork]
    clock: Clock

    async def execute(self, command: TourQuery) -> None:
        """Cancel and take the lease, so that the running job's next write fails.

        Raises:
            TourNotFound: the actor has no such tour.
            TourStateForbids: it is finished already.
        """
        async with self.begin(command.actor) as work:
            tour = await work.tours.get(command.tour_id, owner_id=command.actor.user_id)
            cancelled = tour.after(Happening.CANCELLED, now=self.clock.now())
            await work.tours.take_lease(tour.id)
            await settle(work, cancelled)
            await _saved(work, cancelled)
            await work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryTour:
    """Go on where an error or a cancel ended it; nothing finished is made again."""

    begin: Begin[TourWork]
    price_walk: PriceWalk
    budgets: Budgets
    clock: Clock

    async def execute(self, command: TourQuery) -> None:
        """Have the rest made.

        Raises:
            TourNotFound: the actor has no such tour.
            TourStateForbids: it is being made, or ready.
            PriceTooHigh, GuestsSpentAll: there is no money for the rest.
            DayFull, TooManyAtOnce, GuestDayFull: its place was given back and taken.
        """
        async with self.begin(command.actor) as work:
            tour = await work.tours.get(command.tour_id, owner_id=command.actor.user_id)
            again = tour.after(Happening.RETRIED, now=self.clock.now())
            usd = await self.price_walk.rest(work, again)
            await self.budgets.set_more_aside(work, command.actor, again, usd=usd)
            await _saved(work, again)
            await work.jobs.make_tour(tour.id, owner_id=tour.owner_id)
            await work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegenerateAudioCommand:
    """The new voice or speed; None keeps the tour's."""

    actor: Actor
    tour_id: TourId
    voice: str | None = None
    speed: float | None = None

    def __post_init__(self) -> None:
        if self.speed is not None and not SLOWEST <= self.speed <= FASTEST:
            raise TourRequestInvalid(
                "The speed is out of range.",
                fields=[FieldProblem("/speed", f"must lie in {SLOWEST}…{FASTEST}")],
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegenerateAudio:
    """Speak the same text again; pieces that exist in the new voice are reused."""

    begin: Begin[TourWork]
    speech: SpeechGateway
    price_walk: PriceWalk
    budgets: Budgets
    clock: Clock

    async def execute(self, command: RegenerateAudioCommand) -> None:
        """Forget which pieces speak the tour and have new ones made.

        Raises:
            TourNotFound: the actor has no such tour.
            TourStateForbids: its text does not stand yet.
            VoiceNotAvailable: no such voice for the tour's language.
            PriceTooHigh, GuestsSpentAll: there is no money for the new sound.
        """
        async with self.begin(command.actor) as work:
            tour = await work.tours.get(command.tour_id, owner_id=command.actor.user_id)
            voice = self.speech.voice(
                language=tour.language, voice_id=command.voice or tour.voice
            )
            silent = tour.after(Happening.REVOICED, now=self.clock.now())
            await work.tours.silence(tour.id)
            revoiced = _revoiced(silent, voice, command)
            usd = await self.price_walk.rest(work, revoiced)
            await self.budgets.set_more_aside(work, command.actor, revoiced, usd=usd)
            await _saved(work, revoiced)
            await work.jobs.make_tour(tour.id, owner_id=tour.owner_id)
            await work.commit()


def _revoiced(tour: Tour, voice: Voice, command: RegenerateAudioCommand) -> Tour:
    return replace(
        tour,
        voice=voice.id,
        speech_provider=voice.provider,
        speech_model=voice.model,
        speed=command.speed or tour.speed,
        audio_version=tour.audio_version + 1,
    )


async def _saved(work: TourWork, tour: Tour) -> None:
    await work.tours.save(tour)
    await tell_status(work, tour, await work.tours.sentences(tour.id))

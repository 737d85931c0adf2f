"""Composition: gateways in, use cases out. No input or output happens here."""

from collections.abc import Mapping
from dataclasses import dataclass

from walkumentary import __version__
from walkumentary.domain.accounts.api_key import ServiceKeys
from walkumentary.domain.accounts.limits import GuestLimits, Limits
from walkumentary.gateway.accounts import PublicKeysGateway
from walkumentary.gateway.addresses import AddressSealGateway
from walkumentary.gateway.admission import AdmissionGateway
from walkumentary.gateway.alerts import AlertsGateway
from walkumentary.gateway.api_keys import ApiKeysReader
from walkumentary.gateway.cache import CacheGateway
from walkumentary.gateway.clock import Clock, Stopwatch
from walkumentary.gateway.events import EventSignals, EventsReader
from walkumentary.gateway.export import ExportReader
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.gateway.health import HealthProbe
from walkumentary.gateway.idempotency import IdempotencyGateway
from walkumentary.gateway.identity import IdentityGateway
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.mail import LinkSeals, MailGateway
from walkumentary.gateway.media import MediaSignerGateway
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.notes import EmbedderGateway, NotesReader
from walkumentary.gateway.packs import PacksGateway
from walkumentary.gateway.pictures import PicturesGateway
from walkumentary.gateway.places import PlacesReader
from walkumentary.gateway.prices import PricesGateway
from walkumentary.gateway.rate_limits import RateLimitsGateway
from walkumentary.gateway.results import ResultSealGateway
from walkumentary.gateway.routes import WalkingRoutesGateway
from walkumentary.gateway.speech import SpeechGateway
from walkumentary.gateway.storage import StorageGateway
from walkumentary.gateway.tour_views import ToursReader
from walkumentary.gateway.unit_of_work import (
    AccountWork,
    Begin,
    BudgetWork,
    KnowledgeWork,
    LedgerWork,
    TourWork,
)
from walkumentary.gateway.usage import UsageReader
from walkumentary.gateway.vision import VisionGateway
from walkumentary.usecase import UseCases
from walkumentary.usecase.accounts import AccountUseCases
from walkumentary.usecase.accounts.change_password import ChangePassword
from walkumentary.usecase.accounts.change_profile import ChangeProfile
from walkumentary.usecase.accounts.check_account import CheckAccount
from walkumentary.usecase.accounts.check_api_key import CheckApiKey
from walkumentary.usecase.accounts.check_role import CheckRole
from walkumentary.usecase.accounts.confirm_email import ConfirmEmail
from walkumentary.usecase.accounts.delete_account import DeleteAccount
from walkumentary.usecase.accounts.export_account import ExportAccount
from walkumentary.usecase.accounts.forget_account import ForgetAccount
from walkumentary.usecase.accounts.forgot_password import ForgotPassword
from walkumentary.usecase.accounts.keep_api_keys import (
    CreateApiKey,
    ListApiKeys,
    RemoveApiKey,
)
from walkumentary.usecase.accounts.leave_for_google import LeaveForGoogle
from walkumentary.usecase.accounts.log_in import LogIn
from walkumentary.usecase.accounts.log_in_with_google import LogInWithGoogle
from walkumentary.usecase.accounts.log_out import LogOut
from walkumentary.usecase.accounts.read_keys import ReadKeys
from walkumentary.usecase.accounts.read_preferences import ReadPreferences
from walkumentary.usecase.accounts.read_profile import ReadProfile
from walkumentary.usecase.accounts.read_usage import ReadUsage
from walkumentary.usecase.accounts.refresh_session import RefreshSession
from walkumentary.usecase.accounts.reset_password import ResetPassword
from walkumentary.usecase.accounts.return_from_google import ReturnFromGoogle
from walkumentary.usecase.accounts.send_mail import SendMail
from walkumentary.usecase.accounts.sign_in_anonymously import SignInAnonymously
from walkumentary.usecase.accounts.sign_up import SignUp
from walkumentary.usecase.accounts.sweep_credentials import SweepCredentials
from walkumentary.usecase.accounts.sweep_deleted import SweepDeleted
from walkumentary.usecase.accounts.sweep_guests import SweepGuests
from walkumentary.usecase.notes import NoteUseCases
from walkumentary.usecase.notes.check_pack import CheckPack
from walkumentary.usecase.notes.load_packs import LoadPacks
from walkumentary.usecase.notes.read_place_notes import ReadPlaceNotes
from walkumentary.usecase.notes.search_notes import SearchNotes
from walkumentary.usecase.ops import OpsUseCases
from walkumentary.usecase.ops.alert_budget import AlertBudget
from walkumentary.usecase.ops.read_health import ReadHealth
from walkumentary.usecase.ops.sweep_keys import SweepKeys
from walkumentary.usecase.ops.sweep_ledger import SweepLedger
from walkumentary.usecase.places import PlaceUseCases
from walkumentary.usecase.places.detect_place import DetectPlace
from walkumentary.usecase.places.nearby_landmarks import NearbyLandmarks
from walkumentary.usecase.places.read_place import ReadPlace
from walkumentary.usecase.places.recognize_place import RecognizePlace
from walkumentary.usecase.places.search_places import SearchPlaces
from walkumentary.usecase.places.store_place import StorePlace
from walkumentary.usecase.places.surroundings import Surroundings
from walkumentary.usecase.tours import TourUseCases
from walkumentary.usecase.tours.afford_walk import AffordWalk
from walkumentary.usecase.tours.bundle_tour import BundleTour
from walkumentary.usecase.tours.change_tour import ChangeTour
from walkumentary.usecase.tours.delete_tour import DeleteTour
from walkumentary.usecase.tours.estimate_tour import EstimateTour
from walkumentary.usecase.tours.follow_tour import FollowTour
from walkumentary.usecase.tours.generate_tour import GenerateTour
from walkumentary.usecase.tours.give_up_tour import GiveUpTour
from walkumentary.usecase.tours.list_voices import ListVoices
from walkumentary.usecase.tours.make_tour import MakeTour
from walkumentary.usecase.tours.open_audio import OpenAudio
from walkumentary.usecase.tours.paying import Budgets
from walkumentary.usecase.tours.plan_walk import PlanWalk
from walkumentary.usecase.tours.price_walk import PriceWalk
from walkumentary.usecase.tours.read_route import ReadRoute
from walkumentary.usecase.tours.read_shared import (
    ReadSharedRoute,
    ReadSharedTour,
    ReadSharedTranscript,
)
from walkumentary.usecase.tours.read_tour import ListTours, ReadTour, ReadTourStatus
from walkumentary.usecase.tours.read_transcript import ReadEvidence, ReadTranscript
from walkumentary.usecase.tours.resume_tours import ResumeTours
from walkumentary.usecase.tours.share_tour import ShareTour, StopSharing
from walkumentary.usecase.tours.spend_once import SpendOnce
from walkumentary.usecase.tours.steer_tour import CancelTour, RegenerateAudio, RetryTour
from walkumentary.usecase.tours.sweep_audio import SweepAudio
from walkumentary.usecase.tours.sweep_narrations import SweepNarrations
from walkumentary.usecase.tours.sweep_orphans import SweepOrphans


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateways:
    """Every port the product needs, each filled by one adapter.

    ``instance`` names the database: the same in all processes, in no other product.
    ``home`` is the address of the page, without a slash at its end.
    """

    begin_tour: Begin[TourWork]
    begin_knowledge: Begin[KnowledgeWork]
    begin_account: Begin[AccountWork]
    begin_budget: Begin[BudgetWork]
    begin_ledger: Begin[LedgerWork]
    tours: ToursReader
    places: PlacesReader
    geocoder: GeocoderGateway
    results: ResultSealGateway
    pictures: PicturesGateway
    vision: VisionGateway | None
    notes: NotesReader
    events: EventsReader
    signals: EventSignals
    embedder: EmbedderGateway
    packs: PacksGateway
    routes: WalkingRoutesGateway
    narrator: NarratorGateway
    speech: SpeechGateway
    storage: StorageGateway
    identity: IdentityGateway
    api_keys: ApiKeysReader
    service_keys: ServiceKeys
    export: ExportReader
    public_keys: PublicKeysGateway
    mail: MailGateway | None
    links: LinkSeals
    media: MediaSignerGateway
    idempotency: IdempotencyGateway
    rate_limits: RateLimitsGateway
    cache: CacheGateway
    probes: tuple[HealthProbe, ...]
    clock: Clock
    ids: Ids
    stopwatch: Stopwatch
    instance: str
    home: str
    prices: PricesGateway
    alerts: AlertsGateway
    usage: UsageReader
    limits: Mapping[str, Limits]
    guest_limits: GuestLimits
    addresses: AddressSealGateway
    planning: AdmissionGateway
    guests_welcome: bool
    speech_concurrency: int


def build_usecases(gateways: Gateways) -> UseCases:
    """Wire every use case once."""
    return UseCases(
        accounts=_accounts(gateways),
        places=_places(gateways),
        notes=_notes(gateways),
        tours=_tours(gateways, _places(gateways)),
        ops=OpsUseCases(
            health=ReadHealth(
                probes=gateways.probes, clock=gateways.clock, version=__version__
            ),
            alert_budget=AlertBudget(alerts=gateways.alerts),
            sweep_keys=SweepKeys(keys=gateways.idempotency),
            sweep_ledger=SweepLedger(begin=gateways.begin_ledger, clock=gateways.clock),
        ),
    )


def _accounts(gateways: Gateways) -> AccountUseCases:
    identity = gateways.identity
    delete = DeleteAccount(
        begin=gateways.begin_account,
        storage=gateways.storage,
        clock=gateways.clock,
        ids=gateways.ids,
    )
    return AccountUseCases(
        sign_in_anonymously=SignInAnonymously(
            identity=identity, guests_welcome=gateways.guests_welcome
        ),
        sign_up=SignUp(identity=identity),
        confirm_email=ConfirmEmail(identity=identity),
        log_in=LogIn(identity=identity),
        leave_for_google=LeaveForGoogle(identity=identity),
        return_from_google=ReturnFromGoogle(identity=identity),
        log_in_with_google=LogInWithGoogle(identity=identity),
        refresh_session=RefreshSession(identity=identity),
        log_out=LogOut(identity=identity),
        forgot_password=ForgotPassword(identity=identity),
        reset_password=ResetPassword(identity=identity),
        change_password=ChangePassword(identity=identity),
        send_mail=SendMail(
            begin=gateways.begin_account,
            mail=gateways.mail,
            links=gateways.links,
            clock=gateways.clock,
            home=gateways.home,
        ),
        sweep_credentials=SweepCredentials(
            begin=gateways.begin_account,
            public_keys=gateways.public_keys,
            clock=gateways.clock,
        ),
        usage=ReadUsage(
            usage=gateways.usage,
            begin=gateways.begin_budget,
            limits=gateways.limits,
            clock=gateways.clock,
        ),
        profile=ReadProfile(begin=gateways.begin_account, clock=gateways.clock),
        change_profile=ChangeProfile(
            begin=gateways.begin_account, clock=gateways.clock
        ),
        preferences=ReadPreferences(begin=gateways.begin_account),
        create_api_key=CreateApiKey(
            begin=gateways.begin_account, clock=gateways.clock, ids=gateways.ids
        ),
        api_keys=ListApiKeys(begin=gateways.begin_account),
        remove_api_key=RemoveApiKey(begin=gateways.begin_account),
        check_api_key=CheckApiKey(
            keys=gateways.api_keys,
            begin=gateways.begin_account,
            clock=gateways.clock,
            service=gateways.service_keys,
        ),
        check=CheckAccount(begin=gateways.begin_account),
        check_role=CheckRole(begin=gateways.begin_account),
        forget=ForgetAccount(identity=gateways.identity),
        delete=delete,
        sweep_guests=SweepGuests(
            begin=gateways.begin_account, delete=delete, clock=gateways.clock
        ),
        sweep_deleted=SweepDeleted(
            begin=gateways.begin_account, clock=gateways.clock, ids=gateways.ids
        ),
        export=ExportAccount(
            begin=gateways.begin_account, export=gateways.export, clock=gateways.clock
        ),
        keys=ReadKeys(public_keys=gateways.public_keys),
    )


def _places(gateways: Gateways) -> PlaceUseCases:
    places = gateways.places
    surroundings = Surroundings(places=places, geocoder=gateways.geocoder)
    return PlaceUseCases(
        search=SearchPlaces(
            places=places, geocoder=gateways.geocoder, results=gateways.results
        ),
        detect=DetectPlace(places=places, surroundings=surroundings),
        read=ReadPlace(places=places, notes=gateways.notes),
        nearby=NearbyLandmarks(places=places),
        store=StorePlace(
            begin=gateways.begin_knowledge,
            places=places,
            surroundings=surroundings,
            results=gateways.results,
            ids=gateways.ids,
        ),
        recognize=RecognizePlace(
            pictures=gateways.pictures,
            places=places,
            notes=gateways.notes,
            surroundings=surroundings,
            vision=gateways.vision,
            spending=SpendOnce(
                begin=gateways.begin_tour,
                budgets=_budgets(gateways),
                prices=gateways.prices,
                ids=gateways.ids,
            ),
        ),
    )


def _notes(gateways: Gateways) -> NoteUseCases:
    return NoteUseCases(
        search=SearchNotes(
            places=gateways.places, notes=gateways.notes, embedder=gateways.embedder
        ),
        of_place=ReadPlaceNotes(places=gateways.places, notes=gateways.notes),
        load_packs=LoadPacks(
            begin=gateways.begin_knowledge,
            packs=gateways.packs,
            embedder=gateways.embedder,
        ),
        check_pack=CheckPack(packs=gateways.packs),
    )


def _budgets(gateways: Gateways) -> Budgets:
    return Budgets(
        limits=gateways.limits,
        guest_limits=gateways.guest_limits,
        addresses=gateways.addresses,
        clock=gateways.clock,
    )


def _tours(gateways: Gateways, places: PlaceUseCases) -> TourUseCases:
    begin, reader, clock = gateways.begin_tour, gateways.tours, gateways.clock
    plan_walk = PlanWalk(
        places=gateways.places,
        finder=places.search,
        notes=gateways.notes,
        embedder=gateways.embedder,
        routes=gateways.routes,
        narrator=gateways.narrator,
        speech=gateways.speech,
    )
    budgets = _budgets(gateways)
    price_walk = PriceWalk(
        begin=begin, narrator=gateways.narrator, prices=gateways.prices
    )
    afford_walk = AffordWalk(
        plan_walk=plan_walk,
        price_walk=price_walk,
        begin=begin,
        budgets=budgets,
        admission=gateways.planning,
    )
    return TourUseCases(
        estimate=EstimateTour(afford_walk=afford_walk),
        generate=GenerateTour(
            afford_walk=afford_walk,
            begin=begin,
            narrator=gateways.narrator,
            clock=clock,
            ids=gateways.ids,
        ),
        make=MakeTour(
            begin=begin,
            notes=gateways.notes,
            narrator=gateways.narrator,
            speech=gateways.speech,
            storage=gateways.storage,
            clock=clock,
            ids=gateways.ids,
            stopwatch=gateways.stopwatch,
            prices=gateways.prices,
            speech_concurrency=gateways.speech_concurrency,
        ),
        give_up=GiveUpTour(begin=begin, clock=clock),
        read=ReadTour(tours=reader, media=gateways.media),
        status=ReadTourStatus(tours=reader),
        list=ListTours(tours=reader),
        follow=FollowTour(
            tours=reader, events=gateways.events, signals=gateways.signals
        ),
        open_audio=OpenAudio(
            tours=reader, storage=gateways.storage, signals=gateways.signals
        ),
        transcript=ReadTranscript(tours=reader),
        evidence=ReadEvidence(tours=reader, notes=gateways.notes),
        route=ReadRoute(tours=reader),
        bundle=BundleTour(tours=reader, notes=gateways.notes, storage=gateways.storage),
        list_voices=ListVoices(speech=gateways.speech),
        change=ChangeTour(begin=begin, clock=clock),
        share=ShareTour(begin=begin, clock=clock),
        stop_sharing=StopSharing(begin=begin, clock=clock),
        shared=ReadSharedTour(tours=reader),
        shared_transcript=ReadSharedTranscript(tours=reader),
        shared_route=ReadSharedRoute(tours=reader),
        cancel=CancelTour(begin=begin, clock=clock),
        retry=RetryTour(
            begin=begin, price_walk=price_walk, budgets=budgets, clock=clock
        ),
        regenerate_audio=RegenerateAudio(
            begin=begin,
            speech=gateways.speech,
            price_walk=price_walk,
            budgets=budgets,
            clock=clock,
        ),
        delete=DeleteTour(begin=begin, storage=gateways.storage),
        resume=ResumeTours(begin=begin),
        sweep_audio=SweepAudio(begin=begin, storage=gateways.storage),
        sweep_narrations=SweepNarrations(begin=begin),
        sweep_orphans=SweepOrphans(
            begin=begin,
            storage=gateways.storage,
            clock=clock,
            instance=gateways.instance,
        ),
    )

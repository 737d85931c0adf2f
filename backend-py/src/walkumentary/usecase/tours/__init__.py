"""Everything a person can do with tours."""

from dataclasses import dataclass

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
from walkumentary.usecase.tours.steer_tour import (
    CancelTour,
    RegenerateAudio,
    RetryTour,
)
from walkumentary.usecase.tours.sweep_audio import SweepAudio
from walkumentary.usecase.tours.sweep_narrations import SweepNarrations
from walkumentary.usecase.tours.sweep_orphans import SweepOrphans


@dataclass(frozen=True, slots=True, kw_only=True)
class TourUseCases:
    """The table of contents of this context."""

    estimate: EstimateTour
    generate: GenerateTour
    make: MakeTour
    give_up: GiveUpTour
    read: ReadTour
    status: ReadTourStatus
    list: ListTours
    follow: FollowTour
    open_audio: OpenAudio
    transcript: ReadTranscript
    evidence: ReadEvidence
    route: ReadRoute
    bundle: BundleTour
    list_voices: ListVoices
    change: ChangeTour
    share: ShareTour
    stop_sharing: StopSharing
    shared: ReadSharedTour
    shared_transcript: ReadSharedTranscript
    shared_route: ReadSharedRoute
    cancel: CancelTour
    retry: RetryTour
    regenerate_audio: RegenerateAudio
    delete: DeleteTour
    resume: ResumeTours
    sweep_audio: SweepAudio
    sweep_narrations: SweepNarrations
    sweep_orphans: SweepOrphans

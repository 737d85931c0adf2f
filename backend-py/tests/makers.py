"""Valid things by default; a test names only what matters to it."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import uuid4

from walkumentary.domain.accounts.preferences import Preferences
from walkumentary.domain.accounts.user import User
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import (
    NarrationKey,
    NoteId,
    PieceKey,
    PlaceId,
    TourId,
    UserId,
)
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.narration import NarratedSentence
from walkumentary.domain.tours.status import State
from walkumentary.domain.tours.tour import (
    Certificate,
    EndLeg,
    Failure,
    Sentence,
    SentenceKind,
    Stop,
    Tour,
)
from walkumentary.gateway.narrations import Narration, Piece
from walkumentary.gateway.storage import piece_path

DAM = Coordinates(52.3731, 4.8922)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
_NUMBERS = count(1)


def a_user_id() -> UserId:
    return UserId(uuid4())


def a_tour_id() -> TourId:
    return TourId(uuid4())


def a_place_id() -> PlaceId:
    return PlaceId(uuid4())


def a_note_id() -> NoteId:
    return NoteId(uuid4())


def a_key() -> str:
    """Return a key that no other thing has: 64 hexadecimal digits."""
    return uuid4().hex + uuid4().hex


def an_actor(
    *, user_id: UserId | None = None, kind: ActorKind = ActorKind.USER
) -> Actor:
    return Actor(user_id=user_id or a_user_id(), kind=kind)


def a_user(
    *,
    user_id: UserId | None = None,
    kind: ActorKind = ActorKind.GUEST,
    role: str = "user",
    email: str | None = None,
    username: str | None = None,
    display_name: str | None = None,
    preferences: Preferences | None = None,
) -> User:
    return User(
        id=user_id or a_user_id(),
        kind=kind,
        role=role,
        email=email,
        email_key=email and email.casefold(),
        username=username,
        username_key=username and username.casefold(),
        display_name=display_name,
        preferences=preferences or Preferences(),
        created_at=NOON,
        updated_at=NOON,
        seen_at=NOON,
    )


def a_place(
    *,
    place_id: PlaceId | None = None,
    owner_id: UserId | None = None,
    source: str = "test",
    source_id: str | None = None,
    name: str = "Royal Palace",
    short_name: str = "the palace",
    aliases: tuple[str, ...] = (),
    location_type: str = "palace",
    position: Coordinates = DAM,
    city: str = "Amsterdam",
    popularity: float = 0.8,
    look_for: str = "a green dome",
) -> Place:
    return Place(
        id=place_id or a_place_id(),
        owner_id=owner_id,
        source=source,
        source_id=source_id or f"place-{next(_NUMBERS)}-{uuid4().hex}",
        name=name,
        short_name=short_name,
        aliases=aliases,
        location_type=location_type,
        position=position,
        address=f"Dam, {city}",
        city=city,
        country="Netherlands",
        country_code="NL",
        timezone="Europe/Amsterdam",
        popularity=popularity,
        look_for=look_for,
        attribution="Test pack",
    )


def a_note(
    *,
    note_id: NoteId | None = None,
    place_id: PlaceId | None = None,
    owner_id: UserId | None = None,
    position: int = 0,
    language: str = "en",
    title: str = "Overview",
    text: str = "The Royal Palace was built in 1655. It stands on 13,659 wooden piles.",
    tags: tuple[str, ...] = ("historical",),
    source: str = "test",
    source_id: str | None = None,
    version: int = 1,
) -> Note:
    return Note(
        id=note_id or a_note_id(),
        place_id=place_id or a_place_id(),
        owner_id=owner_id,
        position=position,
        language=language,
        title=title,
        text=text,
        tags=tags,
        source=source,
        source_id=source_id or f"note-{next(_NUMBERS)}-{uuid4().hex}",
        source_name="Test pack",
        source_url=None,
        licence="CC0-1.0",
        as_of=date(2026, 11, 1),
        version=version,
    )


def a_stop(
    *,
    position: int = 1,
    place_id: PlaceId | None = None,
    name: str = "Royal Palace",
    description: str = "The Royal Palace was built in 1655.",
    coordinates: Coordinates = DAM,
    leg_s: float = 160.0,
    leg_m: float = 200.0,
    words: int = 170,
    planned_talk_s: float = 68.0,
    interests: tuple[str, ...] = ("historical",),
    narration_key: str | None = None,
    written: bool = False,
    cached: bool = False,
    dropped: int = 0,
) -> Stop:
    start = Coordinates(coordinates.latitude_deg - 0.0015, coordinates.longitude_deg)
    return Stop(
        position=position,
        place_id=place_id or a_place_id(),
        name=name,
        short_name="the palace",
        description=description,
        address="Dam, Amsterdam",
        coordinates=coordinates,
        leg_s=leg_s,
        leg_m=leg_m,
        leg_path=(start, coordinates),
        cue="Walk three minutes north to the Royal Palace.",
        cue_source="estimated",
        cue_note_ids=(a_note_id(),),
        highlights=("Overview", "Wooden piles"),
        interests=interests,
        words=words,
        planned_talk_s=planned_talk_s,
        trigger_radius_m=25.5,
        approach_bearing_deg=12.5,
        narration_key=NarrationKey(narration_key or a_key()),
        written=written,
        cached=cached,
        dropped=dropped,
    )


def a_certificate() -> Certificate:
    return Certificate(
        objective=2.41,
        upper_bound=2.41,
        gap=0.0,
        candidates=40,
        considered=12_345,
        solver="branch-and-bound",
    )


def an_end_leg() -> EndLeg:
    return EndLeg(leg_s=240.5, leg_m=300.5, path=(DAM, Coordinates(52.3702, 4.8952)))


def a_failure(
    *, code: str = "gateway-unavailable", detail: str = "The voice is away."
) -> Failure:
    return Failure(code=code, detail=detail)


def a_tour(
    *,
    tour_id: TourId | None = None,
    owner_id: UserId | None = None,
    version: int = 1,
    state: State = life.GENERATING,
    audio_version: int = 1,
    failure: Failure | None = None,
    title: str = "Amsterdam: history from the Royal Palace",
    description: str = "Two stops in 30 minutes.",
    language: str = "en",
    narration_style: str = "conversational",
    interests: tuple[str, ...] = ("history",),
    duration_minutes: int = 30,
    request: dict[str, object] | None = None,
    place_id: PlaceId | None = None,
    end_leg: EndLeg | None = None,
    voice: str = "en-gb",
    speed: float = 1.0,
    walking_s: float = 960.0,
    walking_m: float = 1_200.0,
    climb_m: float | None = None,
    talking_s: float = 540.0,
    slack_s: float = 300.0,
    limited_by: str | None = None,
    cost_usd: float = 0.0,
    stops: tuple[Stop, ...] | None = None,
    archived_at: datetime | None = None,
    created_at: datetime = NOON,
    updated_at: datetime | None = None,
) -> Tour:
    return Tour(
        id=tour_id or a_tour_id(),
        owner_id=owner_id or a_user_id(),
        version=version,
        state=state,
        audio_version=audio_version,
        failure=failure,
        title=title,
        description=description,
        language=language,
        narration_style=narration_style,
        interests=interests,
        duration_minutes=duration_minutes,
        request=request or {"query": "Dam", "interests": list(interests)},
        place_id=place_id,
        place_name="Dam",
        city="Amsterdam",
        start=DAM,
        end_leg=end_leg,
        voice=voice,
        speech_provider="espeak",
        speech_model="espeak-ng-1.52",
        speed=speed,
        llm_provider="notes",
        llm_model="notes-1",
        walking_s=walking_s,
        walking_m=walking_m,
        climb_m=climb_m,
        talking_s=talking_s,
        slack_s=slack_s,
        limited_by=limited_by,
        certificate=a_certificate(),
        route_source="estimated",
        cost_usd=cost_usd,
        stops=(a_stop(), a_stop(position=2)) if stops is None else stops,
        archived_at=archived_at,
        created_at=created_at,
        updated_at=updated_at or created_at,
    )


def a_sentence(
    *,
    segment: int = 2,
    position: int = 0,
    stop: int = 1,
    kind: SentenceKind = SentenceKind.NARRATION,
    text: str = "The palace was built in 1655.",
    note_ids: tuple[NoteId, ...] | None = None,
    piece_key: PieceKey | None = None,
    frames: int | None = None,
) -> Sentence:
    return Sentence(
        segment=segment,
        position=position,
        stop=stop,
        kind=kind,
        text=text,
        note_ids=(a_note_id(),) if note_ids is None else note_ids,
        piece_key=piece_key,
        frames=frames,
    )


def a_script(*, stops: int = 2, narration: int = 3) -> tuple[Sentence, ...]:
    """Return everything a tour of so many stops says, so many sentences a stop."""
    last = 2 * stops + 1
    welcome = a_sentence(segment=0, kind=SentenceKind.WELCOME, text="Welcome to it.")
    farewell = a_sentence(
        segment=last, stop=stops, kind=SentenceKind.FAREWELL, text="That was all of it."
    )
    cues = [
        a_sentence(
            segment=2 * n - 1,
            stop=max(1, n - 1),
            kind=SentenceKind.CUE,
            text=f"Walk on to stop number {n}.",
        )
        for n in range(1, stops + 1)
    ]
    told = [
        a_sentence(segment=2 * n, position=k, stop=n, text=f"Fact {k} about stop {n}.")
        for n in range(1, stops + 1)
        for k in range(narration)
    ]
    return (welcome, *cues, *told, farewell)


def a_piece(
    *, key: PieceKey | None = None, owner_id: UserId | None = None, frames: int = 100
) -> Piece:
    key = key or PieceKey(a_key())
    return Piece(
        key=key,
        owner_id=owner_id,
        path=piece_path(key, uuid4()),
        frames=frames,
        voice="en-gb",
        provider="espeak",
        model="espeak-ng-1.52",
    )


def a_narration(
    *,
    key: NarrationKey | None = None,
    owner_id: UserId | None = None,
    sentences: tuple[NarratedSentence, ...] | None = None,
    provider: str = "notes",
) -> Narration:
    told = NarratedSentence("The palace was built in 1655.", (a_note_id(),))
    return Narration(
        key=key or NarrationKey(a_key()),
        owner_id=owner_id,
        place_id=a_place_id(),
        sentences=(told,) if sentences is None else sentences,
        dropped=1,
        provider=provider,
        model="notes-1",
    )

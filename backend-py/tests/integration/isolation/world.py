"""The product over Postgres, in which Anna has planted what nobody else may see."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import psycopg
from fastapi import FastAPI
from pydantic import SecretStr

from tests import makers
from tests.contracts.database import voiced
from tests.contracts.knowledge import EMBEDDER
from tests.databases import DatabaseUrls
from tests.integration.isolation.routes import MAIL, NAME, Subject
from tests.packs import CENTRE, a_pack
from tests.unit.usecase.doubles import ListedPacks
from tests.unit.usecase.tours.money import GRATIS
from walkumentary.bootstrap.api import attach, create_app
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import Environment, Settings
from walkumentary.bootstrap.usecases import Gateways
from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind
from walkumentary.domain.shared.ids import TourId, UserId
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.audio import FRAME_BYTES
from walkumentary.domain.tours.tour import Sentence, Tour
from walkumentary.gateway.events import tour_topic
from walkumentary.infra.identity.local import LocalIdentity
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.infra.system.clock import SystemClock
from walkumentary.usecase.notes.load_packs import LoadPacks, LoadPacksCommand

MARK = "mk7f3a9c"
"""In everything that is Anna's alone."""
ANNA = UserId(UUID("0199c0de-aaaa-7000-8000-00000000a11a"))
PLANTED_FRAMES = 4


class Role(StrEnum):
    """Who asks."""

    ANONYMOUS = "anonymous"
    EXPIRED = "expired"
    STRANGER = "stranger"
    GUEST = "guest"
    OWNER = "owner"
    CURATOR = "curator"
    OPERATOR = "operator"


OTHERS = tuple(role for role in Role if role is not Role.OWNER)


class Which(StrEnum):
    """Which id is asked about."""

    OTHERS = "other's"
    RANDOM = "random"
    DELETED = "deleted"
    MALFORMED = "malformed"


type Ids = Mapping[Subject, Mapping[Which, str]]
type Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The application, who asks it, and what there is to be asked about."""

    app: FastAPI
    gateways: Gateways
    headers: Mapping[Role, Headers]
    ids: Ids
    database: DatabaseUrls
    clock: FixedClock

    def client(self, role: Role) -> httpx.AsyncClient:
        """Return the client of somebody in that role."""
        return self.client_at("127.0.0.1", self.headers[role])

    def client_at(self, address: str, headers: Headers) -> httpx.AsyncClient:
        """Return a client that asks from an address."""
        transport = httpx.ASGITransport(
            self.app, raise_app_exceptions=False, client=(address, 1024)
        )
        return httpx.AsyncClient(
            transport=transport, base_url="http://test", headers=dict(headers)
        )

    async def with_a_newcomer(self, role: Role) -> "World":
        """Return the world with somebody new in a role: the last one has left."""
        newcomers = (
            {role: await _newcomer(self.gateways, role)} if role in _COME else {}
        )
        return replace(self, headers={**self.headers, **newcomers})

    async def with_a_tour_more(self) -> "World":
        """Return the world with a new tour of Anna's in question."""
        tour = str(await plant_tour(self.gateways))
        tours = {**self.ids[Subject.TOUR], Which.OTHERS: tour}
        return replace(self, ids={**self.ids, Subject.TOUR: tours})

    def secrets(self) -> frozenset[str]:
        """Return what only Anna may read: her mark, and what names her and hers."""
        return frozenset({MARK, MAIL, str(ANNA), ANNA.hex})

    def rows_of_anna(self) -> Mapping[str, str]:
        """Return a digest of what she has, by table."""
        with psycopg.connect(self.database.owner) as connection:
            owned = connection.execute(
                "select table_name, column_name from information_schema.columns"
                " where table_schema = 'public'"
                " and (column_name in ('owner_id', 'user_id')"
                "      or (table_name, column_name) = ('users', 'id'))"
            ).fetchall()
            return {
                str(table): _digest(connection, str(table), str(column))
                for table, column in owned
                if table not in _MOVING
            }


_MOVING = {"refresh_tokens", "sessions", "account_tokens", "searchable_notes"}
"""Sign-ins come and go; a view."""


def _digest(
    connection: psycopg.Connection[tuple[object, ...]], table: str, column: str
) -> str:
    query = psycopg.sql.SQL(
        "select coalesce(md5(string_agg(r::text, '|' order by r::text)), '')"
        " from {} r where {} = {}"
    ).format(psycopg.sql.Identifier(table), psycopg.sql.Identifier(column), ANNA)
    row = connection.execute(query).fetchone()
    assert row is not None
    return str(row[0])


@asynccontextmanager
async def open_world(
    urls: DatabaseUrls,
    folder: Path,
    environment: Environment = Environment.DEVELOPMENT,
) -> AsyncIterator[World]:
    """Assemble the product and plant everything."""
    settings = Settings(
        database_url=SecretStr(urls.app),
        data_dir=folder,
        database_pool_size=5,
        environment=environment,
        narrator="notes",
        speech="espeak",
    )
    clock = FixedClock(SystemClock().now() - timedelta(days=40))
    async with open_gateways(settings, clock) as opened:
        gateways = replace(opened, speech=ToneSpeech(), prices=GRATIS)
        app = create_app(_unopened)
        attach(app, gateways)
        headers = await _let_in(gateways, clock)
        await _load_city(gateways)
        _sign(urls)
        world = World(
            app=app,
            gateways=gateways,
            headers=headers,
            ids=await _planted(gateways, urls),
            database=urls,
            clock=clock,
        )
        yield replace(world, ids={**world.ids, Subject.SECRET: await _secrets(world)})


async def _secrets(world: World) -> Mapping[Which, str]:
    """Return tokens that are good for nothing; one was good for a tour of Anna's."""
    tour = world.ids[Subject.TOUR][Which.OTHERS]
    async with world.client(Role.OWNER) as anna:
        shared = await anna.post(f"/v1/tours/{tour}/share")
        ended = await anna.delete(f"/v1/tours/{tour}/share")
    assert (shared.status_code, ended.status_code) == (201, 204)
    token = str(shared.json()["token"])
    guesses = [token[:-2] + end for end in ("AA", "BB")]
    return {
        Which.OTHERS: guesses[0],
        Which.RANDOM: guesses[1],
        Which.DELETED: token,
        Which.MALFORMED: "%20",
    }


async def plant_tour(gateways: Gateways) -> TourId:
    """Store a finished tour of Anna's, marked all over, its sound included."""
    stops = tuple(
        replace(
            makers.a_stop(position=n, name=f"{NAME} {MARK}stop{n}", written=True),
            short_name=f"{MARK}short",
            description=f"{MARK}description",
            address=f"{MARK}address",
            cue=f"{MARK}cue",
            highlights=(f"{MARK}highlight",),
        )
        for n in (1, 2)
    )
    tour = replace(
        makers.a_tour(owner_id=ANNA, state=life.READY, voice="hum", stops=stops),
        title=f"{NAME} {MARK}title",
        description=f"{MARK}description",
        place_name=f"{MARK}place",
        city=f"{MARK}city",
        request={"query": f"{MARK}query"},
    )
    script = [
        replace(s, text=f"{MARK}sentence {s.text}")
        for s in voiced(makers.a_script(stops=2), frames=PLANTED_FRAMES)
    ]
    await _keep(gateways, tour, script)
    return tour.id


async def _keep(gateways: Gateways, tour: Tour, script: list[Sentence]) -> None:
    silent = [replace(s, piece_key=None, frames=None) for s in script]
    anna = Actor(user_id=ANNA, kind=ActorKind.USER)
    async with gateways.begin_tour(anna) as work:
        await work.tours.add(tour)
        await work.tours.add_sentences(tour.id, silent)
        for sentence in script:
            assert sentence.piece_key is not None
            piece = makers.a_piece(
                key=sentence.piece_key, owner_id=ANNA, frames=PLANTED_FRAMES
            )
            await work.pieces.put(piece)
            await work.tours.voice(tour.id, sentence)
            await _store(gateways, piece.path)
        await work.events.append(
            tour_topic(tour.id), kind="status", body={"title": f"{MARK}event"}
        )
        await work.commit()


async def _store(gateways: Gateways, path: str) -> None:
    size = PLANTED_FRAMES * FRAME_BYTES
    await gateways.storage.put(path, (f"{MARK}sound ".encode() * size)[:size])


async def _planted(gateways: Gateways, urls: DatabaseUrls) -> Ids:
    gone = await plant_tour(gateways)
    _execute(urls, "delete from tours where id = %s", gone)
    place, lost = [await _plant_place(gateways) for _ in range(2)]
    _execute(urls, "delete from places where id = %s", lost)
    key, old_key = [_plant_key(urls) for _ in range(2)]
    _execute(urls, "delete from api_keys where id = %s", old_key)
    return {
        Subject.TOUR: _ids(await plant_tour(gateways), gone),
        Subject.PLACE: _ids(place, lost),
        Subject.KEY: _ids(key, old_key),
    }


def _ids(others: UUID, deleted: UUID) -> Mapping[Which, str]:
    return {
        Which.OTHERS: str(others),
        Which.RANDOM: str(uuid4()),
        Which.DELETED: str(deleted),
        Which.MALFORMED: "not-an-id",
    }


async def _plant_place(gateways: Gateways) -> UUID:
    """Store a place of Anna's in the middle of the city, with a note of hers."""
    place = replace(
        makers.a_place(owner_id=ANNA, name=f"{NAME} {MARK}place", position=CENTRE),
        short_name=f"{MARK}short",
        aliases=(NAME,),
        address=f"{MARK}address",
        look_for=f"{MARK}look",
        popularity=1.0,
    )
    anna = Actor(user_id=ANNA, kind=ActorKind.USER)
    async with gateways.begin_knowledge(anna) as work:
        await work.places.put_all([place])
        note = makers.a_note(
            place_id=place.id,
            owner_id=ANNA,
            title=f"{NAME} {MARK}note",
            text=f"{NAME} {MARK}text was built here in 1655 by the masons.",
        )
        await work.notes.put_all(
            [note],
            embedder=EMBEDDER.name,
            embeddings=await EMBEDDER.embed([note.wording(place_name=place.name)]),
        )
        await work.commit()
    return place.id


def _plant_key(urls: DatabaseUrls) -> UUID:
    key = uuid4()
    _execute(
        urls,
        "insert into api_keys (id, owner_id, name, hash, hint, scopes, created_at)"
        " values (%s, %s, %s, %s, %s, '{}', now())",
        key,
        ANNA,
        f"{NAME} {MARK}key",
        key.bytes,
        f"{MARK}hint",
    )
    return key


def _sign(urls: DatabaseUrls) -> None:
    """Give Anna's account everything an account can have."""
    _execute(
        urls,
        "update users set email = %s, email_key = %s, username = %s,"
        " username_key = %s, display_name = %s where id = %s",
        MAIL,
        MAIL,
        f"{MARK}user",
        f"{MARK}user",
        f"{NAME} {MARK}name",
        ANNA,
    )


async def _load_city(gateways: Gateways) -> None:
    load = LoadPacks(
        begin=gateways.begin_knowledge,
        packs=ListedPacks([a_pack()]),
        embedder=gateways.embedder,
    )
    await load.execute(LoadPacksCommand())


_PEOPLE: Mapping[Role, tuple[ActorKind, str]] = {
    Role.STRANGER: (ActorKind.USER, "user"),
    Role.GUEST: (ActorKind.GUEST, "user"),
    Role.OWNER: (ActorKind.USER, "user"),
    Role.CURATOR: (ActorKind.USER, "curator"),
    Role.OPERATOR: (ActorKind.USER, "operator"),
}


_COME = frozenset(_PEOPLE) - {Role.OWNER}


async def _let_in(gateways: Gateways, clock: FixedClock) -> Mapping[Role, Headers]:
    """Make an account for everybody and return what they send to be known."""
    anna = Actor(user_id=ANNA, kind=ActorKind.USER)
    headers: dict[Role, Headers] = {
        Role.ANONYMOUS: {},
        Role.EXPIRED: _bearer(_issued(gateways, anna)),
    }
    clock.advance(days=40)
    for role in _PEOPLE:
        headers[role] = await _newcomer(gateways, role)
    return headers


async def _newcomer(gateways: Gateways, role: Role) -> Headers:
    """Make an account and return what its owner sends to be known."""
    kind, account = _PEOPLE[role]
    user_id = ANNA if role is Role.OWNER else makers.a_user_id()
    user = makers.a_user(user_id=user_id, kind=kind, role=account)
    async with gateways.begin_account(SYSTEM) as work:
        await work.users.add(user)
        await work.commit()
    return _bearer(_issued(gateways, user.as_actor()))


def _issued(gateways: Gateways, actor: Actor) -> str:
    identity = gateways.identity
    assert isinstance(identity, LocalIdentity)
    return identity.tokens.issue(actor, session_id=uuid4()).access_token


def _bearer(token: str) -> Headers:
    return {"authorization": f"Bearer {token}"}


def _execute(urls: DatabaseUrls, statement: str, *values: object) -> None:
    with psycopg.connect(urls.owner) as connection:
        connection.execute(statement.encode(), values)


@asynccontextmanager
async def _unopened() -> AsyncIterator[Gateways]:
    raise AssertionError("the tests attach their gateways")
    yield

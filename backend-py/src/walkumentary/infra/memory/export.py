"""Everything of a person, read from memory."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import asdict

from walkumentary.domain.accounts.api_key import ApiKey
from walkumentary.domain.accounts.identities import Identity
from walkumentary.domain.accounts.sessions import SignIn
from walkumentary.domain.accounts.user import User
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.memory.store import MemoryStore

type _Owned = Place | Note | Identity | SignIn
type _Json = Mapping[str, object]


class MemoryExport:
    """Satisfies ``ExportReader``, in the shape of the domain."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def parts(self, actor: Actor) -> AsyncIterator[tuple[str, Sequence[str]]]:
        """Yield the name of a section and its rows as JSON objects."""
        for name, rows in self._sections(actor.user_id):
            self._store.reach(actor)
            yield name, [json.dumps(row, default=str) for row in rows]

    def _sections(self, owner: UserId) -> Iterable[tuple[str, Iterable[_Json]]]:
        store = self._store
        tours = [row.tour for row in store.tours.values()]
        own = {tour.id: asdict(tour) for tour in tours if tour.owner_id == owner}
        spoken = [asdict(s) for key, s in store.sentences.items() if key[0] in own]
        return (
            ("users", [_user(one) for one in store.users.values() if one.id == owner]),
            ("identities", _own(store.identities.values(), owner)),
            ("sessions", _own(store.sessions.values(), owner)),
            ("api_keys", [_key(k) for k in _of(store.api_keys.values(), owner)]),
            ("tours", own.values()),
            ("tour_sentences", spoken),
            (
                "places",
                [asdict(p) for p in store.places.values() if p.owner_id == owner],
            ),
            ("notes", [asdict(n) for n in store.notes.values() if n.owner_id == owner]),
        )


def _of(keys: Iterable[ApiKey], owner: UserId) -> list[ApiKey]:
    return [key for key in keys if key.owner_id == owner]


def _own(things: Iterable[_Owned], owner: UserId) -> list[_Json]:
    return [asdict(one) for one in things if one.owner_id == owner]


def _user(user: User) -> _Json:
    hidden = {"email_key", "username_key"}
    return {name: value for name, value in asdict(user).items() if name not in hidden}


def _key(key: ApiKey) -> _Json:
    shown = {name: value for name, value in asdict(key).items() if name != "hash"}
    return {**shown, "scopes": sorted(key.scopes)}

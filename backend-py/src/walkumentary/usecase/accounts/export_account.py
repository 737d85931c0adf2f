"""Give people everything that is known of them."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import chain

from walkumentary.domain.accounts.user import NoSuchAccount
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.export import ExportReader
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAccount:
    """One JSON document, in pieces, so that a long one needs no more room."""

    begin: Begin[AccountWork]
    export: ExportReader
    clock: Clock

    async def execute(self, actor: Actor) -> AsyncIterator[str]:
        """Check, then return the document's text piece by piece.

        Raises:
            NoSuchAccount: it was deleted, or never was; while streaming, too.
            DatabaseUnavailable: it cannot be read now; while streaming, too.
        """
        async with self.begin(actor) as work:
            user = await work.users.find(actor.user_id)
        if user is None:
            raise NoSuchAccount("There is no such account any more.")
        return self._document(actor)

    async def _document(self, actor: Actor) -> AsyncIterator[str]:
        yield f'{{"exported_at":{json.dumps(self.clock.now().isoformat())}'
        section = None
        async for name, rows in self.export.parts(actor):
            yield _opening(section, name) + _joined(rows, is_first=name != section)
            section = name
        yield "]}\n"


def _opening(section: str | None, name: str) -> str:
    if name == section:
        return ""
    end = "" if section is None else "]"
    return f"{end},\n{json.dumps(name)}:["


def _joined(rows: Sequence[str], *, is_first: bool) -> str:
    separators = chain(["\n" if is_first else ",\n"], [",\n"] * len(rows))
    return "".join(chain.from_iterable(zip(separators, rows, strict=False)))

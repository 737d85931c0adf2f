"""Everything of a person, removed from memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from walkumentary.domain.accounts.erasure import Erased
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.memory.accounts import check_system
from walkumentary.infra.memory.store import Reserved
from walkumentary.infra.memory.transaction import Staged, Transaction


class MemoryErasure:
    """Every table of a person inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def erase(self, user_id: UserId, *, alias: UUID, at: datetime) -> Erased:
        """Remove whatever is theirs; what must be kept is ``alias``'s from now on."""
        check_system(self._transaction)
        files = self._remove(user_id)
        other = UserId(alias)
        kept = {
            "account": self._bury(user_id, at),
            "reservations": self._keep_guests_count(user_id, other),
            "charges": self._rename_charges(user_id, other),
            "provider_calls": self._rename_calls(user_id, other),
        }
        return Erased(kept=kept, files=files)

    async def erased(self, *, after: datetime) -> Sequence[UserId]:
        """Return whoever was deleted since then."""
        rows = self._transaction.deleted.items()
        return [user_id for user_id, at in rows if at >= after]

    async def forget(self, *, before: datetime) -> int:
        """Drop the last trace of whoever was deleted before; return of how many."""
        rows = self._transaction.deleted.items()
        old = [user_id for user_id, at in rows if at < before]
        for user_id in old:
            self._transaction.deleted.drop(user_id)
        return len(old)

    def _remove(self, user_id: UserId) -> tuple[str, ...]:
        t = self._transaction
        tours = _drop(t.tours, lambda row: row.tour.owner_id == user_id)
        topics = _drop(t.topics, lambda row: row.owner_id == user_id)
        _drop_keys(t.sentences, lambda key: key[0] in tours)
        _drop_keys(t.events, lambda key: key[0] in topics)
        places = _drop(t.places, lambda row: row.owner_id == user_id)
        notes = _drop(
            t.notes, lambda row: row.owner_id == user_id or row.place_id in places
        )
        _drop_keys(t.note_vectors, lambda key: key[0] in notes)
        told = _drop(t.narrations, lambda row: row.owner_id == user_id)
        _drop_keys(t.narrations_used_at, told.__contains__)
        t.drop_credentials(user_id)
        _drop(t.account_tokens, lambda row: row.user_id == user_id)
        _drop(t.api_keys, lambda row: row.owner_id == user_id)
        _drop_keys(t.alerts, lambda key: key[0] == user_id)
        pieces = {key for key, piece in t.pieces.items() if piece.owner_id == user_id}
        return tuple(sorted(t.drop_piece(key) for key in pieces))

    def _bury(self, user_id: UserId, at: datetime) -> int:
        if self._transaction.users[user_id] is None:
            return int(self._transaction.deleted[user_id] is not None)
        self._transaction.users.drop(user_id)
        self._transaction.deleted[user_id] = at
        return 1

    def _keep_guests_count(self, user_id: UserId, other: UserId) -> int:
        rows = self._transaction.reservations.items()
        own = [row for _, row in rows if row.reservation.bill.owner_id == user_id]
        for row in own:
            self._transaction.reservations.drop(row.reservation.bill.subject)
        counted = [row for row in own if row.reservation.guest_address]
        for row in counted:
            bill = replace(row.reservation.bill, owner_id=other)
            kept = replace(row.reservation, bill=bill)
            state = "settled" if row.state == "open" else row.state
            self._transaction.reservations[bill.subject] = Reserved(kept, state)
        return len(counted)

    def _rename_charges(self, user_id: UserId, other: UserId) -> int:
        rows = self._transaction.charges.items()
        own = [(key, row) for key, row in rows if row.bill.owner_id == user_id]
        for key, row in own:
            bill = replace(row.bill, owner_id=other)
            self._transaction.charges[key] = replace(row, bill=bill)
        return len(own)

    def _rename_calls(self, user_id: UserId, other: UserId) -> int:
        rows = self._transaction.ledger.items()
        own = [(key, row) for key, row in rows if row.call.bill.owner_id == user_id]
        for key, row in own:
            bill = replace(row.call.bill, owner_id=other)
            call = replace(row.call, bill=bill)
            self._transaction.ledger[key] = replace(row, call=call)
        return len(own)


def _drop[K, V](table: Staged[K, V], which: Callable[[V], bool]) -> set[K]:
    """Delete rows; return their keys."""
    found = {key for key, row in table.items() if which(row)}
    for key in found:
        table.drop(key)
    return found


def _drop_keys[K, V](table: Staged[K, V], which: Callable[[K], bool]) -> None:
    for key in [key for key, _ in table.items() if which(key)]:
        table.drop(key)

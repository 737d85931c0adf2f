"""Accounts are deleted, cleared away after, and exported."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests import makers
from walkumentary.domain.accounts.usage import Bill, Charge, Subject
from walkumentary.domain.accounts.user import NoSuchAccount, User
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.export import MemoryExport
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.memory.storage import MemoryFiles
from walkumentary.infra.memory.store import Job, MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin, assert_no_open_work
from walkumentary.usecase.accounts.check_account import CheckAccount
from walkumentary.usecase.accounts.delete_account import DeleteAccount
from walkumentary.usecase.accounts.export_account import ExportAccount
from walkumentary.usecase.accounts.sweep_deleted import KEPT, SweepDeleted


def _known(store: MemoryStore) -> User:
    user = makers.a_user(display_name="Anna")
    store.users[user.id] = user
    return user


def _delete(store: MemoryStore, files: MemoryFiles | None = None) -> DeleteAccount:
    storage = files or MemoryFiles(before=assert_no_open_work, clock=store.clock)
    return DeleteAccount(
        begin=MemoryBegin(store),
        storage=storage,
        clock=store.clock,
        ids=SequentialIds(),
    )


def _sweep(store: MemoryStore, clock: FixedClock) -> SweepDeleted:
    return SweepDeleted(begin=MemoryBegin(store), clock=clock, ids=SequentialIds())


def _export(store: MemoryStore) -> ExportAccount:
    return ExportAccount(
        begin=MemoryBegin(store), export=MemoryExport(store), clock=store.clock
    )


async def test_whoever_leaves_is_nobody(store: MemoryStore) -> None:
    user = _known(store)
    check = CheckAccount(begin=MemoryBegin(store))
    await check.execute(user.as_actor())

    erased = await _delete(store).execute(user.as_actor())

    assert (store.users, erased.kept["account"]) == ({}, 1)
    assert store.jobs == [Job("accounts.forget", {"user_id": str(user.id)})]
    with pytest.raises(NoSuchAccount):
        await check.execute(user.as_actor())
    with pytest.raises(NoSuchAccount):
        await _delete(store).execute(user.as_actor())
    with pytest.raises(NoSuchAccount):
        await _export(store).execute(user.as_actor())


async def test_private_sound_goes_at_once(store: MemoryStore) -> None:
    user = _known(store)
    mine = replace(makers.a_piece(), owner_id=user.id)
    shared = makers.a_piece()
    store.pieces = {mine.key: mine, shared.key: shared}
    files = MemoryFiles(before=assert_no_open_work, clock=store.clock)
    files.files = {mine.path: b"mine", shared.path: b"everybody's"}

    await _delete(store, files).execute(user.as_actor())

    assert store.pieces == {shared.key: shared}
    assert files.files == {shared.path: b"everybody's"}


async def test_sound_that_cannot_be_deleted_is_left_to_the_sweep(
    store: MemoryStore,
) -> None:
    user = _known(store)
    mine = replace(makers.a_piece(), owner_id=user.id)
    store.pieces = {mine.key: mine}
    files = MemoryFiles(before=assert_no_open_work, clock=store.clock)
    files.files, files.reachable = {mine.path: b"mine"}, False

    await _delete(store, files).execute(user.as_actor())

    assert (store.users, store.pieces) == ({}, {})


async def test_nothing_is_deleted_while_the_database_is_away(
    store: MemoryStore,
) -> None:
    user = _known(store)
    store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await _delete(store).execute(user.as_actor())

    assert store.users == {user.id: user}


async def test_what_came_late_is_swept(store: MemoryStore) -> None:
    user = _known(store)
    await _delete(store).execute(user.as_actor())
    bill = Bill(owner_id=user.id, subject=Subject("tour", makers.a_tour_id()))
    store.charges[bill.subject, "late"] = Charge(bill=bill, item="late", usd=Decimal(1))
    clock = FixedClock()
    clock.advance(days=1)

    forgotten = await _sweep(store, clock).execute()

    (charge,) = store.charges.values()
    assert forgotten == 0
    assert charge.bill.owner_id != user.id


async def test_the_last_trace_goes_once_no_token_can_be_good(
    store: MemoryStore,
) -> None:
    user = _known(store)
    await _delete(store).execute(user.as_actor())
    clock = FixedClock()
    clock.advance(days=KEPT.days)
    early = await _sweep(store, clock).execute()
    clock.advance(seconds=1)

    late = await _sweep(store, clock).execute()

    assert (early, late, store.deleted) == (0, 1, {})
    assert timedelta(days=365) < KEPT


async def test_an_export_is_one_document(store: MemoryStore) -> None:
    user = _known(store)

    pieces = [piece async for piece in await _export(store).execute(user.as_actor())]

    document = json.loads("".join(pieces))
    assert [one["display_name"] for one in document["users"]] == ["Anna"]
    assert document["tours"] == []


async def test_an_export_ends_where_the_account_does(store: MemoryStore) -> None:
    user = _known(store)
    document = await _export(store).execute(user.as_actor())

    await _delete(store).execute(user.as_actor())

    with pytest.raises(NoSuchAccount):
        _ = [piece async for piece in document]

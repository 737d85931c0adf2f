"""Our rows of a project's people, in Postgres, when many come at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.databases import DatabaseUrls
from tests.integration.postgres.conftest import postgres_database
from tests.integration.supabase.project import Product, a_product, another_process
from walkumentary.domain.accounts.user import NoSuchAccount
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.ids import UserId

PASSWORD = "sunny canal on a bicycle"  # noqa: S105


@pytest.fixture
async def product(fresh_database_urls: DatabaseUrls) -> AsyncIterator[Product]:
    async with (
        postgres_database(fresh_database_urls.app) as database,
        a_product(begin=database.begin, clock=database.clock) as product,
    ):
        yield product


async def test_a_person_who_comes_by_many_ways_at_once_has_one_row(
    product: Product,
) -> None:
    project = product.simulator.project
    made = project.sign_up("anna@example.test", PASSWORD, {"username": "anna"})
    async with another_process(
        product.simulator, begin=product.begin, clock=product.clock
    ) as other:
        coming = [
            one.identity.verify(str(made["access_token"]))
            for _ in range(10)
            for one in (product, other)
        ]

        actors = set(await asyncio.gather(*coming))

    (actor,) = actors
    row = await product.row(actor.user_id)
    assert row
    assert (row.username, row.version) == ("anna", 1)


async def test_what_changed_there_is_changed_here_however_often_it_is_told(
    product: Product,
) -> None:
    project = product.simulator.project
    project.sign_up("anna@example.test", PASSWORD, {})
    session = await product.identity.log_in(
        email="anna@example.test", password=PASSWORD
    )
    project.people[str(session.actor.user_id)].email = "anna@elsewhere.test"
    coming = [
        product.identity.log_in(email="anna@elsewhere.test", password=PASSWORD)
        for _ in range(10)
    ]

    told = await asyncio.gather(*coming)

    assert {one.email for one in told} == {"anna@elsewhere.test"}
    row = await product.row(session.actor.user_id)
    assert row
    assert row.version == 2


async def test_whoever_is_erased_here_does_not_come_back_as_themselves(
    product: Product,
) -> None:
    project = product.simulator.project
    made = project.sign_up("anna@example.test", PASSWORD, {})
    actor = await product.identity.verify(str(made["access_token"]))
    async with product.begin(SYSTEM) as work:
        await work.erasure.erase(
            UserId(actor.user_id), alias=actor.user_id, at=product.clock.now()
        )
        await work.commit()

    with pytest.raises(NoSuchAccount):
        await product.identity.log_in(email="anna@example.test", password=PASSWORD)

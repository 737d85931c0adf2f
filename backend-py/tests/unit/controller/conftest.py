"""Fixtures for the whole application in memory."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.unit.controller.app import Product, product


@pytest.fixture
def house() -> Product:
    return product()


@pytest.fixture
async def me(house: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever owns the tours of a test."""
    async with house.client() as client:
        yield client

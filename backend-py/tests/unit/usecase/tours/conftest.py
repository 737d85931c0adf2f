"""Fixtures for the use cases of tours."""

import pytest

from tests.unit.usecase.tours.stage import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage()

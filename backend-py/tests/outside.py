"""Data for tests from elsewhere; where it is absent, its tests are skipped."""

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).parents[2]
_DEFAULT = "../shared/data"


def outside(name: str) -> Path:
    """Return a file or folder of TEST_DATA_DIR, or skip the test."""
    folder = os.environ.get("TEST_DATA_DIR", _DEFAULT)  # noqa: TID251
    path = _REPOSITORY / folder / name
    if not path.exists():
        pytest.skip(f"TEST_DATA_DIR holds no {name}")
    return path

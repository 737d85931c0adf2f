"""What is slow to load is loaded when it is first used."""

import subprocess
import sys

import pytest

LATE = (
    *("cashews", "redis", "httpx", "PIL", "pillow_heif"),
    *("argon2", "pwdlib", "aiosmtplib"),
)
SCRIPT = """
import sys
import walkumentary.bootstrap.api, walkumentary.bootstrap.gateways
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """Every module that starting the application loads."""
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return set(done.stdout.split())


@pytest.mark.parametrize("name", LATE)
def test_it_is_not_loaded_at_the_start(name: str, loaded: set[str]) -> None:
    assert name not in loaded

"""What log lines look like, and what never appears in them."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from walkumentary.bootstrap.logging import configure_logging
from walkumentary.bootstrap.settings import load_settings


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Give pytest its handlers back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def configure(monkeypatch: pytest.MonkeyPatch, log_format: str) -> None:
    monkeypatch.setenv("LOG_FORMAT", log_format)
    configure_logging(load_settings(Path("missing.env")))


def test_json_lines_carry_what_was_bound(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(monkeypatch, "json")

    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        structlog.stdlib.get_logger("tours").info("tour_made", stops=4)

    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "tour_made"
    assert line["level"] == "info"
    assert (line["request_id"], line["stops"]) == ("r-1", 4)


def test_lines_of_libraries_look_like_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(monkeypatch, "json")

    logging.getLogger("some.library").warning("%s is late", "it")

    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["logger"]) == ("it is late", "some.library")


@pytest.mark.parametrize("log_format", ["json", "console"])
@pytest.mark.parametrize(
    "secret",
    [
        "postgresql://app:hunter2@db/walks",
        "Authorization: Bearer hunter2",
        "sk-hunter2",
        "/v1/media/1?expires=9&signature=hunter2",
    ],
)
def test_secrets_never_reach_the_log(
    log_format: str,
    secret: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(monkeypatch, log_format)

    logging.getLogger("some.library").error(
        "failed with %s", secret, exc_info=RuntimeError(secret)
    )

    text = capsys.readouterr().err
    assert "failed with" in text
    assert "hunter2" not in text

"""Whether people may sign in with Google is told where they may, and only there."""

from pathlib import Path

import pytest

from walkumentary.bootstrap.google import google_probes
from walkumentary.bootstrap.settings import load_settings
from walkumentary.domain.ops.health import HealthState


async def test_google_is_told_of_where_it_is_configured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOOGLE_CLIENT_ID", "id")
    monkeypatch.setenv("GOOGLE_CLIENT_SECRET", "secret")

    (probe,) = google_probes(load_settings(tmp_path / "local.env"))

    assert probe.component == "google"
    assert (await probe.look()).state is HealthState.UP


def test_google_is_not_told_of_where_it_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GOOGLE_CLIENT_ID", raising=False)
    monkeypatch.delenv("GOOGLE_CLIENT_SECRET", raising=False)

    assert google_probes(load_settings(tmp_path / "local.env")) == ()

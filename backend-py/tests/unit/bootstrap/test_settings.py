"""What the environment may say, and how it is told what is wrong with it."""

import re
from pathlib import Path

import pytest

from walkumentary.bootstrap.settings import (
    Environment,
    Settings,
    SettingsInvalid,
    home,
    load_settings,
)
from walkumentary.domain.ops.rates import Rate

EXAMPLE = home() / "env" / "backend" / "local.env.example"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that says nothing about us."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A file of variables that does not exist."""
    return tmp_path / "local.env"


def test_nothing_needs_to_be_set(nowhere: Path) -> None:
    settings = load_settings(nowhere)

    assert settings.narrator == "notes"
    assert settings.speech == "espeak"
    assert settings.database_url is None


def test_a_key_switches_writer_and_voice_to_openai(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")

    settings = load_settings(nowhere)

    assert (settings.narrator, settings.speech) == ("openai", "openai")


@pytest.mark.parametrize("provider", ["anthropic", "google"])
def test_another_provider_s_key_switches_the_writer_to_it(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    monkeypatch.setenv(f"{provider.upper()}_API_KEY", "test")

    settings = load_settings(nowhere)

    assert (settings.narrator, settings.speech) == (provider, "espeak")


def test_the_default_provider_writes(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test")
    monkeypatch.setenv("DEFAULT_LLM_PROVIDER", "anthropic")

    assert load_settings(nowhere).narrator == "anthropic"


def test_fallbacks_are_kept_in_their_order(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.setenv(key, "test")
    monkeypatch.setenv("FALLBACK_LLM_PROVIDERS", "google, anthropic")

    settings = load_settings(nowhere)

    assert settings.fallback_llm_providers == ("google", "anthropic")


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("FALLBACK_LLM_PROVIDERS", "openai,google", "google needs GOOGLE_API_KEY"),
        ("FALLBACK_LLM_PROVIDERS", "cohere", "'openai', 'anthropic' or 'google'"),
        ("DEFAULT_LLM_PROVIDER", "google", "google needs GOOGLE_API_KEY"),
        ("NARRATOR", "anthropic", "anthropic needs ANTHROPIC_API_KEY"),
        ("NARRATOR", "cohere", "'anthropic' or 'google'"),
    ],
)
def test_a_provider_that_cannot_be_used_is_refused(
    nowhere: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    problem: str,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid) as caught:
        load_settings(nowhere)

    [field] = caught.value.fields
    assert field.pointer.startswith(f"/{name}")
    assert problem in field.detail


def test_what_is_said_goes_before_what_a_key_switches_on(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("SPEECH", "espeak")

    assert load_settings(nowhere).speech == "espeak"


def test_production_logs_json(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")

    settings = load_settings(nowhere)

    assert settings.environment is Environment.PRODUCTION
    assert settings.log_format == "json"


def test_an_empty_variable_says_nothing(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "")

    assert load_settings(nowhere).database_url is None


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "local.env"
    file.write_text("PORT=9001\nHOST=0.0.0.0\n")
    monkeypatch.setenv("PORT", "9002")

    settings = load_settings(file)

    assert (settings.host, settings.port) == ("0.0.0.0", 9002)  # noqa: S104


def test_every_problem_is_named_at_once(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {
        "PORT": "99999",
        "LOG_LEVEL": "loud",
        "DATABASE_URL": "mysql://root:hunter2@db/walks",
        "REDIS_URL": "http://:hunter2@cache",
        "GEOCODER": "atlas",
        "PHOTON_BASE_URL": "photon.example.org",
        "GEOCODER_USER_AGENT": "walks\r\nx-evil: 1",
        "NARRATOR": "openai",
        "OPENAI_BASE_URL": "localhost",
        "ANTHROPIC_BASE_URL": "localhost",
        "EMBEDDER": "openai",
        "FALLBACK_LLM_PROVIDERS": "google",
        "DATABASE_POOL_SIZE": "1",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid) as caught:
        load_settings(nowhere)

    named = {one.pointer.removeprefix("/") for one in caught.value.fields}
    assert named == wrong.keys()
    assert all(name in caught.value.detail for name in wrong)
    assert "hunter2" not in caught.value.detail


def test_an_owner_without_an_application_is_refused(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGRATION_DATABASE_URL", "postgresql://owner@db/walks")

    with pytest.raises(SettingsInvalid, match="needs DATABASE_URL beside it"):
        load_settings(nowhere)


def test_secrets_are_not_printed(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for provider in ("OPENAI", "ANTHROPIC", "GOOGLE"):
        monkeypatch.setenv(f"{provider}_API_KEY", "sk-hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:hunter2@db/walks")

    assert "hunter2" not in repr(load_settings(nowhere))


def test_the_example_lists_every_variable_and_no_other() -> None:
    listed = re.findall(r"^# ([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE)

    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_shows_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home())
    file = tmp_path / "local.env"
    shown = re.sub(r"^# (?=[A-Z_]+=)", "", EXAMPLE.read_text(), flags=re.MULTILINE)
    without_servers = re.sub(
        r"^(\w*DATABASE|REDIS)_URL=.*$", "", shown, flags=re.MULTILINE
    )
    file.write_text(without_servers)

    assert load_settings(file) == load_settings(tmp_path / "missing.env")


def test_files_in_supabase_need_a_project_and_its_key(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORAGE", "supabase")

    with pytest.raises(SettingsInvalid) as caught:
        load_settings(nowhere)

    (problem,) = caught.value.fields
    assert problem.pointer == "/STORAGE"
    assert "SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY" in problem.detail


def test_accounts_in_supabase_need_a_project_and_both_keys(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTH_PROVIDER", "supabase")
    monkeypatch.setenv("SUPABASE_URL", "https://abc.supabase.co")

    with pytest.raises(SettingsInvalid) as caught:
        load_settings(nowhere)

    (problem,) = caught.value.fields
    assert problem.pointer == "/AUTH_PROVIDER"
    assert "SUPABASE_ANON_KEY and SUPABASE_SERVICE_ROLE_KEY" in problem.detail
    assert "SUPABASE_URL" not in problem.detail


def test_a_short_secret_is_none(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPABASE_JWT_SECRET", "hunter2")

    with pytest.raises(SettingsInvalid) as caught:
        load_settings(nowhere)

    assert [one.pointer for one in caught.value.fields] == ["/SUPABASE_JWT_SECRET"]
    assert "hunter2" not in caught.value.detail


def test_what_cannot_be_a_project_a_key_or_a_bucket_is_named(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {
        "SUPABASE_URL": "abc.supabase.co",
        "SUPABASE_SERVICE_ROLE_KEY": "hunter2 …",
        "SUPABASE_STORAGE_BUCKET": "../all",
    }
    monkeypatch.setenv("STORAGE", "supabase")
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid) as caught:
        load_settings(nowhere)

    assert {
        one.pointer.removeprefix("/") for one in caught.value.fields
    } == wrong.keys()
    assert "hunter2" not in caught.value.detail


def test_networks_of_proxies_are_listed_with_commas(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8,192.0.2.7")

    trusted = load_settings(nowhere).edge.trusted_proxies

    assert list(map(str, trusted)) == ["10.0.0.0/8", "fd00::/8", "192.0.2.7/32"]


@pytest.mark.parametrize("wrong", ["0.0.0.0/0", "::/0", "10.0.0.1/8", "*", "proxy"])
def test_networks_that_cannot_be_proxies_are_refused(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", wrong)

    with pytest.raises(SettingsInvalid, match="TRUSTED_PROXIES"):
        load_settings(nowhere)


@pytest.mark.parametrize(
    ("environment", "switch", "limited"),
    [
        ("development", "", False),
        ("production", "", True),
        ("development", "on", True),
        ("production", "off", False),
    ],
)
def test_requests_are_limited_in_production_or_where_one_says_so(
    nowhere: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: str,
    switch: str,
    limited: bool,
) -> None:
    monkeypatch.setenv("ENVIRONMENT", environment)
    monkeypatch.setenv("RATE_LIMITS", switch)

    assert (load_settings(nowhere).edge.rates is not None) is limited


def test_rates_are_settings(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_LIMITS", "on")
    monkeypatch.setenv("RATE_LIMIT_SIGNED_IN", "5/second, 60/minute")

    rates = load_settings(nowhere).edge.rates

    assert rates is not None
    assert rates.signed_in == (Rate(5, 1), Rate(60, 60))
    assert rates.anonymous == (Rate(100, 3_600),)


def test_a_rate_that_is_none_is_refused(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATE_LIMIT_ANONYMOUS", "plenty")

    with pytest.raises(SettingsInvalid, match=r"RATE_LIMIT_ANONYMOUS.*100/hour"):
        load_settings(nowhere)


def test_sites_are_listed_with_commas(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORS_ORIGINS", "https://app.example, http://localhost:5173")
    monkeypatch.setenv("CORS_CREDENTIALS", "on")

    edge = load_settings(nowhere).edge

    assert edge.cors_origins == ("https://app.example", "http://localhost:5173")
    assert edge.cors_credentials


@pytest.mark.parametrize("origins", ["*", "https://app.example,*"])
def test_any_site_with_credentials_is_refused(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, origins: str
) -> None:
    monkeypatch.setenv("CORS_ORIGINS", origins)
    monkeypatch.setenv("CORS_CREDENTIALS", "on")

    with pytest.raises(SettingsInvalid, match="CORS_CREDENTIALS: any site"):
        load_settings(nowhere)


@pytest.mark.parametrize(
    "origin",
    ["app.example", "https://app.example/", "https://App.example", "null", "ftp://a"],
)
def test_what_is_no_origin_is_refused(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    monkeypatch.setenv("CORS_ORIGINS", origin)

    with pytest.raises(SettingsInvalid, match="CORS_ORIGINS"):
        load_settings(nowhere)


@pytest.mark.parametrize("half", ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"])
def test_half_a_google_client_is_refused(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, half: str
) -> None:
    monkeypatch.setenv(half, "half")

    with pytest.raises(SettingsInvalid, match="needs both"):
        load_settings(nowhere)


def test_a_whole_google_client_is_taken(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_CLIENT_ID", "id")
    monkeypatch.setenv("GOOGLE_CLIENT_SECRET", "hidden-secret")

    settings = load_settings(nowhere)

    assert settings.google_client_id == "id"
    assert "hidden-secret" not in repr(settings)


@pytest.mark.parametrize(
    "url", ["walk.example", "https://walk.example/path", "ftp://x"]
)
def test_a_public_address_has_no_path(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PUBLIC_URL", url)

    with pytest.raises(SettingsInvalid, match="PUBLIC_URL"):
        load_settings(nowhere)


def test_machines_come_with_one_key_or_several(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings(nowhere).service_keys == ()
    monkeypatch.setenv("API_KEY", "first")
    monkeypatch.setenv("ADDITIONAL_API_KEYS", "second, third")

    settings = load_settings(nowhere)

    assert settings.service_keys == ("first", "second", "third")
    assert "first" not in repr(settings)


@pytest.mark.parametrize("name", ["API_KEY", "ADDITIONAL_API_KEYS"])
@pytest.mark.parametrize("keys", ["short", "with a space in it and long enough"])
def test_keys_of_production_are_hard_to_guess(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, name: str, keys: str
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv(name, keys)

    with pytest.raises(SettingsInvalid) as refused:
        load_settings(nowhere)

    assert keys not in str(refused.value)

"""Everything the environment decides, read once and checked at once.

`env/backend/local.env.example` lists the variables. A file `local.env` beside it is
read too; what the environment itself says goes before it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import walkumentary
from walkumentary.bootstrap.edge import Edge
from walkumentary.domain.accounts.limits import TIERS, GuestLimits, Limits
from walkumentary.domain.ops.rates import Rate, RatePolicy
from walkumentary.domain.ops.resilience import Resilience, configured
from walkumentary.domain.shared.addresses import Network
from walkumentary.domain.shared.errors import FieldProblem, Invalid


class SettingsInvalid(Invalid):
    """Settings are missing or wrong; the message names every one of them."""

    code = "settings-invalid"
    title = "Settings are missing or wrong"


Provider = Literal["openai", "anthropic", "google"]
Narrator = Literal["notes", "openai", "anthropic", "google"]
Embedder = Literal["lexical", "openai"]
Geocoder = Literal["none", "nominatim", "photon"]
Speech = Literal["espeak", "openai"]
LogFormat = Literal["console", "json"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

_KEYS: Mapping[Provider, str] = {
    "openai": "openai_api_key",
    "anthropic": "anthropic_api_key",
    "google": "google_api_key",
}
"""Which key each provider needs; the first one set decides what is used unasked."""
CONSOLE = "console:"
"""Where mail goes that is only shown."""
_PACKAGES = {"anthropic": "langchain_anthropic", "google": "langchain_google_genai"}
"""What the extras of the same name install."""


_ACCOUNTS = ("supabase_url", "supabase_anon_key", "supabase_service_role_key")
"""What accounts in a project need; the JWT secret only where it signs with one."""
_ORIGIN = r"^https?://[^/?#\s]+$"
_BOTH_OF_GOOGLE = "Google needs both GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET"


class Environment(StrEnum):
    """Where this runs; limits and formats follow from it."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


def home() -> Path:
    """Return the repository where we run from one, else the working directory."""
    repository = Path(walkumentary.__file__).resolve().parents[3]
    return repository if (repository / "drizzle").is_dir() else Path.cwd()


def load_settings(env_file: Path | None = None) -> "Settings":
    """Read the environment, and a file of variables behind it.

    Args:
        env_file: default: ``env/backend/local.env``; it may be missing.

    Raises:
        SettingsInvalid: with every problem there is.
    """
    file = env_file or home() / "env" / "backend" / "local.env"
    try:
        return Settings(_env_file=file)
    except ValidationError as error:
        raise _invalid(error.errors()) from None


def _postgres(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("write it as postgresql://user:password@host:port/database")
    return url


def _redis(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("redis://", "rediss://")):
        raise ValueError("write it as redis://host:port/database, rediss:// with TLS")
    return url


def _mail(url: SecretStr) -> SecretStr:
    written = url.get_secret_value()
    if written != CONSOLE and not re.match("smtps?://[^/@]*", written):
        raise ValueError(f"write it as smtp://user:password@host:587 or {CONSOLE}")
    return url


def _mail_address(address: str) -> str:
    _require(
        re.fullmatch(r"[^<>\r\n]*<[^@<>\s]+@[^@<>\s]+>|[^@<>\s]+@[^@<>\s]+", address),
        "write it as walks@example.org or Walkumentary <walks@example.org>",
    )
    return address


def revealed(secret: SecretStr | None) -> str | None:
    """Return what a setting hides, for whoever has to send it."""
    return None if secret is None else secret.get_secret_value()


def _require(value: object, otherwise: str) -> None:
    if not value:
        raise ValueError(otherwise)


@contextmanager
def _as_value_error() -> Iterator[None]:
    """Let a refusal of the domain be one problem among the others."""
    try:
        yield
    except Invalid as error:
        raise ValueError(error.detail) from error


def _sendable(key: SecretStr) -> SecretStr:
    """Refuse what no header can carry, before a client quotes it in an error."""
    _require(
        re.fullmatch("[!-~]+", key.get_secret_value()),
        "holds spaces or letters that no key has",
    )
    return key


def _absolute(path: Path) -> Path:
    return path.expanduser().resolve()


def _listed(value: object) -> object:
    return (
        [one.strip() for one in value.split(",")] if isinstance(value, str) else value
    )


def _origin(text: str) -> str:
    _require(
        text == "*" or re.fullmatch(r"https?://[a-z0-9.-]+(:\d{1,5})?", text),
        f"{text!r} is no origin: write it as https://app.example, in small letters and"
        " without a path, or as * for any",
    )
    return text


def _rates(value: object) -> object:
    if not isinstance(value, str):
        return value
    with _as_value_error():
        return tuple(Rate.parse(one) for one in value.split(","))


def _default_provider(given: dict[str, object]) -> Provider | None:
    return next((one for one, key in _KEYS.items() if given.get(key)), None)


def _narrator(given: dict[str, object]) -> Narrator:
    chosen = given.get("default_llm_provider")
    return next((one for one in _KEYS if one == chosen), "notes")


def _usable(provider: str, given: dict[str, object]) -> None:
    """Refuse a provider without its key or without what its extra installs."""
    for key in (key for one, key in _KEYS.items() if one == provider):
        _require(given.get(key), f"{provider} needs {key.upper()}")
    package = _PACKAGES.get(provider)
    installed = package is None or find_spec(package)
    _require(installed, f"{provider} needs the extra walkumentary[{provider}]")


def _in_supabase(value: str, info: ValidationInfo, *needed: str) -> str:
    """Refuse what is to lie in a project without what leads there."""
    missing = [name.upper() for name in needed if info.data.get(name, "") is None]
    if value == "supabase":
        _require(not missing, f"supabase needs {' and '.join(missing)}")
    return value


def _speech(given: dict[str, object]) -> Speech:
    return "openai" if given.get("openai_api_key") else "espeak"


def _speech_concurrency(given: dict[str, object]) -> int:
    """A provider speaks many sentences at once, this machine a few."""
    return 24 if given.get("speech") == "openai" else 4


def _public_url(given: dict[str, object]) -> str:
    return f"http://{given.get('host')}:{given.get('port')}"


def _log_format(given: dict[str, object]) -> LogFormat:
    production = given.get("environment") is Environment.PRODUCTION
    return "json" if production else "console"


class TierLimits(BaseModel):
    """Of one tier, in TIER_LIMITS; what is left out is the default."""

    model_config = ConfigDict(extra="forbid")

    usd_per_request: Decimal | None = Field(default=None, ge=0)
    usd_per_day: Decimal | None = Field(default=None, gt=0)
    tours_per_day: int | None = Field(default=None, ge=0)
    tours_at_once: int | None = Field(default=None, ge=1)


class PriceOverride(BaseModel):
    """Of one model, in PRICE_OVERRIDES: USD per million, and per minute of speech."""

    model_config = ConfigDict(extra="forbid")

    tokens_in: Decimal = Field(default=Decimal(0), ge=0)
    tokens_cached: Decimal = Field(default=Decimal(0), ge=0)
    tokens_out: Decimal = Field(default=Decimal(0), ge=0)
    characters: Decimal = Field(default=Decimal(0), ge=0)
    minute: Decimal = Field(default=Decimal(0), ge=0)


def _changed(limits: Limits, own: TierLimits) -> Limits:
    return Limits(
        usd_per_request=_or(own.usd_per_request, limits.usd_per_request),
        usd_per_day=_or(own.usd_per_day, limits.usd_per_day),
        tours_per_day=_or(own.tours_per_day, limits.tours_per_day),
        tours_at_once=_or(own.tours_at_once, limits.tours_at_once),
    )


def _or[T](value: T | None, otherwise: T) -> T:
    return otherwise if value is None else value


_KEY_LENGTH = {Environment.DEVELOPMENT: 1, Environment.PRODUCTION: 24}
"""Of the keys that open everything: as many characters as nobody guesses."""
Tier = Literal["free", "basic", "premium"]
PostgresUrl = Annotated[SecretStr, AfterValidator(_postgres)]
ServiceKey = Annotated[SecretStr, AfterValidator(_sendable)]
SharedSecret = Annotated[SecretStr, Field(min_length=32)]
ServiceKeys = tuple[SecretStr, ...] | SecretStr | None
ServiceKeyList = Annotated[tuple[ServiceKey, ...], NoDecode, BeforeValidator(_listed)]
Writers = Annotated[tuple[Narrator, ...], NoDecode, BeforeValidator(_listed)]
Origin = Annotated[str, AfterValidator(_origin)]
Networks = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_listed)]
MailUrl = Annotated[SecretStr, AfterValidator(_mail)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
Origins = Annotated[tuple[Origin, ...], NoDecode, BeforeValidator(_listed)]
Rates = Annotated[tuple[Rate, ...], NoDecode, BeforeValidator(_rates)]
RedisUrl = Annotated[SecretStr, AfterValidator(_redis)]
Directory = Annotated[Path, AfterValidator(_absolute)]


class Settings(BaseSettings):
    """The settings of one process, named as in the environment."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True
    )

    environment: Environment = Environment.DEVELOPMENT
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    trusted_proxies: Networks = ()
    data_dir: Directory = Field(default_factory=lambda: home() / ".data")

    cors_origins: Origins = ()
    cors_credentials: bool = False

    rate_limits: bool | None = None
    rate_limit_anonymous: Rates = (Rate(100, 3_600),)
    rate_limit_signed_in: Rates = (Rate(100, 60), Rate(300, 300))
    rate_limit_generation: Rates = (Rate(10, 60), Rate(60, 3_600))
    rate_limit_sign_in: Rates = (Rate(20, 60),)
    rate_limit_media: Rates = (Rate(600, 60),)
    people_per_address: int = Field(default=10, ge=1, le=1_000)

    database_url: PostgresUrl | None = None
    migration_database_url: PostgresUrl | None = None
    database_pool_size: int = Field(default=10, ge=2, le=200)

    redis_url: RedisUrl | None = None

    log_level: LogLevel = "INFO"
    log_format: LogFormat = Field(default_factory=_log_format)

    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = Field(default=None, pattern="^https?://")
    openai_model: str = "gpt-4o-mini"
    openai_embedding_model: str = "text-embedding-3-small"
    openai_tts_model: str = "gpt-4o-mini-tts"
    openai_tts_voice: str = "alloy"

    supabase_url: str | None = Field(default=None, pattern="^https?://[^/?#]+/?$")
    supabase_service_role_key: ServiceKey | None = None
    supabase_storage_bucket: str = Field(
        default="walkumentary", pattern="^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$"
    )
    supabase_anon_key: ServiceKey | None = None
    supabase_jwt_secret: SharedSecret | None = None
    storage: Literal["local", "supabase"] = "local"
    auth_provider: Literal["local", "supabase"] = "local"

    valhalla_url: str | None = Field(default=None, pattern="^https?://")
    osrm_url: str | None = Field(default=None, pattern="^https?://")
    osrm_profile: str = Field(default="foot", pattern="^[A-Za-z0-9_-]+$")
    elevation_dir: Directory | None = None
    anthropic_api_key: SecretStr | None = None
    anthropic_base_url: str | None = Field(default=None, pattern="^https?://")
    anthropic_model: str = "claude-haiku-4-5"

    google_api_key: SecretStr | None = None
    google_base_url: str | None = Field(default=None, pattern="^https?://")
    gemini_model: str = "gemini-3.5-flash"

    default_llm_provider: Provider | None = Field(default_factory=_default_provider)
    fallback_llm_providers: Writers = ()
    langsmith_tracing: bool = False

    narrator: Narrator = Field(default_factory=_narrator)
    embedder: Embedder = "lexical"
    speech: Speech = Field(default_factory=_speech)

    resilience_preset: str = "simple"
    resilience_custom_config: str | None = None
    fallback_speech: Literal["espeak"] | None = None
    provider_concurrency: int = Field(default=64, ge=1, le=1_000)

    tier_limits: dict[Tier, TierLimits] = Field(default_factory=dict)
    price_overrides: dict[str, PriceOverride] = Field(default_factory=dict)
    alert_webhook_url: str | None = Field(default=None, pattern="^https?://")

    geocoder: Geocoder = "none"
    nominatim_base_url: str = Field(
        default="https://nominatim.openstreetmap.org", pattern="^https?://"
    )
    photon_base_url: str = Field(
        default="https://photon.komoot.io", pattern="^https?://"
    )
    geocoder_user_agent: str = Field(default="", max_length=200, pattern=r"^[ -~]*$")

    speech_concurrency: int = Field(default_factory=_speech_concurrency, ge=1, le=64)
    worker_concurrency: int = Field(default=4, ge=1, le=64)
    planning_concurrency: int = Field(default=4, ge=1, le=64)

    api_key: ServiceKey | None = None
    additional_api_keys: ServiceKeyList = ()
    guests: bool = True
    guest_tours_per_day: int = Field(default=3, ge=0)
    guest_usd_per_day: Decimal = Field(default=Decimal("1.00"), ge=0)
    token_ttl_s: int = Field(default=15 * 60, ge=60, le=365 * 86_400)
    refresh_token_ttl_s: int = Field(default=30 * 86_400, ge=60, le=365 * 86_400)
    mail_url: MailUrl | None = None
    mail_from: MailAddress | None = Field(default=None, validate_default=True)
    password_concurrency: int = Field(default=2, ge=1, le=64)
    media_url_ttl_s: int = Field(default=6 * 3_600, ge=60, le=7 * 86_400)

    public_url: str = Field(default_factory=_public_url, pattern=_ORIGIN)
    google_authorization_url: str = Field(
        default="https://accounts.google.com/o/oauth2/v2/auth", pattern="^https?://"
    )
    google_token_url: str = Field(
        default="https://oauth2.googleapis.com/token", pattern="^https?://"
    )
    google_jwks_url: str = Field(
        default="https://www.googleapis.com/oauth2/v3/certs", pattern="^https?://"
    )
    google_client_id: str | None = Field(default=None, pattern="^[!-~]+$")
    google_client_secret: ServiceKey | None = Field(default=None, validate_default=True)

    @property
    def edge(self) -> Edge:
        """How requests are received."""
        return Edge(
            trusted_proxies=self.trusted_proxies,
            public_url=self.public_url,
            rates=self._rate_policy if self._limits_rates else None,
            cors_origins=self.cors_origins,
            cors_credentials=self.cors_credentials,
            https_only=self.environment is Environment.PRODUCTION,
        )

    @property
    def _limits_rates(self) -> bool:
        production = self.environment is Environment.PRODUCTION
        return _or(self.rate_limits, production)

    @property
    def _rate_policy(self) -> RatePolicy:
        return RatePolicy(
            anonymous=self.rate_limit_anonymous,
            signed_in=self.rate_limit_signed_in,
            generation=self.rate_limit_generation,
            sign_in=self.rate_limit_sign_in,
            media=self.rate_limit_media,
            people_per_address=self.people_per_address,
        )

    @property
    def resilience(self) -> Resilience:
        """How patient we are with what lies outside."""
        return configured(self.resilience_preset, self.resilience_custom_config)

    @property
    def limits(self) -> Mapping[str, Limits]:
        """What each tier may spend; tours are counted in production alone."""
        own = {str(tier): limits for tier, limits in self.tier_limits.items()}
        return {
            tier: _changed(self._default(limits), own.get(tier, TierLimits()))
            for tier, limits in TIERS.items()
        }

    @property
    def guest_limits(self) -> GuestLimits:
        """What guests may have; tours without a price are counted in production."""
        return GuestLimits(
            tours_per_day=self.guest_tours_per_day,
            usd_per_day=self.guest_usd_per_day,
            keyless_counts=self.environment is Environment.PRODUCTION,
        )

    def _default(self, limits: Limits) -> Limits:
        if self.environment is Environment.PRODUCTION:
            return limits
        return replace(limits, tours_per_day=None, tours_at_once=None)

    @field_validator("trusted_proxies")
    @classmethod
    def _leaves_clients(cls, value: tuple[Network, ...]) -> tuple[Network, ...]:
        for network in value:
            _require(network.prefixlen, f"{network} makes a proxy of everybody")
        return value

    @property
    def service_keys(self) -> tuple[str, ...]:
        """What the account for machines comes with; none: nobody does."""
        keys = (self.api_key, *self.additional_api_keys)
        return tuple(key.get_secret_value() for key in keys if key is not None)

    @field_validator("api_key", "additional_api_keys")
    @classmethod
    def _are_hard_to_guess(
        cls, value: ServiceKeys, info: ValidationInfo
    ) -> ServiceKeys:
        keys = value if isinstance(value, tuple) else (value,)
        lengths = [len(revealed(key) or "") for key in keys if key is not None]
        needed = _KEY_LENGTH[info.data.get("environment", Environment.PRODUCTION)]
        _require(
            min(lengths, default=needed) >= needed,
            f"needs at least {needed} characters",
        )
        return value

    @field_validator("cors_credentials")
    @classmethod
    def _has_a_list(cls, value: bool, info: ValidationInfo) -> bool:  # noqa: FBT001  pydantic calls it
        anybody = value and "*" in info.data.get("cors_origins", ())
        _require(not anybody, "any site could act as its visitors: list them")
        return value

    @field_validator("resilience_preset")
    @classmethod
    def _is_a_preset(cls, value: str) -> str:
        with _as_value_error():
            configured(value)
        return value

    @field_validator("resilience_custom_config")
    @classmethod
    def _is_a_configuration(cls, value: str | None) -> str | None:
        with _as_value_error():
            configured("simple", value)
        return value

    @field_validator("migration_database_url")
    @classmethod
    def _beside_the_other(
        cls, value: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        if value is not None and "database_url" in info.data:
            _require(info.data["database_url"], "needs DATABASE_URL beside it")
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_who_mail_is_from(
        cls, value: str | None, info: ValidationInfo
    ) -> str | None:
        url = revealed(info.data.get("mail_url"))
        _require(value or url in {None, CONSOLE}, "MAIL_URL needs it")
        return value

    @field_validator("google_client_secret")
    @classmethod
    def _beside_its_client(
        cls, value: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        known = info.data.get("google_client_id", value)
        _require((known is None) == (value is None), _BOTH_OF_GOOGLE)
        return value

    @field_validator("storage")
    @classmethod
    def _has_its_project(cls, value: str, info: ValidationInfo) -> str:
        return _in_supabase(value, info, "supabase_url", "supabase_service_role_key")

    @field_validator("auth_provider")
    @classmethod
    def _has_its_accounts(cls, value: str, info: ValidationInfo) -> str:
        return _in_supabase(value, info, *_ACCOUNTS)

    @field_validator("default_llm_provider", "narrator", "embedder", "speech")
    @classmethod
    def _has_its_key(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None:
            _usable(value, info.data)
        return value

    @field_validator("fallback_llm_providers")
    @classmethod
    def _have_their_keys(
        cls, value: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        for one in value:
            _usable(one, info.data)
        return value


def _invalid(errors: list[ErrorDetails]) -> SettingsInvalid:
    # A default that derives from a wrong setting is no problem of its own.
    own = [one for one in errors if one["type"] != "default_factory_not_called"]
    problems = [_problem(one) for one in own]
    lines = [f"  {one.pointer[1:]}: {one.detail}" for one in problems]
    return SettingsInvalid("\n".join(["Wrong settings:", *lines]), fields=problems)


def _problem(error: ErrorDetails) -> FieldProblem:
    name = ".".join(map(str, error["loc"])).upper()
    return FieldProblem(f"/{name}", error["msg"].removeprefix("Value error, "))

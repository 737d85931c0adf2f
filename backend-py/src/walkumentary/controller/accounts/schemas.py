"""Wire shapes of accounts."""

from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from walkumentary.domain.accounts.api_key import MAX_DAYS, ApiKey, Scope
from walkumentary.domain.accounts.erasure import REASONS, Erased
from walkumentary.domain.accounts.preferences import Preferences, Theme, Units
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import Actor
from walkumentary.usecase.accounts.keep_api_keys import (
    CreateApiKeyCommand,
    CreatedApiKey,
)
from walkumentary.usecase.accounts.read_usage import UsageReport

_PREFERENCES: TypeAdapter[Preferences] = TypeAdapter(Preferences)


class PreferencesView(BaseModel):
    """What a person likes; null where the product's own default holds."""

    interests: list[str] | None = Field(examples=[["history", "food"]])
    language: str | None = Field(examples=["de-AT"])
    default_tour_duration: int | None = Field(description="Minutes", examples=[45])
    audio_speed: float | None = Field(examples=[1.25])
    theme: Theme | None
    units: Units | None

    @classmethod
    def of(cls, preferences: Preferences) -> "PreferencesView":
        """Render preferences."""
        return cls.model_validate(asdict(preferences))


class ProfileView(BaseModel):
    """A person as they see themselves; role and tier are given by an operator."""

    id: UUID
    kind: str = Field(examples=["user"])
    role: str = Field(examples=["user"])
    tier: str = Field(examples=["free"])
    email: str | None = Field(examples=["anna@example.org"])
    username: str | None = Field(examples=["anna"])
    display_name: str | None = Field(examples=["Anna"])
    preferences: PreferencesView
    created_at: datetime
    version: int = Field(description="Also the ETag")

    @classmethod
    def of(cls, user: User) -> "ProfileView":
        """Render an account."""
        return cls(
            id=user.id,
            kind=user.kind.value,
            role=user.role,
            tier=user.tier,
            email=user.email,
            username=user.username,
            display_name=user.display_name,
            preferences=PreferencesView.of(user.preferences),
            created_at=user.created_at,
            version=user.version,
        )


class ChangeProfileBody(BaseModel):
    """A merge patch (RFC 7396): what is left out stays, null takes away."""

    model_config = ConfigDict(extra="forbid")

    display_name: str | None = Field(default=None, examples=["Anna"])
    username: str | None = Field(
        default=None,
        description="3 to 30 letters, digits, dots, hyphens; nobody else's",
        examples=["anna"],
    )

    def change(self, user: User) -> User:
        """Return the account as it shall be.

        Raises:
            DisplayNameInvalid: see ``User.called``.
            UsernameInvalid: see ``User.known_as``.
        """
        given = self.model_dump(exclude_unset=True)
        named = user.called(given.get("display_name", user.display_name))
        return named.known_as(given.get("username", user.username))


class ChangePreferencesBody(BaseModel):
    """A merge patch (RFC 7396): what is left out stays, null is the default again.

    A tour that is asked for without a language, interests, minutes or speed has those.
    """

    model_config = ConfigDict(extra="forbid")

    interests: list[str] | None = Field(
        default=None, description="At most 10", examples=[["history", "food"]]
    )
    language: str | None = Field(default=None, examples=["de-AT"])
    default_tour_duration: int | None = Field(
        default=None, description="Minutes, 5 to 180", examples=[45]
    )
    audio_speed: float | None = Field(
        default=None, description="0.5 to 2", allow_inf_nan=False, examples=[1.25]
    )
    theme: Theme | None = None
    units: Units | None = None

    def change(self, user: User) -> User:
        """Return the account as it shall be.

        Raises:
            PreferencesInvalid: with a pointer per field.
        """
        given = self.model_dump(exclude_unset=True)
        patched = {**asdict(user.preferences), **given}
        return replace(user, preferences=_PREFERENCES.validate_python(patched))


class CreateApiKeyBody(BaseModel):
    """What a key is for, what it opens, and for how long.

    No scope opens keys, passwords, the profile or the account itself.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = Field(examples=["My phone's widget"])
    scopes: list[Scope] = Field(examples=[["tours:read"]])
    expires_in_days: int = Field(default=90, ge=1, le=MAX_DAYS)

    def command(self, actor: Actor) -> CreateApiKeyCommand:
        """Return the command."""
        return CreateApiKeyCommand(
            actor=actor,
            name=self.name,
            scopes=frozenset(self.scopes),
            expires_in_days=self.expires_in_days,
        )


class ApiKeyView(BaseModel):
    """A key as it is shown after it was made."""

    id: UUID
    name: str = Field(examples=["My phone's widget"])
    hint: str = Field(description="How it ends", examples=["walk_…c0de"])
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = Field(description="To the minute; null: never")

    @classmethod
    def of(cls, key: ApiKey) -> "ApiKeyView":
        """Render a key."""
        return cls(
            id=key.id,
            name=key.name,
            hint=key.hint,
            scopes=sorted(key.scopes),
            created_at=key.created_at,
            expires_at=key.expires_at,
            used_at=key.used_at,
        )


class CreatedApiKeyView(ApiKeyView):
    """A new key: the one answer that holds it."""

    key: str | None = Field(
        description="Keep it: it is not shown again; null where the answer is repeated"
    )

    @classmethod
    def of_created(cls, created: CreatedApiKey) -> "CreatedApiKeyView":
        """Render a new key."""
        shown = ApiKeyView.of(created.key).model_dump()
        return cls(**shown, key=created.secret)


class ApiKeysView(BaseModel):
    """All of one's keys: there are never more than fit on a page."""

    items: list[ApiKeyView]
    next_cursor: None = None


class KeptView(BaseModel):
    """Something that stays after all."""

    what: str = Field(examples=["charges"])
    rows: int
    why: str


class DeletedView(BaseModel):
    """What is kept of an account that was deleted; nothing else is."""

    kept: list[KeptView]

    @classmethod
    def of(cls, erased: Erased) -> "DeletedView":
        """Render what is kept."""
        kept = {what: rows for what, rows in erased.kept.items() if rows}
        return cls(
            kept=[
                KeptView(what=what, rows=rows, why=REASONS[what])
                for what, rows in kept.items()
            ]
        )


class LimitsView(BaseModel):
    """What the tier allows; null where there is no limit."""

    tier: str = Field(examples=["free"])
    usd_per_request: float
    usd_per_day: float
    tours_per_day: int | None
    tours_at_once: int | None


class LeftView(BaseModel):
    """What is left today, reservations taken off; null where there is no limit."""

    usd_today: float
    usd_next_request: float
    tours_today: int | None
    tours_at_once: int | None


class UsageView(BaseModel):
    """A period's usage, and today's allowance."""

    begins_at: datetime
    ends_at: datetime
    calls: int = Field(description="Made to providers")
    tokens_in: int
    tokens_out: int
    characters: int = Field(description="Spoken by paid voices")
    usd: float = Field(description="Charged")
    cache_hits: int = Field(description="Things that were there already")
    saved_usd: float = Field(description="What they would have cost")
    limits: LimitsView
    left: LeftView

    @classmethod
    def of(cls, report: UsageReport) -> "UsageView":
        """Render a report."""
        used = report.used
        return cls(
            begins_at=report.period.begins,
            ends_at=report.period.ends,
            calls=used.calls,
            tokens_in=used.tokens_in,
            tokens_out=used.tokens_out,
            characters=used.characters,
            usd=_usd(used.usd),
            cache_hits=used.cache_hits,
            saved_usd=_usd(used.saved_usd),
            limits=_limits(report),
            left=_left(report),
        )


def _limits(report: UsageReport) -> LimitsView:
    limits = report.limits
    return LimitsView(
        tier=report.today.tier,
        usd_per_request=_usd(limits.usd_per_request),
        usd_per_day=_usd(limits.usd_per_day),
        tours_per_day=limits.tours_per_day,
        tours_at_once=limits.tours_at_once,
    )


def _left(report: UsageReport) -> LeftView:
    limits, today = report.limits, report.today
    return LeftView(
        usd_today=_usd(max(Decimal(0), limits.usd_per_day - today.usd)),
        usd_next_request=_usd(today.left_usd(limits)),
        tours_today=_rest(limits.tours_per_day, today.tours),
        tours_at_once=_rest(limits.tours_at_once, today.at_once),
    )


def _rest(limit: int | None, used: int) -> int | None:
    return None if limit is None else max(0, limit - used)


def _usd(amount: Decimal) -> float:
    return float(round(amount, 6))

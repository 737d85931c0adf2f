"""Generated from the migrated schema by `make models`; do not edit.

Rows never leave infra/postgres and never validate: do not build one from outside data.
What the database fills in by itself may be left out of a new row.
"""

import datetime
import decimal
import uuid
from typing import Optional

from pgvector.sqlalchemy.halfvec import HALFVEC
from pydantic import JsonValue
from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    FetchedValue,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlmodel import Field, Relationship, SQLModel


class ActiveEmbedderRow(SQLModel, table=True):
    __tablename__ = "active_embedder"

    single: bool = Field(
        default=None,
        sa_column=Column(
            "single", Boolean, primary_key=True, server_default=FetchedValue()
        ),
    )
    embedder: str = Field(sa_column=Column("embedder", Text, nullable=False))
    changed_at: datetime.datetime = Field(
        sa_column=Column("changed_at", DateTime(True), nullable=False)
    )


class BudgetAlertRow(SQLModel, table=True):
    __tablename__ = "budget_alerts"

    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, primary_key=True))
    bucket: str = Field(sa_column=Column("bucket", Text, primary_key=True))
    level: int = Field(sa_column=Column("level", Integer, primary_key=True))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )


class ChargeRow(SQLModel, table=True):
    __tablename__ = "charges"

    subject_kind: str = Field(sa_column=Column("subject_kind", Text, primary_key=True))
    subject_id: uuid.UUID = Field(
        sa_column=Column("subject_id", Uuid, primary_key=True)
    )
    item: str = Field(sa_column=Column("item", Text, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    usd: decimal.Decimal = Field(
        sa_column=Column("usd", Numeric(14, 8), nullable=False)
    )
    saved_usd: decimal.Decimal = Field(
        sa_column=Column("saved_usd", Numeric(14, 8), nullable=False)
    )
    tokens_in: int = Field(sa_column=Column("tokens_in", Integer, nullable=False))
    tokens_out: int = Field(sa_column=Column("tokens_out", Integer, nullable=False))
    characters: int = Field(sa_column=Column("characters", Integer, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )


class ClaimRow(SQLModel, table=True):
    __tablename__ = "claims"

    key: str = Field(sa_column=Column("key", Text, primary_key=True))
    holder: uuid.UUID = Field(sa_column=Column("holder", Uuid, nullable=False))
    expires_at: datetime.datetime = Field(
        sa_column=Column("expires_at", DateTime(True), nullable=False)
    )


class EventTopicRow(SQLModel, table=True):
    __tablename__ = "event_topics"

    topic: str = Field(sa_column=Column("topic", Text, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    last_seq: int = Field(sa_column=Column("last_seq", BigInteger, nullable=False))


class IdempotencyKeyRow(SQLModel, table=True):
    __tablename__ = "idempotency_keys"

    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, primary_key=True))
    key: str = Field(sa_column=Column("key", Text, primary_key=True))
    request_hash: str = Field(sa_column=Column("request_hash", Text, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    claim: uuid.UUID = Field(sa_column=Column("claim", Uuid, nullable=False))
    claimed_until: datetime.datetime = Field(
        sa_column=Column("claimed_until", DateTime(True), nullable=False)
    )
    status: int | None = Field(default=None, sa_column=Column("status", Integer))
    headers: JsonValue | None = Field(
        default=None, sa_column=Column("headers", JSONB(none_as_null=True))
    )
    body: bytes | None = Field(default=None, sa_column=Column("body", LargeBinary))


class NarrationRow(SQLModel, table=True):
    __tablename__ = "narrations"

    key: str = Field(sa_column=Column("key", Text, primary_key=True))
    place_id: uuid.UUID = Field(sa_column=Column("place_id", Uuid, nullable=False))
    sentences: JsonValue = Field(
        sa_column=Column("sentences", JSONB(none_as_null=True), nullable=False)
    )
    dropped: int = Field(sa_column=Column("dropped", Integer, nullable=False))
    provider: str = Field(sa_column=Column("provider", Text, nullable=False))
    model: str = Field(sa_column=Column("model", Text, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    last_used_at: datetime.datetime = Field(
        sa_column=Column("last_used_at", DateTime(True), nullable=False)
    )
    owner_id: uuid.UUID | None = Field(default=None, sa_column=Column("owner_id", Uuid))


class OutboundTurnRow(SQLModel, table=True):
    __tablename__ = "outbound_turns"

    service: str = Field(sa_column=Column("service", Text, primary_key=True))
    next_at: datetime.datetime = Field(
        sa_column=Column("next_at", DateTime(True), nullable=False)
    )


class PieceRow(SQLModel, table=True):
    __tablename__ = "pieces"

    key: str = Field(sa_column=Column("key", Text, primary_key=True))
    frames: int = Field(sa_column=Column("frames", Integer, nullable=False))
    voice: str = Field(sa_column=Column("voice", Text, nullable=False))
    provider: str = Field(sa_column=Column("provider", Text, nullable=False))
    model: str = Field(sa_column=Column("model", Text, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    last_used_at: datetime.datetime = Field(
        sa_column=Column("last_used_at", DateTime(True), nullable=False)
    )
    path: str = Field(
        default=None,
        sa_column=Column("path", Text, nullable=False, server_default=FetchedValue()),
    )
    owner_id: uuid.UUID | None = Field(default=None, sa_column=Column("owner_id", Uuid))


class PlaceRow(SQLModel, table=True):
    __tablename__ = "places"

    id: uuid.UUID = Field(sa_column=Column("id", Uuid, primary_key=True))
    source: str = Field(sa_column=Column("source", Text, nullable=False))
    source_id: str = Field(sa_column=Column("source_id", Text, nullable=False))
    name: str = Field(sa_column=Column("name", Text, nullable=False))
    short_name: str = Field(sa_column=Column("short_name", Text, nullable=False))
    folded_name: str = Field(sa_column=Column("folded_name", Text, nullable=False))
    aliases: list[str] = Field(
        sa_column=Column("aliases", ARRAY(Text()), nullable=False)
    )
    location_type: str = Field(sa_column=Column("location_type", Text, nullable=False))
    latitude_deg: float = Field(
        sa_column=Column("latitude_deg", Double(53), nullable=False)
    )
    longitude_deg: float = Field(
        sa_column=Column("longitude_deg", Double(53), nullable=False)
    )
    address: str = Field(sa_column=Column("address", Text, nullable=False))
    city: str = Field(sa_column=Column("city", Text, nullable=False))
    country: str = Field(sa_column=Column("country", Text, nullable=False))
    country_code: str = Field(sa_column=Column("country_code", Text, nullable=False))
    popularity: float = Field(sa_column=Column("popularity", REAL, nullable=False))
    look_for: str = Field(
        default=None,
        sa_column=Column(
            "look_for", Text, nullable=False, server_default=FetchedValue()
        ),
    )
    attribution: str = Field(sa_column=Column("attribution", Text, nullable=False))
    search: str = Field(sa_column=Column("search", TSVECTOR, nullable=False))
    version: int = Field(
        default=None,
        sa_column=Column(
            "version", Integer, nullable=False, server_default=FetchedValue()
        ),
    )
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    updated_at: datetime.datetime = Field(
        sa_column=Column("updated_at", DateTime(True), nullable=False)
    )
    owner_id: uuid.UUID | None = Field(default=None, sa_column=Column("owner_id", Uuid))
    timezone: str | None = Field(default=None, sa_column=Column("timezone", Text))
    opening_hours: str | None = Field(
        default=None, sa_column=Column("opening_hours", Text)
    )
    wheelchair: str | None = Field(default=None, sa_column=Column("wheelchair", Text))
    wikidata: str | None = Field(default=None, sa_column=Column("wikidata", Text))
    website: str | None = Field(default=None, sa_column=Column("website", Text))
    image_url: str | None = Field(default=None, sa_column=Column("image_url", Text))


class ProviderCallRow(SQLModel, table=True):
    __tablename__ = "provider_calls"

    id: uuid.UUID = Field(sa_column=Column("id", Uuid, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    subject_kind: str = Field(sa_column=Column("subject_kind", Text, nullable=False))
    subject_id: uuid.UUID = Field(sa_column=Column("subject_id", Uuid, nullable=False))
    operation: str = Field(sa_column=Column("operation", Text, nullable=False))
    provider: str = Field(sa_column=Column("provider", Text, nullable=False))
    model: str = Field(sa_column=Column("model", Text, nullable=False))
    state: str = Field(sa_column=Column("state", Text, nullable=False))
    reserved_usd: decimal.Decimal = Field(
        sa_column=Column("reserved_usd", Numeric(14, 8), nullable=False)
    )
    tokens_in: int = Field(
        default=None,
        sa_column=Column(
            "tokens_in", Integer, nullable=False, server_default=FetchedValue()
        ),
    )
    tokens_cached: int = Field(
        default=None,
        sa_column=Column(
            "tokens_cached", Integer, nullable=False, server_default=FetchedValue()
        ),
    )
    tokens_out: int = Field(
        default=None,
        sa_column=Column(
            "tokens_out", Integer, nullable=False, server_default=FetchedValue()
        ),
    )
    characters: int = Field(
        default=None,
        sa_column=Column(
            "characters", Integer, nullable=False, server_default=FetchedValue()
        ),
    )
    seconds: float = Field(
        default=None,
        sa_column=Column(
            "seconds", REAL, nullable=False, server_default=FetchedValue()
        ),
    )
    started_at: datetime.datetime = Field(
        sa_column=Column("started_at", DateTime(True), nullable=False)
    )
    outcome: str | None = Field(default=None, sa_column=Column("outcome", Text))
    usd: decimal.Decimal | None = Field(
        default=None, sa_column=Column("usd", Numeric(14, 8))
    )
    latency_ms: int | None = Field(
        default=None, sa_column=Column("latency_ms", Integer)
    )
    ended_at: datetime.datetime | None = Field(
        default=None, sa_column=Column("ended_at", DateTime(True))
    )


class ReservationRow(SQLModel, table=True):
    __tablename__ = "reservations"

    subject_kind: str = Field(sa_column=Column("subject_kind", Text, primary_key=True))
    subject_id: uuid.UUID = Field(
        sa_column=Column("subject_id", Uuid, primary_key=True)
    )
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    bucket: str = Field(sa_column=Column("bucket", Text, nullable=False))
    usd: decimal.Decimal = Field(
        sa_column=Column("usd", Numeric(14, 8), nullable=False)
    )
    state: str = Field(sa_column=Column("state", Text, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    guest_address: bytes | None = Field(
        default=None, sa_column=Column("guest_address", LargeBinary)
    )


class SigningKeyRow(SQLModel, table=True):
    __tablename__ = "signing_keys"

    kid: str = Field(sa_column=Column("kid", Text, primary_key=True))
    purpose: str = Field(sa_column=Column("purpose", Text, nullable=False))
    secret: bytes = Field(sa_column=Column("secret", LargeBinary, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    retired_at: datetime.datetime | None = Field(
        default=None, sa_column=Column("retired_at", DateTime(True))
    )


class StarterPackRow(SQLModel, table=True):
    __tablename__ = "starter_packs"

    key: str = Field(sa_column=Column("key", Text, primary_key=True))
    content_hash: str = Field(sa_column=Column("content_hash", Text, nullable=False))
    loaded_at: datetime.datetime = Field(
        sa_column=Column("loaded_at", DateTime(True), nullable=False)
    )


class TourRow(SQLModel, table=True):
    __tablename__ = "tours"

    id: uuid.UUID = Field(sa_column=Column("id", Uuid, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    version: int = Field(sa_column=Column("version", Integer, nullable=False))
    lease: int = Field(sa_column=Column("lease", Integer, nullable=False))
    status: str = Field(sa_column=Column("status", Text, nullable=False))
    audio_state: str = Field(sa_column=Column("audio_state", Text, nullable=False))
    audio_version: int = Field(
        sa_column=Column("audio_version", Integer, nullable=False)
    )
    title: str = Field(sa_column=Column("title", Text, nullable=False))
    description: str = Field(sa_column=Column("description", Text, nullable=False))
    language: str = Field(sa_column=Column("language", Text, nullable=False))
    narration_style: str = Field(
        sa_column=Column("narration_style", Text, nullable=False)
    )
    interests: list[str] = Field(
        sa_column=Column("interests", ARRAY(Text()), nullable=False)
    )
    duration_minutes: int = Field(
        sa_column=Column("duration_minutes", Integer, nullable=False)
    )
    request: JsonValue = Field(
        sa_column=Column("request", JSONB(none_as_null=True), nullable=False)
    )
    place_name: str = Field(sa_column=Column("place_name", Text, nullable=False))
    city: str = Field(sa_column=Column("city", Text, nullable=False))
    start_latitude_deg: float = Field(
        sa_column=Column("start_latitude_deg", Double(53), nullable=False)
    )
    start_longitude_deg: float = Field(
        sa_column=Column("start_longitude_deg", Double(53), nullable=False)
    )
    voice: str = Field(sa_column=Column("voice", Text, nullable=False))
    speech_provider: str = Field(
        sa_column=Column("speech_provider", Text, nullable=False)
    )
    speech_model: str = Field(sa_column=Column("speech_model", Text, nullable=False))
    speed: float = Field(sa_column=Column("speed", REAL, nullable=False))
    llm_provider: str = Field(sa_column=Column("llm_provider", Text, nullable=False))
    llm_model: str = Field(sa_column=Column("llm_model", Text, nullable=False))
    walking_s: float = Field(sa_column=Column("walking_s", Double(53), nullable=False))
    walking_m: float = Field(sa_column=Column("walking_m", Double(53), nullable=False))
    talking_s: float = Field(sa_column=Column("talking_s", Double(53), nullable=False))
    slack_s: float = Field(sa_column=Column("slack_s", Double(53), nullable=False))
    certificate: JsonValue = Field(
        sa_column=Column("certificate", JSONB(none_as_null=True), nullable=False)
    )
    route_source: str = Field(sa_column=Column("route_source", Text, nullable=False))
    cost_usd: decimal.Decimal = Field(
        sa_column=Column("cost_usd", Numeric(12, 6), nullable=False)
    )
    tokens_in: int = Field(sa_column=Column("tokens_in", BigInteger, nullable=False))
    tokens_out: int = Field(sa_column=Column("tokens_out", BigInteger, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    updated_at: datetime.datetime = Field(
        sa_column=Column("updated_at", DateTime(True), nullable=False)
    )
    failure: JsonValue | None = Field(
        default=None, sa_column=Column("failure", JSONB(none_as_null=True))
    )
    place_id: uuid.UUID | None = Field(default=None, sa_column=Column("place_id", Uuid))
    end_leg: JsonValue | None = Field(
        default=None, sa_column=Column("end_leg", JSONB(none_as_null=True))
    )
    limited_by: str | None = Field(default=None, sa_column=Column("limited_by", Text))
    share_token_hash: str | None = Field(
        default=None, sa_column=Column("share_token_hash", Text)
    )
    archived_at: datetime.datetime | None = Field(
        default=None, sa_column=Column("archived_at", DateTime(True))
    )
    climb_m: float | None = Field(default=None, sa_column=Column("climb_m", Double(53)))


class UserRow(SQLModel, table=True):
    __tablename__ = "users"

    id: uuid.UUID = Field(sa_column=Column("id", Uuid, primary_key=True))
    kind: str = Field(sa_column=Column("kind", Text, nullable=False))
    role: str = Field(
        default=None,
        sa_column=Column("role", Text, nullable=False, server_default=FetchedValue()),
    )
    tier: str = Field(
        default=None,
        sa_column=Column("tier", Text, nullable=False, server_default=FetchedValue()),
    )
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    version: int = Field(
        default=None,
        sa_column=Column(
            "version", Integer, nullable=False, server_default=FetchedValue()
        ),
    )
    preferences: JsonValue = Field(
        default=None,
        sa_column=Column(
            "preferences",
            JSONB(none_as_null=True),
            nullable=False,
            server_default=FetchedValue(),
        ),
    )
    updated_at: datetime.datetime = Field(
        default=None,
        sa_column=Column(
            "updated_at", DateTime(True), nullable=False, server_default=FetchedValue()
        ),
    )
    seen_at: datetime.datetime = Field(
        default=None,
        sa_column=Column(
            "seen_at", DateTime(True), nullable=False, server_default=FetchedValue()
        ),
    )
    email: str | None = Field(default=None, sa_column=Column("email", Text))
    email_key: str | None = Field(default=None, sa_column=Column("email_key", Text))
    username: str | None = Field(default=None, sa_column=Column("username", Text))
    username_key: str | None = Field(
        default=None, sa_column=Column("username_key", Text)
    )
    display_name: str | None = Field(
        default=None, sa_column=Column("display_name", Text)
    )
    deleted_at: datetime.datetime | None = Field(
        default=None, sa_column=Column("deleted_at", DateTime(True))
    )


class AccountTokenRow(SQLModel, table=True):
    __tablename__ = "account_tokens"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            ondelete="CASCADE",
            name="account_tokens_user_id_users_id_fk",
        ),
    )

    hash: bytes = Field(sa_column=Column("hash", LargeBinary, primary_key=True))
    purpose: str = Field(sa_column=Column("purpose", Text, nullable=False))
    content: JsonValue = Field(
        sa_column=Column("content", JSONB(none_as_null=True), nullable=False)
    )
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    expires_at: datetime.datetime = Field(
        sa_column=Column("expires_at", DateTime(True), nullable=False)
    )
    user_id: uuid.UUID | None = Field(default=None, sa_column=Column("user_id", Uuid))

    user: Optional["UserRow"] = Relationship()


class ApiKeyRow(SQLModel, table=True):
    __tablename__ = "api_keys"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id"],
            ["users.id"],
            ondelete="CASCADE",
            name="api_keys_owner_id_users_id_fk",
        ),
    )

    id: uuid.UUID = Field(sa_column=Column("id", Uuid, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    name: str = Field(sa_column=Column("name", Text, nullable=False))
    hash: bytes = Field(sa_column=Column("hash", LargeBinary, nullable=False))
    hint: str = Field(sa_column=Column("hint", Text, nullable=False))
    scopes: list[str] = Field(sa_column=Column("scopes", ARRAY(Text()), nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    expires_at: datetime.datetime | None = Field(
        default=None, sa_column=Column("expires_at", DateTime(True))
    )
    used_at: datetime.datetime | None = Field(
        default=None, sa_column=Column("used_at", DateTime(True))
    )

    owner: "UserRow" = Relationship()


class EventRow(SQLModel, table=True):
    __tablename__ = "events"
    __table_args__ = (
        ForeignKeyConstraint(
            ["topic"], ["event_topics.topic"], ondelete="CASCADE", name="events_topic"
        ),
    )

    topic: str = Field(sa_column=Column("topic", Text, primary_key=True))
    seq: int = Field(sa_column=Column("seq", BigInteger, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    kind: str = Field(sa_column=Column("kind", Text, nullable=False))
    body: JsonValue = Field(
        sa_column=Column("body", JSONB(none_as_null=True), nullable=False)
    )
    created_at: datetime.datetime = Field(
        default=None,
        sa_column=Column(
            "created_at", DateTime(True), nullable=False, server_default=FetchedValue()
        ),
    )

    event_topic: "EventTopicRow" = Relationship()


class IdentityRow(SQLModel, table=True):
    __tablename__ = "identities"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id"],
            ["users.id"],
            ondelete="CASCADE",
            name="identities_owner_id_users_id_fk",
        ),
    )

    provider: str = Field(sa_column=Column("provider", Text, primary_key=True))
    subject: str = Field(sa_column=Column("subject", Text, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    email: str = Field(sa_column=Column("email", Text, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )

    owner: "UserRow" = Relationship()


class NoteRow(SQLModel, table=True):
    __tablename__ = "notes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
            ondelete="CASCADE",
            name="notes_place_id_places_id_fk",
        ),
    )

    id: uuid.UUID = Field(sa_column=Column("id", Uuid, primary_key=True))
    place_id: uuid.UUID = Field(sa_column=Column("place_id", Uuid, nullable=False))
    position: int = Field(sa_column=Column("position", Integer, nullable=False))
    language: str = Field(sa_column=Column("language", Text, nullable=False))
    title: str = Field(sa_column=Column("title", Text, nullable=False))
    text: str = Field(sa_column=Column("text", Text, nullable=False))
    tags: list[str] = Field(sa_column=Column("tags", ARRAY(Text()), nullable=False))
    source: str = Field(sa_column=Column("source", Text, nullable=False))
    source_id: str = Field(sa_column=Column("source_id", Text, nullable=False))
    source_name: str = Field(sa_column=Column("source_name", Text, nullable=False))
    licence: str = Field(sa_column=Column("licence", Text, nullable=False))
    as_of: datetime.date = Field(sa_column=Column("as_of", Date, nullable=False))
    search: str = Field(
        default=None,
        sa_column=Column(
            "search", TSVECTOR, nullable=False, server_default=FetchedValue()
        ),
    )
    version: int = Field(
        default=None,
        sa_column=Column(
            "version", Integer, nullable=False, server_default=FetchedValue()
        ),
    )
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    updated_at: datetime.datetime = Field(
        sa_column=Column("updated_at", DateTime(True), nullable=False)
    )
    owner_id: uuid.UUID | None = Field(default=None, sa_column=Column("owner_id", Uuid))
    source_url: str | None = Field(default=None, sa_column=Column("source_url", Text))

    place: "PlaceRow" = Relationship()


class PasswordRow(SQLModel, table=True):
    __tablename__ = "passwords"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            ondelete="CASCADE",
            name="passwords_user_id_users_id_fk",
        ),
    )

    user_id: uuid.UUID = Field(sa_column=Column("user_id", Uuid, primary_key=True))
    hash: str = Field(sa_column=Column("hash", Text, nullable=False))
    changed_at: datetime.datetime = Field(
        sa_column=Column("changed_at", DateTime(True), nullable=False)
    )

    user: "UserRow" = Relationship()


class PlaceNameRow(SQLModel, table=True):
    __tablename__ = "place_names"
    __table_args__ = (
        ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
            ondelete="CASCADE",
            name="place_names_place_id_places_id_fk",
        ),
    )

    place_id: uuid.UUID = Field(sa_column=Column("place_id", Uuid, primary_key=True))
    folded: str = Field(sa_column=Column("folded", Text, primary_key=True))
    deletions: list[str] = Field(
        sa_column=Column("deletions", ARRAY(Text()), nullable=False)
    )
    owner_id: uuid.UUID | None = Field(default=None, sa_column=Column("owner_id", Uuid))

    place: "PlaceRow" = Relationship()


class SessionRow(SQLModel, table=True):
    __tablename__ = "sessions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id"],
            ["users.id"],
            ondelete="CASCADE",
            name="sessions_owner_id_users_id_fk",
        ),
    )

    id: uuid.UUID = Field(sa_column=Column("id", Uuid, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    created_at: datetime.datetime = Field(
        sa_column=Column("created_at", DateTime(True), nullable=False)
    )
    used_at: datetime.datetime = Field(
        sa_column=Column("used_at", DateTime(True), nullable=False)
    )
    ended_at: datetime.datetime | None = Field(
        default=None, sa_column=Column("ended_at", DateTime(True))
    )
    ended_by: str | None = Field(default=None, sa_column=Column("ended_by", Text))

    owner: "UserRow" = Relationship()


class TourSentenceRow(SQLModel, table=True):
    __tablename__ = "tour_sentences"
    __table_args__ = (
        ForeignKeyConstraint(
            ["piece_key"], ["pieces.key"], name="tour_sentences_piece"
        ),
        ForeignKeyConstraint(
            ["tour_id"], ["tours.id"], ondelete="CASCADE", name="tour_sentences_tour"
        ),
    )

    tour_id: uuid.UUID = Field(sa_column=Column("tour_id", Uuid, primary_key=True))
    segment: int = Field(sa_column=Column("segment", SmallInteger, primary_key=True))
    position: int = Field(sa_column=Column("position", SmallInteger, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    stop: int = Field(sa_column=Column("stop", SmallInteger, nullable=False))
    kind: str = Field(sa_column=Column("kind", Text, nullable=False))
    text: str = Field(sa_column=Column("text", Text, nullable=False))
    note_ids: list[uuid.UUID] = Field(
        sa_column=Column("note_ids", ARRAY(Uuid()), nullable=False)
    )
    piece_key: str | None = Field(default=None, sa_column=Column("piece_key", Text))
    frames: int | None = Field(default=None, sa_column=Column("frames", Integer))

    piece: Optional["PieceRow"] = Relationship()
    tour: "TourRow" = Relationship()


class TourStopRow(SQLModel, table=True):
    __tablename__ = "tour_stops"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tour_id"], ["tours.id"], ondelete="CASCADE", name="tour_stops_tour"
        ),
    )

    tour_id: uuid.UUID = Field(sa_column=Column("tour_id", Uuid, primary_key=True))
    position: int = Field(sa_column=Column("position", SmallInteger, primary_key=True))
    owner_id: uuid.UUID = Field(sa_column=Column("owner_id", Uuid, nullable=False))
    place_id: uuid.UUID = Field(sa_column=Column("place_id", Uuid, nullable=False))
    name: str = Field(sa_column=Column("name", Text, nullable=False))
    short_name: str = Field(sa_column=Column("short_name", Text, nullable=False))
    description: str = Field(sa_column=Column("description", Text, nullable=False))
    address: str = Field(sa_column=Column("address", Text, nullable=False))
    latitude_deg: float = Field(
        sa_column=Column("latitude_deg", Double(53), nullable=False)
    )
    longitude_deg: float = Field(
        sa_column=Column("longitude_deg", Double(53), nullable=False)
    )
    leg_s: float = Field(sa_column=Column("leg_s", Double(53), nullable=False))
    leg_m: float = Field(sa_column=Column("leg_m", Double(53), nullable=False))
    leg_path: JsonValue = Field(
        sa_column=Column("leg_path", JSONB(none_as_null=True), nullable=False)
    )
    cue: str = Field(sa_column=Column("cue", Text, nullable=False))
    cue_source: str = Field(sa_column=Column("cue_source", Text, nullable=False))
    cue_note_ids: list[uuid.UUID] = Field(
        sa_column=Column("cue_note_ids", ARRAY(Uuid()), nullable=False)
    )
    highlights: list[str] = Field(
        sa_column=Column("highlights", ARRAY(Text()), nullable=False)
    )
    interests: list[str] = Field(
        sa_column=Column("interests", ARRAY(Text()), nullable=False)
    )
    words: int = Field(sa_column=Column("words", Integer, nullable=False))
    planned_talk_s: float = Field(
        sa_column=Column("planned_talk_s", Double(53), nullable=False)
    )
    trigger_radius_m: float = Field(
        sa_column=Column("trigger_radius_m", REAL, nullable=False)
    )
    approach_bearing_deg: float = Field(
        sa_column=Column("approach_bearing_deg", REAL, nullable=False)
    )
    narration_key: str = Field(sa_column=Column("narration_key", Text, nullable=False))
    written: int = Field(sa_column=Column("written", SmallInteger, nullable=False))
    cached: int = Field(sa_column=Column("cached", SmallInteger, nullable=False))
    dropped: int = Field(sa_column=Column("dropped", Integer, nullable=False))
    authors: JsonValue = Field(
        default=None,
        sa_column=Column(
            "authors",
            JSONB(none_as_null=True),
            nullable=False,
            server_default=FetchedValue(),
        ),
    )

    tour: "TourRow" = Relationship()


class NoteEmbeddingRow(SQLModel, table=True):
    __tablename__ = "note_embeddings"
    __table_args__ = (
        ForeignKeyConstraint(
            ["note_id"],
            ["notes.id"],
            ondelete="CASCADE",
            name="note_embeddings_note_id_notes_id_fk",
        ),
    )

    note_id: uuid.UUID = Field(sa_column=Column("note_id", Uuid, primary_key=True))
    embedder: str = Field(sa_column=Column("embedder", Text, primary_key=True))
    embedding: list[float] = Field(
        sa_column=Column("embedding", HALFVEC(1024), nullable=False)
    )
    note_version: int = Field(sa_column=Column("note_version", Integer, nullable=False))
    owner_id: uuid.UUID | None = Field(default=None, sa_column=Column("owner_id", Uuid))

    note: "NoteRow" = Relationship()


class RefreshTokenRow(SQLModel, table=True):
    __tablename__ = "refresh_tokens"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            ondelete="CASCADE",
            name="refresh_tokens_session_id_sessions_id_fk",
        ),
    )

    hash: bytes = Field(sa_column=Column("hash", LargeBinary, primary_key=True))
    session_id: uuid.UUID = Field(sa_column=Column("session_id", Uuid, nullable=False))
    issued_at: datetime.datetime = Field(
        sa_column=Column("issued_at", DateTime(True), nullable=False)
    )
    expires_at: datetime.datetime = Field(
        sa_column=Column("expires_at", DateTime(True), nullable=False)
    )
    used_at: datetime.datetime | None = Field(
        default=None, sa_column=Column("used_at", DateTime(True))
    )

    session: "SessionRow" = Relationship()

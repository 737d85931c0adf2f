// People, and the keys that sign what we hand out.
import { sql } from "drizzle-orm";
import {
  check, index, integer, jsonb, numeric, pgPolicy, pgTable, primaryKey, real, text, timestamp, uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { authenticated, bytea, isMine, ownerMay, systemMay } from "./shared";

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind").notNull(),
    role: text("role").notNull().default("user"),
    tier: text("tier").notNull().default("free"),
    // As written; whether two are the same is asked of the keys (case folded).
    email: text("email"),
    email_key: text("email_key").unique("users_email_taken"),
    username: text("username"),
    username_key: text("username_key").unique("users_username_taken"),
    display_name: text("display_name"),
    preferences: jsonb("preferences").notNull().default({}),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    updated_at: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    // To the hour: guests nobody uses go after thirty days.
    seen_at: timestamp("seen_at", { withTimezone: true }).notNull().defaultNow(),
    // Nothing is left but the id, until no token of theirs can be good any more.
    deleted_at: timestamp("deleted_at", { withTimezone: true }),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    check("users_kind_known", sql`kind in ('guest', 'user')`),
    check("users_role_known", sql`role in ('user', 'curator', 'operator')`),
    check("users_tier_known", sql`tier in ('free', 'basic', 'premium')`),
    index("users_deleted").on(t.deleted_at).where(sql`deleted_at is not null`),
    index("users_guests_seen").on(t.seen_at).where(sql`kind = 'guest'`),
    pgPolicy("users_self", { for: "select", to: authenticated, using: sql`id = (select auth.uid())` }),
    systemMay("users"),
  ],
).enableRLS();

export const signing_keys = pgTable(
  "signing_keys",
  {
    kid: text("kid").primaryKey(),
    purpose: text("purpose").notNull(),
    secret: bytea("secret").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    // Since when another one signs; what this one signed is good to its end.
    retired_at: timestamp("retired_at", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("signing_keys_in_use").on(t.purpose).where(sql`retired_at is null`),
    check("signing_keys_purpose_known", sql`purpose in ('token', 'media')`),
    systemMay("signing_keys"),
  ],
).enableRLS();

// Apart from `users`: whoever may read their own row must not read this.
export const passwords = pgTable(
  "passwords",
  {
    user_id: uuid("user_id").primaryKey().references(() => users.id, { onDelete: "cascade" }),
    hash: text("hash").notNull(),
    changed_at: timestamp("changed_at", { withTimezone: true }).notNull(),
  },
  () => [systemMay("passwords")],
).enableRLS();

// Who somebody is to another provider of identities (Google).
export const identities = pgTable(
  "identities",
  {
    provider: text("provider").notNull(),
    subject: text("subject").notNull(),
    owner_id: uuid("owner_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.subject] }),
    index("identities_owner").on(t.owner_id),
    pgPolicy("identities_self", { for: "select", to: authenticated, using: isMine }),
    systemMay("identities"),
  ],
).enableRLS();

// One sign-in on one device, as long as its refresh tokens are used.
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    owner_id: uuid("owner_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    used_at: timestamp("used_at", { withTimezone: true }).notNull(),
    ended_at: timestamp("ended_at", { withTimezone: true }),
    ended_by: text("ended_by"),
  },
  (t) => [
    check("sessions_ended_by_known", sql`ended_by in ('logout', 'reuse', 'password')`),
    index("sessions_owner").on(t.owner_id),
    pgPolicy("sessions_self", { for: "select", to: authenticated, using: isMine }),
    systemMay("sessions"),
  ],
).enableRLS();

// Single use; only hashes are kept.
export const refresh_tokens = pgTable(
  "refresh_tokens",
  {
    hash: bytea("hash").primaryKey(),
    session_id: uuid("session_id").notNull().references(() => sessions.id, { onDelete: "cascade" }),
    issued_at: timestamp("issued_at", { withTimezone: true }).notNull(),
    expires_at: timestamp("expires_at", { withTimezone: true }).notNull(),
    used_at: timestamp("used_at", { withTimezone: true }),
  },
  (t) => [
    index("refresh_tokens_session").on(t.session_id),
    index("refresh_tokens_expiry").on(t.expires_at),
    systemMay("refresh_tokens"),
  ],
).enableRLS();

// What was sent by mail or to Google's page, until it comes back: single use, hashed.
export const account_tokens = pgTable(
  "account_tokens",
  {
    hash: bytea("hash").primaryKey(),
    purpose: text("purpose").notNull(),
    user_id: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    // A sign-up that waits for its confirmation; the state of an authorisation.
    content: jsonb("content").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    expires_at: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    check("account_tokens_purpose_known", sql`purpose in ('confirm', 'reset', 'google')`),
    index("account_tokens_user").on(t.user_id),
    index("account_tokens_expiry").on(t.expires_at),
    systemMay("account_tokens"),
  ],
).enableRLS();

// Keys for programs; only hashes are kept.
export const api_keys = pgTable(
  "api_keys",
  {
    id: uuid("id").primaryKey(),
    owner_id: uuid("owner_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    hash: bytea("hash").notNull().unique(),
    // What is shown of it.
    hint: text("hint").notNull(),
    scopes: text("scopes").array().notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    expires_at: timestamp("expires_at", { withTimezone: true }),
    used_at: timestamp("used_at", { withTimezone: true }),
  },
  (t) => [
    index("api_keys_owner").on(t.owner_id, t.created_at),
    ownerMay("api_keys"),
    systemMay("api_keys"),
  ],
).enableRLS();

// Every call to a provider: written before it is made, settled after.
export const provider_calls = pgTable(
  "provider_calls",
  {
    id: uuid("id").primaryKey(),
    owner_id: uuid("owner_id").notNull(),
    subject_kind: text("subject_kind").notNull(),
    subject_id: uuid("subject_id").notNull(),
    operation: text("operation").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    state: text("state").notNull(),
    outcome: text("outcome"),
    reserved_usd: numeric("reserved_usd", { precision: 14, scale: 8 }).notNull(),
    usd: numeric("usd", { precision: 14, scale: 8 }),
    tokens_in: integer("tokens_in").notNull().default(0),
    tokens_cached: integer("tokens_cached").notNull().default(0),
    tokens_out: integer("tokens_out").notNull().default(0),
    characters: integer("characters").notNull().default(0),
    seconds: real("seconds").notNull().default(0),
    latency_ms: integer("latency_ms"),
    started_at: timestamp("started_at", { withTimezone: true }).notNull(),
    ended_at: timestamp("ended_at", { withTimezone: true }),
  },
  (t) => [
    check("provider_calls_state_known", sql`state in ('started', 'settled', 'unknown')`),
    index("provider_calls_owner").on(t.owner_id, t.started_at),
    index("provider_calls_open").on(t.started_at).where(sql`state = 'started'`),
    ownerMay("provider_calls"),
    systemMay("provider_calls"),
  ],
).enableRLS();

// What people pay: written with the thing it paid for, once for each.
export const charges = pgTable(
  "charges",
  {
    subject_kind: text("subject_kind").notNull(),
    subject_id: uuid("subject_id").notNull(),
    item: text("item").notNull(),
    owner_id: uuid("owner_id").notNull(),
    usd: numeric("usd", { precision: 14, scale: 8 }).notNull(),
    saved_usd: numeric("saved_usd", { precision: 14, scale: 8 }).notNull(),
    tokens_in: integer("tokens_in").notNull(),
    tokens_out: integer("tokens_out").notNull(),
    characters: integer("characters").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject_kind, t.subject_id, t.item] }),
    index("charges_owner").on(t.owner_id, t.created_at),
    ownerMay("charges"),
    systemMay("charges"),
  ],
).enableRLS();

// What is set aside for a subject until it is settled; the bucket is a day (UTC).
export const reservations = pgTable(
  "reservations",
  {
    subject_kind: text("subject_kind").notNull(),
    subject_id: uuid("subject_id").notNull(),
    owner_id: uuid("owner_id").notNull(),
    bucket: text("bucket").notNull(),
    // Of a guest's address, keyed: guests are counted together, and by address.
    guest_address: bytea("guest_address"),
    usd: numeric("usd", { precision: 14, scale: 8 }).notNull(),
    state: text("state").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject_kind, t.subject_id] }),
    check("reservations_state_known", sql`state in ('open', 'settled', 'void')`),
    index("reservations_owner").on(t.owner_id, t.bucket),
    index("reservations_guests").on(t.bucket).where(sql`guest_address is not null`),
    ownerMay("reservations"),
    systemMay("reservations"),
  ],
).enableRLS();

export const budget_alerts = pgTable(
  "budget_alerts",
  {
    owner_id: uuid("owner_id").notNull(),
    bucket: text("bucket").notNull(),
    level: integer("level").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.owner_id, t.bucket, t.level] }),
    ownerMay("budget_alerts"),
    systemMay("budget_alerts"),
  ],
).enableRLS();

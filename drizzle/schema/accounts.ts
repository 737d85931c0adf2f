// People, and the keys that sign what we hand out.
import { sql } from "drizzle-orm";
import {
  check, index, integer, numeric, pgPolicy, pgTable, primaryKey, real, text, timestamp, uuid,
} from "drizzle-orm/pg-core";
import { authenticated, bytea, ownerMay, systemMay } from "./shared";

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind").notNull(),
    role: text("role").notNull().default("user"),
    tier: text("tier").notNull().default("free"),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    version: integer("version").notNull().default(1),
  },
  () => [
    check("users_kind_known", sql`kind in ('guest', 'user')`),
    check("users_role_known", sql`role in ('user', 'curator', 'operator')`),
    check("users_tier_known", sql`tier in ('free', 'basic', 'premium')`),
    pgPolicy("users_self", { for: "select", to: authenticated, using: sql`id = (select auth.uid())` }),
    systemMay("users"),
  ],
).enableRLS();

export const signing_keys = pgTable(
  "signing_keys",
  {
    kid: text("kid").primaryKey(),
    purpose: text("purpose").notNull().unique(),
    secret: bytea("secret").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  () => [
    check("signing_keys_purpose_known", sql`purpose in ('token', 'media')`),
    systemMay("signing_keys"),
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
    usd: numeric("usd", { precision: 14, scale: 8 }).notNull(),
    state: text("state").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject_kind, t.subject_id] }),
    check("reservations_state_known", sql`state in ('open', 'settled', 'void')`),
    index("reservations_owner").on(t.owner_id, t.bucket),
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

// People, and the keys that sign what we hand out.
import { sql } from "drizzle-orm";
import { check, integer, pgPolicy, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { authenticated, bytea, systemMay } from "./shared";

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

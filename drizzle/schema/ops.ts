// What keeps repeated requests from doing things twice.
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { bytea, ownerMay, systemMay } from "./shared";

export const idempotency_keys = pgTable(
  "idempotency_keys",
  {
    owner_id: uuid("owner_id").notNull(),
    key: text("key").notNull(),
    request_hash: text("request_hash").notNull(),
    // Whose the key is while the first request is answered; a dead one is taken over.
    claim: uuid("claim").notNull(),
    claimed_until: timestamp("claimed_until", { withTimezone: true }).notNull(),
    // The answer, once there is one.
    status: integer("status"),
    headers: jsonb("headers"),
    body: bytea("body"),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.owner_id, t.key] }),
    index("idempotency_keys_created").on(t.created_at),
    ownerMay("idempotency_keys"),
    systemMay("idempotency_keys"),
  ],
).enableRLS();

// When whoever is next may ask a service outside: one row for all processes to queue at.
export const outbound_turns = pgTable(
  "outbound_turns",
  {
    service: text("service").primaryKey(),
    next_at: timestamp("next_at", { withTimezone: true }).notNull(),
  },
  () => [systemMay("outbound_turns")],
).enableRLS();

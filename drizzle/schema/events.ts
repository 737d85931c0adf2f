// What happened to whom: one gapless sequence per topic.
import { sql } from "drizzle-orm";
import { bigint, foreignKey, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { ownerMay, systemMay } from "./shared";

export const event_topics = pgTable(
  "event_topics",
  {
    topic: text("topic").primaryKey(),
    owner_id: uuid("owner_id").notNull(),
    last_seq: bigint("last_seq", { mode: "number" }).notNull(),
  },
  () => [ownerMay("event_topics"), systemMay("event_topics")],
).enableRLS();

export const events = pgTable(
  "events",
  {
    topic: text("topic").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    owner_id: uuid("owner_id").notNull(),
    kind: text("kind").notNull(),
    body: jsonb("body").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.topic, t.seq] }),
    foreignKey({ name: "events_topic", columns: [t.topic], foreignColumns: [event_topics.topic] }).onDelete("cascade"),
    ownerMay("events"),
    systemMay("events"),
  ],
).enableRLS();

// Tours, their stops and sentences; and the narrations and audio that tours share.
import { sql } from "drizzle-orm";
import {
  bigint, check, doublePrecision, foreignKey, index, integer, jsonb, numeric, pgPolicy, pgTable,
  primaryKey, real, smallint, text, timestamp, uuid,
} from "drizzle-orm/pg-core";
import { app, isLinked, isPublicOrMine, linkReads, linkedTour, ownerMay, systemMay } from "./shared";

export const tours = pgTable(
  "tours",
  {
    id: uuid("id").primaryKey(),
    owner_id: uuid("owner_id").notNull(),
    version: integer("version").notNull(),
    lease: integer("lease").notNull(),
    status: text("status").notNull(),
    audio_state: text("audio_state").notNull(),
    audio_version: integer("audio_version").notNull(),
    failure: jsonb("failure"),
    title: text("title").notNull(),
    description: text("description").notNull(),
    language: text("language").notNull(),
    narration_style: text("narration_style").notNull(),
    interests: text("interests").array().notNull(),
    duration_minutes: integer("duration_minutes").notNull(),
    request: jsonb("request").notNull(),
    place_id: uuid("place_id"),
    place_name: text("place_name").notNull(),
    city: text("city").notNull(),
    start_latitude_deg: doublePrecision("start_latitude_deg").notNull(),
    start_longitude_deg: doublePrecision("start_longitude_deg").notNull(),
    end_leg: jsonb("end_leg"),
    voice: text("voice").notNull(),
    speech_provider: text("speech_provider").notNull(),
    speech_model: text("speech_model").notNull(),
    speed: real("speed").notNull(),
    llm_provider: text("llm_provider").notNull(),
    llm_model: text("llm_model").notNull(),
    walking_s: doublePrecision("walking_s").notNull(),
    walking_m: doublePrecision("walking_m").notNull(),
    // Null where no heights are known.
    climb_m: doublePrecision("climb_m"),
    talking_s: doublePrecision("talking_s").notNull(),
    slack_s: doublePrecision("slack_s").notNull(),
    limited_by: text("limited_by"),
    certificate: jsonb("certificate").notNull(),
    route_source: text("route_source").notNull(),
    cost_usd: numeric("cost_usd", { precision: 12, scale: 6 }).notNull(),
    tokens_in: bigint("tokens_in", { mode: "number" }).notNull(),
    tokens_out: bigint("tokens_out", { mode: "number" }).notNull(),
    share_token_hash: text("share_token_hash").unique(),
    archived_at: timestamp("archived_at", { withTimezone: true }),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    updated_at: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    check("tours_status_known", sql`status in ('generating', 'content_ready', 'ready', 'error', 'cancelled')`),
    check("tours_audio_state_known", sql`audio_state in ('growing', 'finished', 'failed')`),
    check("tours_minutes", sql`duration_minutes between 5 and 180`),
    index("tours_owner_created").on(t.owner_id, t.created_at, t.id),
    index("tours_unfinished").on(t.created_at).where(sql`audio_state = 'growing'`),
    ownerMay("tours"),
    systemMay("tours"),
    linkReads("tours", isLinked),
  ],
).enableRLS();

const ofMyTour = sql`owner_id = (select auth.uid()) and exists (select 1 from tours t where t.id = tour_id and t.owner_id = (select auth.uid()))`;

export const pieces = pgTable(
  "pieces",
  {
    key: text("key").primaryKey(),
    owner_id: uuid("owner_id"),
    // Never used twice: who deletes a file cannot meet one that was spoken anew.
    path: text("path").notNull().default(""),
    frames: integer("frames").notNull(),
    voice: text("voice").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    last_used_at: timestamp("last_used_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    check("pieces_have_sound", sql`frames > 0`),
    index("pieces_last_used").on(t.last_used_at),
    // Shared between tours, so written by the product alone, never by a frontend.
    pgPolicy("pieces_app", { for: "all", to: app, using: isPublicOrMine, withCheck: isPublicOrMine }),
    systemMay("pieces"),
    linkReads("pieces", sql`key in (select spoken.piece_key from tour_sentences spoken where spoken.tour_id = ${linkedTour})`),
  ],
).enableRLS();

export const narrations = pgTable(
  "narrations",
  {
    key: text("key").primaryKey(),
    owner_id: uuid("owner_id"),
    place_id: uuid("place_id").notNull(),
    sentences: jsonb("sentences").notNull(),
    dropped: integer("dropped").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    last_used_at: timestamp("last_used_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    index("narrations_last_used").on(t.last_used_at),
    pgPolicy("narrations_app", { for: "all", to: app, using: isPublicOrMine, withCheck: isPublicOrMine }),
    systemMay("narrations"),
  ],
).enableRLS();

export const tour_stops = pgTable(
  "tour_stops",
  {
    tour_id: uuid("tour_id").notNull(),
    position: smallint("position").notNull(),
    owner_id: uuid("owner_id").notNull(),
    place_id: uuid("place_id").notNull(),
    name: text("name").notNull(),
    short_name: text("short_name").notNull(),
    description: text("description").notNull(),
    address: text("address").notNull(),
    latitude_deg: doublePrecision("latitude_deg").notNull(),
    longitude_deg: doublePrecision("longitude_deg").notNull(),
    leg_s: doublePrecision("leg_s").notNull(),
    leg_m: doublePrecision("leg_m").notNull(),
    leg_path: jsonb("leg_path").notNull(),
    cue: text("cue").notNull(),
    cue_source: text("cue_source").notNull(),
    cue_note_ids: uuid("cue_note_ids").array().notNull(),
    highlights: text("highlights").array().notNull(),
    interests: text("interests").array().notNull(),
    words: integer("words").notNull(),
    planned_talk_s: doublePrecision("planned_talk_s").notNull(),
    trigger_radius_m: real("trigger_radius_m").notNull(),
    approach_bearing_deg: real("approach_bearing_deg").notNull(),
    narration_key: text("narration_key").notNull(),
    written: smallint("written").notNull(),
    cached: smallint("cached").notNull(),
    dropped: integer("dropped").notNull(),
    authors: jsonb("authors").notNull().default(sql`'[]'`),
  },
  (t) => [
    primaryKey({ columns: [t.tour_id, t.position] }),
    foreignKey({ name: "tour_stops_tour", columns: [t.tour_id], foreignColumns: [tours.id] }).onDelete("cascade"),
    index("tour_stops_narration").on(t.narration_key),
    ownerMay("tour_stops", ofMyTour),
    systemMay("tour_stops"),
    linkReads("tour_stops", sql`tour_id = ${linkedTour}`),
  ],
).enableRLS();

export const tour_sentences = pgTable(
  "tour_sentences",
  {
    tour_id: uuid("tour_id").notNull(),
    segment: smallint("segment").notNull(),
    position: smallint("position").notNull(),
    owner_id: uuid("owner_id").notNull(),
    stop: smallint("stop").notNull(),
    kind: text("kind").notNull(),
    text: text("text").notNull(),
    note_ids: uuid("note_ids").array().notNull(),
    piece_key: text("piece_key"),
    frames: integer("frames"),
  },
  (t) => [
    primaryKey({ columns: [t.tour_id, t.segment, t.position] }),
    foreignKey({ name: "tour_sentences_tour", columns: [t.tour_id], foreignColumns: [tours.id] }).onDelete("cascade"),
    foreignKey({ name: "tour_sentences_piece", columns: [t.piece_key], foreignColumns: [pieces.key] }),
    index("tour_sentences_piece").on(t.piece_key),
    check("tour_sentences_kind_known", sql`kind in ('welcome', 'cue', 'narration', 'farewell')`),
    check("tour_sentences_spoken", sql`(piece_key is null) = (frames is null)`),
    ownerMay("tour_sentences", ofMyTour),
    systemMay("tour_sentences"),
    linkReads("tour_sentences", sql`tour_id = ${linkedTour}`),
  ],
).enableRLS();

// Who is just making a narration or a piece that others may wait for; keys are digests.
export const claims = pgTable(
  "claims",
  {
    key: text("key").primaryKey(),
    holder: uuid("holder").notNull(),
    expires_at: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    index("claims_expires").on(t.expires_at),
    pgPolicy("claims_app", { for: "all", to: app, using: sql`true`, withCheck: sql`true` }),
  ],
).enableRLS();

// Landmark notes, their vectors, and which embedder serves.
import { sql } from "drizzle-orm";
import {
  boolean, check, date, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid,
} from "drizzle-orm/pg-core";
import { anyoneReads, halfvec, ownerMay, systemMay, tsvector } from "./shared";
import { places } from "./places";

export const notes = pgTable(
  "notes",
  {
    id: uuid("id").primaryKey(),
    place_id: uuid("place_id").notNull().references(() => places.id, { onDelete: "cascade" }),
    owner_id: uuid("owner_id"),
    position: integer("position").notNull(),
    language: text("language").notNull(),
    title: text("title").notNull(),
    text: text("text").notNull(),
    tags: text("tags").array().notNull(),
    source: text("source").notNull(),
    source_id: text("source_id").notNull(),
    source_name: text("source_name").notNull(),
    source_url: text("source_url"),
    licence: text("licence").notNull(),
    as_of: date("as_of").notNull(),
    search: tsvector("search")
      .notNull()
      .generatedAlwaysAs(
        sql`to_tsvector(case language when 'en' then 'english'::regconfig when 'de' then 'german'::regconfig when 'fr' then 'french'::regconfig when 'es' then 'spanish'::regconfig when 'it' then 'italian'::regconfig when 'nl' then 'dutch'::regconfig else 'simple'::regconfig end, title || ' ' || text)`,
      ),
    version: integer("version").notNull().default(1),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    updated_at: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    check("notes_text_length", sql`char_length(text) between 1 and 2000`),
    uniqueIndex("notes_source").on(t.source, t.source_id),
    index("notes_place").on(t.place_id),
    index("notes_owner").on(t.owner_id),
    index("notes_tags").using("gin", t.tags),
    index("notes_search").using("gin", t.search),
    anyoneReads("notes", sql`owner_id is null`),
    ownerMay("notes"),
    systemMay("notes"),
  ],
).enableRLS();

export const note_embeddings = pgTable(
  "note_embeddings",
  {
    note_id: uuid("note_id").notNull().references(() => notes.id, { onDelete: "cascade" }),
    embedder: text("embedder").notNull(),
    owner_id: uuid("owner_id"),
    embedding: halfvec("embedding", { dimensions: 1024 }).notNull(),
    note_version: integer("note_version").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.note_id, t.embedder] }),
    index("note_embeddings_owner").on(t.owner_id),
    // Hashed n-grams are not navigable: the lexical generation stays outside.
    index("note_embeddings_hnsw")
      .using("hnsw", t.embedding.op("halfvec_cosine_ops"))
      .where(sql`embedder not like 'lexical-%'`),
    anyoneReads("note_embeddings", sql`owner_id is null`),
    ownerMay("note_embeddings"),
    systemMay("note_embeddings"),
  ],
).enableRLS();

export const active_embedder = pgTable(
  "active_embedder",
  {
    single: boolean("single").primaryKey().default(true),
    embedder: text("embedder").notNull(),
    changed_at: timestamp("changed_at", { withTimezone: true }).notNull(),
  },
  () => [
    check("active_embedder_one_row", sql`single`),
    anyoneReads("active_embedder", sql`true`),
    systemMay("active_embedder"),
  ],
).enableRLS();

export const starter_packs = pgTable(
  "starter_packs",
  {
    key: text("key").primaryKey(),
    content_hash: text("content_hash").notNull(),
    loaded_at: timestamp("loaded_at", { withTimezone: true }).notNull(),
  },
  () => [systemMay("starter_packs")],
).enableRLS();

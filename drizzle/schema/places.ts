// Places: cities, districts, streets, landmarks; and every name they go by.
import { sql } from "drizzle-orm";
import {
  check, doublePrecision, index, integer, pgTable, primaryKey, real, text, timestamp,
  uniqueIndex, uuid,
} from "drizzle-orm/pg-core";
import { anyoneReads, ownerMay, systemMay, tsvector } from "./shared";

export const places = pgTable(
  "places",
  {
    id: uuid("id").primaryKey(),
    owner_id: uuid("owner_id"),
    source: text("source").notNull(),
    source_id: text("source_id").notNull(),
    name: text("name").notNull(),
    short_name: text("short_name").notNull(),
    folded_name: text("folded_name").notNull(),
    aliases: text("aliases").array().notNull(),
    location_type: text("location_type").notNull(),
    latitude_deg: doublePrecision("latitude_deg").notNull(),
    longitude_deg: doublePrecision("longitude_deg").notNull(),
    address: text("address").notNull(),
    city: text("city").notNull(),
    country: text("country").notNull(),
    country_code: text("country_code").notNull(),
    timezone: text("timezone"),
    popularity: real("popularity").notNull(),
    look_for: text("look_for").notNull().default(""),
    opening_hours: text("opening_hours"),
    wheelchair: text("wheelchair"),
    wikidata: text("wikidata"),
    website: text("website"),
    image_url: text("image_url"),
    attribution: text("attribution").notNull(),
    search: tsvector("search").notNull(),
    version: integer("version").notNull().default(1),
    created_at: timestamp("created_at", { withTimezone: true }).notNull(),
    updated_at: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    check("places_latitude", sql`latitude_deg between -90 and 90`),
    check("places_longitude", sql`longitude_deg between -180 and 180`),
    check("places_popularity", sql`popularity between 0 and 1`),
    uniqueIndex("places_source").on(t.source, t.source_id),
    index("places_position").using("gist", sql`point(longitude_deg, latitude_deg)`),
    index("places_search").using("gin", t.search),
    index("places_owner").on(t.owner_id),
    anyoneReads("places", sql`owner_id is null`),
    ownerMay("places"),
    systemMay("places"),
  ],
).enableRLS();

export const place_names = pgTable(
  "place_names",
  {
    place_id: uuid("place_id").notNull().references(() => places.id, { onDelete: "cascade" }),
    owner_id: uuid("owner_id"),
    folded: text("folded").notNull(),
    // Every word with one letter taken out: one typing error is an equality.
    deletions: text("deletions").array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.place_id, t.folded] }),
    index("place_names_prefix").on(t.folded.op("text_pattern_ops")),
    index("place_names_deletions").using("gin", t.deletions),
    anyoneReads("place_names", sql`owner_id is null`),
    ownerMay("place_names"),
    systemMay("place_names"),
  ],
).enableRLS();

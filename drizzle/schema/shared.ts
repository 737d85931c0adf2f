// Building blocks: roles, policies and column types every table uses.
import { sql, type SQL } from "drizzle-orm";
import { customType, pgPolicy, pgRole } from "drizzle-orm/pg-core";

// Made by migration 0000 where missing (Supabase brings its own).
export const authenticated = pgRole("authenticated").existing();
export const anon = pgRole("anon").existing();
export const app = pgRole("walkumentary_app").existing();

// Wrapped in a sub-select, the function runs once per statement instead of once per row.
export const isMine = sql`owner_id = (select auth.uid())`;
export const isPublicOrMine = sql`owner_id is null or owner_id = (select auth.uid())`;
export const isSystem = sql`(select walkumentary_is_system())`;

/** The hash of the link somebody came by; null for everybody else. */
const link = sql`(select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'share')`;
export const isLinked = sql`share_token_hash = ${link} and archived_at is null`;
/** The tour behind that link: at most one, looked up once per statement. */
export const linkedTour = sql`(select linked.id from tours linked where linked.share_token_hash = ${link} and linked.archived_at is null)`;

/** A link reads, and only through the product: a frontend of its own has no such policy. */
export const linkReads = (table: string, condition: SQL) =>
  pgPolicy(`${table}_link`, { for: "select", to: app, using: condition });

/** Whoever owns a row may do everything with it; `mayWrite` can ask more of a new row. */
export const ownerMay = (table: string, mayWrite: SQL = isMine) =>
  pgPolicy(`${table}_owner`, {
    for: "all",
    to: authenticated,
    using: isMine,
    withCheck: mayWrite,
  });

/** Imports, sweeps and start-up work. */
export const systemMay = (table: string) =>
  pgPolicy(`${table}_system`, {
    for: "all",
    to: app,
    using: isSystem,
    withCheck: isSystem,
  });

/** Published rows, readable by anyone. */
export const anyoneReads = (table: string, condition: SQL) =>
  pgPolicy(`${table}_public`, { for: "select", to: [anon, authenticated], using: condition });

export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
export const halfvec = customType<{ data: string; config: { dimensions: number } }>({
  dataType: (config) => `halfvec(${config?.dimensions ?? 1024})`,
});
export const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

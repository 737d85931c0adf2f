import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./schema",
  out: "./migrations",
  // The owner's log-in; `drizzle-kit generate` does not connect.
  dbCredentials: { url: process.env.MIGRATION_DATABASE_URL ?? "" },
  entities: { roles: { provider: "supabase" } },
  strict: true,
});

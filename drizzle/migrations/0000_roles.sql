-- Extension, roles, and Supabase's way of naming who is asking. Everything is made only
-- where it is missing, so the same file runs on Supabase and on a plain PostgreSQL 15-18.
CREATE EXTENSION IF NOT EXISTS vector;
--> statement-breakpoint
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anon') THEN
    CREATE ROLE anon NOLOGIN NOINHERIT;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated') THEN
    CREATE ROLE authenticated NOLOGIN NOINHERIT;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'walkumentary_app') THEN
    -- No password: `walkumentary migrate` sets the one DATABASE_URL carries.
    CREATE ROLE walkumentary_app LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END
$$;
--> statement-breakpoint
GRANT anon, authenticated TO walkumentary_app;
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS auth;
--> statement-breakpoint
GRANT USAGE ON SCHEMA auth TO anon, authenticated;
--> statement-breakpoint
DO $$
BEGIN
  IF to_regprocedure('auth.uid()') IS NULL THEN
    CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $fn$
      SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
    $fn$;
  END IF;
END
$$;
--> statement-breakpoint
CREATE FUNCTION walkumentary_is_system() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role' = 'system', false)
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO anon, authenticated, walkumentary_app;

ALTER TABLE "users" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "users_deleted" ON "users" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
-- Who writes says who they are by this: false, if their account was deleted. Deleting an
-- account waits for what its person is writing; whoever comes later waits for the end of it.
CREATE FUNCTION walkumentary_enter(claims text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('request.jwt.claims', claims, true);
  IF walkumentary_is_system() THEN
    RETURN true;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('account:' || auth.uid(), 0));
  RETURN NOT EXISTS (SELECT FROM users WHERE id = auth.uid() AND deleted_at IS NOT NULL);
END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION walkumentary_enter(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION walkumentary_enter(text) TO walkumentary_app;

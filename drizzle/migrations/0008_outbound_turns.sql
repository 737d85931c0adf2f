CREATE TABLE "outbound_turns" (
	"service" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbound_turns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "outbound_turns_system" ON "outbound_turns" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON outbound_turns TO walkumentary_app;

CREATE TABLE "claims" (
	"key" text PRIMARY KEY NOT NULL,
	"holder" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "claims" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tour_stops" ADD COLUMN "authors" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX "claims_expires" ON "claims" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY "claims_app" ON "claims" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "claims" TO "walkumentary_app";

ALTER TABLE "pieces" ADD COLUMN "path" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "tours_unfinished" ON "tours" USING btree ("created_at") WHERE audio_state = 'growing';--> statement-breakpoint
-- What was spoken before lies under its key alone.
UPDATE "pieces" SET "path" = 'pieces/' || left("key", 2) || '/' || "key" || '.mp3' WHERE "path" = '';

ALTER TABLE "signing_keys" DROP CONSTRAINT "signing_keys_purpose_unique";--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "signing_keys_in_use" ON "signing_keys" USING btree ("purpose") WHERE retired_at is null;
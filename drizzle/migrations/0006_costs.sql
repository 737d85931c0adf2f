CREATE TABLE "budget_alerts" (
	"owner_id" uuid NOT NULL,
	"bucket" text NOT NULL,
	"level" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "budget_alerts_owner_id_bucket_level_pk" PRIMARY KEY("owner_id","bucket","level")
);
--> statement-breakpoint
ALTER TABLE "budget_alerts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "charges" (
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"item" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"usd" numeric(14, 8) NOT NULL,
	"saved_usd" numeric(14, 8) NOT NULL,
	"tokens_in" integer NOT NULL,
	"tokens_out" integer NOT NULL,
	"characters" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "charges_subject_kind_subject_id_item_pk" PRIMARY KEY("subject_kind","subject_id","item")
);
--> statement-breakpoint
ALTER TABLE "charges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "provider_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"operation" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"state" text NOT NULL,
	"outcome" text,
	"reserved_usd" numeric(14, 8) NOT NULL,
	"usd" numeric(14, 8),
	"tokens_in" integer DEFAULT 0 NOT NULL,
	"tokens_cached" integer DEFAULT 0 NOT NULL,
	"tokens_out" integer DEFAULT 0 NOT NULL,
	"characters" integer DEFAULT 0 NOT NULL,
	"seconds" real DEFAULT 0 NOT NULL,
	"latency_ms" integer,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "provider_calls_state_known" CHECK (state in ('started', 'settled', 'unknown'))
);
--> statement-breakpoint
ALTER TABLE "provider_calls" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reservations" (
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"bucket" text NOT NULL,
	"usd" numeric(14, 8) NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reservations_subject_kind_subject_id_pk" PRIMARY KEY("subject_kind","subject_id"),
	CONSTRAINT "reservations_state_known" CHECK (state in ('open', 'settled', 'void'))
);
--> statement-breakpoint
ALTER TABLE "reservations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "charges_owner" ON "charges" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "provider_calls_owner" ON "provider_calls" USING btree ("owner_id","started_at");--> statement-breakpoint
CREATE INDEX "provider_calls_open" ON "provider_calls" USING btree ("started_at") WHERE state = 'started';--> statement-breakpoint
CREATE INDEX "reservations_owner" ON "reservations" USING btree ("owner_id","bucket");--> statement-breakpoint
CREATE POLICY "budget_alerts_owner" ON "budget_alerts" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "budget_alerts_system" ON "budget_alerts" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "charges_owner" ON "charges" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "charges_system" ON "charges" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "provider_calls_owner" ON "provider_calls" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "provider_calls_system" ON "provider_calls" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "reservations_owner" ON "reservations" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "reservations_system" ON "reservations" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "provider_calls", "charges", "reservations", "budget_alerts" TO "walkumentary_app";
--> statement-breakpoint
GRANT SELECT ON "provider_calls", "charges", "reservations" TO "authenticated";

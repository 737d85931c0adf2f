CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"secret" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "signing_keys_purpose_unique" UNIQUE("purpose"),
	CONSTRAINT "signing_keys_purpose_known" CHECK (purpose in ('token', 'media'))
);
--> statement-breakpoint
ALTER TABLE "signing_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"role" text DEFAULT 'user' NOT NULL,
	"tier" text DEFAULT 'free' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "users_kind_known" CHECK (kind in ('guest', 'user')),
	CONSTRAINT "users_role_known" CHECK (role in ('user', 'curator', 'operator')),
	CONSTRAINT "users_tier_known" CHECK (tier in ('free', 'basic', 'premium'))
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event_topics" (
	"topic" text PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"last_seq" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event_topics" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"topic" text NOT NULL,
	"seq" bigint NOT NULL,
	"owner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_topic_seq_pk" PRIMARY KEY("topic","seq")
);
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "active_embedder" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"embedder" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "active_embedder_one_row" CHECK (single)
);
--> statement-breakpoint
ALTER TABLE "active_embedder" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "note_embeddings" (
	"note_id" uuid NOT NULL,
	"embedder" text NOT NULL,
	"owner_id" uuid,
	"embedding" halfvec(1024) NOT NULL,
	"note_version" integer NOT NULL,
	CONSTRAINT "note_embeddings_note_id_embedder_pk" PRIMARY KEY("note_id","embedder")
);
--> statement-breakpoint
ALTER TABLE "note_embeddings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"place_id" uuid NOT NULL,
	"owner_id" uuid,
	"position" integer NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"tags" text[] NOT NULL,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"source_name" text NOT NULL,
	"source_url" text,
	"licence" text NOT NULL,
	"as_of" date NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector(case language when 'en' then 'english'::regconfig when 'de' then 'german'::regconfig when 'fr' then 'french'::regconfig when 'es' then 'spanish'::regconfig when 'it' then 'italian'::regconfig when 'nl' then 'dutch'::regconfig else 'simple'::regconfig end, title || ' ' || text)) STORED NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notes_text_length" CHECK (char_length(text) between 1 and 2000)
);
--> statement-breakpoint
ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "starter_packs" (
	"key" text PRIMARY KEY NOT NULL,
	"content_hash" text NOT NULL,
	"loaded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "starter_packs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"owner_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_owner_id_key_pk" PRIMARY KEY("owner_id","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "place_names" (
	"place_id" uuid NOT NULL,
	"owner_id" uuid,
	"folded" text NOT NULL,
	"deletions" text[] NOT NULL,
	CONSTRAINT "place_names_place_id_folded_pk" PRIMARY KEY("place_id","folded")
);
--> statement-breakpoint
ALTER TABLE "place_names" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "places" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"folded_name" text NOT NULL,
	"aliases" text[] NOT NULL,
	"location_type" text NOT NULL,
	"latitude_deg" double precision NOT NULL,
	"longitude_deg" double precision NOT NULL,
	"address" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"country_code" text NOT NULL,
	"timezone" text,
	"popularity" real NOT NULL,
	"look_for" text DEFAULT '' NOT NULL,
	"opening_hours" text,
	"wheelchair" text,
	"wikidata" text,
	"website" text,
	"image_url" text,
	"attribution" text NOT NULL,
	"search" "tsvector" NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "places_latitude" CHECK (latitude_deg between -90 and 90),
	CONSTRAINT "places_longitude" CHECK (longitude_deg between -180 and 180),
	CONSTRAINT "places_popularity" CHECK (popularity between 0 and 1)
);
--> statement-breakpoint
ALTER TABLE "places" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "narrations" (
	"key" text PRIMARY KEY NOT NULL,
	"owner_id" uuid,
	"place_id" uuid NOT NULL,
	"sentences" jsonb NOT NULL,
	"dropped" integer NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "narrations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pieces" (
	"key" text PRIMARY KEY NOT NULL,
	"owner_id" uuid,
	"frames" integer NOT NULL,
	"voice" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pieces_have_sound" CHECK (frames > 0)
);
--> statement-breakpoint
ALTER TABLE "pieces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tour_sentences" (
	"tour_id" uuid NOT NULL,
	"segment" smallint NOT NULL,
	"position" smallint NOT NULL,
	"owner_id" uuid NOT NULL,
	"stop" smallint NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"note_ids" uuid[] NOT NULL,
	"piece_key" text,
	"frames" integer,
	CONSTRAINT "tour_sentences_tour_id_segment_position_pk" PRIMARY KEY("tour_id","segment","position"),
	CONSTRAINT "tour_sentences_kind_known" CHECK (kind in ('welcome', 'cue', 'narration', 'farewell')),
	CONSTRAINT "tour_sentences_spoken" CHECK ((piece_key is null) = (frames is null))
);
--> statement-breakpoint
ALTER TABLE "tour_sentences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tour_stops" (
	"tour_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"owner_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"description" text NOT NULL,
	"address" text NOT NULL,
	"latitude_deg" double precision NOT NULL,
	"longitude_deg" double precision NOT NULL,
	"leg_s" double precision NOT NULL,
	"leg_m" double precision NOT NULL,
	"leg_path" jsonb NOT NULL,
	"cue" text NOT NULL,
	"cue_source" text NOT NULL,
	"cue_note_ids" uuid[] NOT NULL,
	"highlights" text[] NOT NULL,
	"interests" text[] NOT NULL,
	"words" integer NOT NULL,
	"planned_talk_s" double precision NOT NULL,
	"trigger_radius_m" real NOT NULL,
	"approach_bearing_deg" real NOT NULL,
	"narration_key" text NOT NULL,
	"written" smallint NOT NULL,
	"cached" smallint NOT NULL,
	"dropped" integer NOT NULL,
	CONSTRAINT "tour_stops_tour_id_position_pk" PRIMARY KEY("tour_id","position")
);
--> statement-breakpoint
ALTER TABLE "tour_stops" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tours" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"lease" integer NOT NULL,
	"status" text NOT NULL,
	"audio_state" text NOT NULL,
	"audio_version" integer NOT NULL,
	"failure" jsonb,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"language" text NOT NULL,
	"narration_style" text NOT NULL,
	"interests" text[] NOT NULL,
	"duration_minutes" integer NOT NULL,
	"request" jsonb NOT NULL,
	"place_id" uuid,
	"place_name" text NOT NULL,
	"city" text NOT NULL,
	"start_latitude_deg" double precision NOT NULL,
	"start_longitude_deg" double precision NOT NULL,
	"end_leg" jsonb,
	"voice" text NOT NULL,
	"speech_provider" text NOT NULL,
	"speech_model" text NOT NULL,
	"speed" real NOT NULL,
	"llm_provider" text NOT NULL,
	"llm_model" text NOT NULL,
	"walking_s" double precision NOT NULL,
	"walking_m" double precision NOT NULL,
	"talking_s" double precision NOT NULL,
	"slack_s" double precision NOT NULL,
	"limited_by" text,
	"certificate" jsonb NOT NULL,
	"route_source" text NOT NULL,
	"cost_usd" numeric(12, 6) NOT NULL,
	"tokens_in" bigint NOT NULL,
	"tokens_out" bigint NOT NULL,
	"share_token_hash" text,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tours_share_token_hash_unique" UNIQUE("share_token_hash"),
	CONSTRAINT "tours_status_known" CHECK (status in ('generating', 'content_ready', 'ready', 'error', 'cancelled')),
	CONSTRAINT "tours_audio_state_known" CHECK (audio_state in ('growing', 'finished', 'failed')),
	CONSTRAINT "tours_minutes" CHECK (duration_minutes between 5 and 180)
);
--> statement-breakpoint
ALTER TABLE "tours" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_topic" FOREIGN KEY ("topic") REFERENCES "public"."event_topics"("topic") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_embeddings" ADD CONSTRAINT "note_embeddings_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_names" ADD CONSTRAINT "place_names_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tour_sentences" ADD CONSTRAINT "tour_sentences_tour" FOREIGN KEY ("tour_id") REFERENCES "public"."tours"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tour_sentences" ADD CONSTRAINT "tour_sentences_piece" FOREIGN KEY ("piece_key") REFERENCES "public"."pieces"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tour_stops" ADD CONSTRAINT "tour_stops_tour" FOREIGN KEY ("tour_id") REFERENCES "public"."tours"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "note_embeddings_owner" ON "note_embeddings" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "note_embeddings_hnsw" ON "note_embeddings" USING hnsw ("embedding" halfvec_cosine_ops) WHERE embedder not like 'lexical-%';--> statement-breakpoint
CREATE UNIQUE INDEX "notes_source" ON "notes" USING btree ("source","source_id");--> statement-breakpoint
CREATE INDEX "notes_place" ON "notes" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "notes_owner" ON "notes" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "notes_tags" ON "notes" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "notes_search" ON "notes" USING gin ("search");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "place_names_prefix" ON "place_names" USING btree ("folded" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "place_names_deletions" ON "place_names" USING gin ("deletions");--> statement-breakpoint
CREATE UNIQUE INDEX "places_source" ON "places" USING btree ("source","source_id");--> statement-breakpoint
CREATE INDEX "places_position" ON "places" USING gist (point(longitude_deg, latitude_deg));--> statement-breakpoint
CREATE INDEX "places_search" ON "places" USING gin ("search");--> statement-breakpoint
CREATE INDEX "places_owner" ON "places" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "narrations_last_used" ON "narrations" USING btree ("last_used_at");--> statement-breakpoint
CREATE INDEX "pieces_last_used" ON "pieces" USING btree ("last_used_at");--> statement-breakpoint
CREATE INDEX "tour_sentences_piece" ON "tour_sentences" USING btree ("piece_key");--> statement-breakpoint
CREATE INDEX "tour_stops_narration" ON "tour_stops" USING btree ("narration_key");--> statement-breakpoint
CREATE INDEX "tours_owner_created" ON "tours" USING btree ("owner_id","created_at","id");--> statement-breakpoint
CREATE POLICY "signing_keys_system" ON "signing_keys" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "users_self" ON "users" AS PERMISSIVE FOR SELECT TO "authenticated" USING (id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "users_system" ON "users" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "event_topics_owner" ON "event_topics" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "event_topics_system" ON "event_topics" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "events_owner" ON "events" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "events_system" ON "events" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "active_embedder_public" ON "active_embedder" AS PERMISSIVE FOR SELECT TO "anon", "authenticated" USING (true);--> statement-breakpoint
CREATE POLICY "active_embedder_system" ON "active_embedder" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "note_embeddings_public" ON "note_embeddings" AS PERMISSIVE FOR SELECT TO "anon", "authenticated" USING (owner_id is null);--> statement-breakpoint
CREATE POLICY "note_embeddings_owner" ON "note_embeddings" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "note_embeddings_system" ON "note_embeddings" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "notes_public" ON "notes" AS PERMISSIVE FOR SELECT TO "anon", "authenticated" USING (owner_id is null);--> statement-breakpoint
CREATE POLICY "notes_owner" ON "notes" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "notes_system" ON "notes" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "starter_packs_system" ON "starter_packs" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "idempotency_keys_owner" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "idempotency_keys_system" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "place_names_public" ON "place_names" AS PERMISSIVE FOR SELECT TO "anon", "authenticated" USING (owner_id is null);--> statement-breakpoint
CREATE POLICY "place_names_owner" ON "place_names" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "place_names_system" ON "place_names" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "places_public" ON "places" AS PERMISSIVE FOR SELECT TO "anon", "authenticated" USING (owner_id is null);--> statement-breakpoint
CREATE POLICY "places_owner" ON "places" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "places_system" ON "places" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "narrations_app" ON "narrations" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING (owner_id is null or owner_id = (select auth.uid())) WITH CHECK (owner_id is null or owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "narrations_system" ON "narrations" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "pieces_app" ON "pieces" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING (owner_id is null or owner_id = (select auth.uid())) WITH CHECK (owner_id is null or owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "pieces_system" ON "pieces" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "tour_sentences_owner" ON "tour_sentences" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()) and exists (select 1 from tours t where t.id = tour_id and t.owner_id = (select auth.uid())));--> statement-breakpoint
CREATE POLICY "tour_sentences_system" ON "tour_sentences" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "tour_stops_owner" ON "tour_stops" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()) and exists (select 1 from tours t where t.id = tour_id and t.owner_id = (select auth.uid())));--> statement-breakpoint
CREATE POLICY "tour_stops_system" ON "tour_stops" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));--> statement-breakpoint
CREATE POLICY "tours_owner" ON "tours" AS PERMISSIVE FOR ALL TO "authenticated" USING (owner_id = (select auth.uid())) WITH CHECK (owner_id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "tours_system" ON "tours" AS PERMISSIVE FOR ALL TO "walkumentary_app" USING ((select walkumentary_is_system())) WITH CHECK ((select walkumentary_is_system()));
-- Who may touch which table at all; the policies then say which rows.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO walkumentary_app;
--> statement-breakpoint
GRANT SELECT ON places, place_names, notes, note_embeddings, active_embedder TO anon, authenticated;
--> statement-breakpoint
-- A frontend that talks to Supabase directly reads its own tours; only the product writes them.
GRANT SELECT ON users, tours, tour_stops, tour_sentences, event_topics, events TO authenticated;
--> statement-breakpoint
INSERT INTO active_embedder (single, embedder, changed_at) VALUES (true, 'lexical-1', now());

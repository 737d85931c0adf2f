-- Row-level security keeps the planner from handing `<@`, `@@`, `&&` and LIKE to an index:
-- they are not leakproof, so they wait until every row has passed its policy, which is a scan
-- of the whole table. These views belong to the tables' owner, carry the same rule as the
-- policies, and are open to the planner. They show what is searched by and nothing else:
-- what is found is read from the tables themselves, behind their policies.
CREATE VIEW searchable_places AS
SELECT id, latitude_deg, longitude_deg, location_type, popularity, search
FROM places
WHERE owner_id IS NULL OR owner_id = (SELECT auth.uid());
--> statement-breakpoint
CREATE VIEW searchable_place_names AS
SELECT place_id, folded, deletions
FROM place_names
WHERE owner_id IS NULL OR owner_id = (SELECT auth.uid());
--> statement-breakpoint
CREATE VIEW searchable_notes AS
SELECT id, place_id, language, tags, search
FROM notes
WHERE owner_id IS NULL OR owner_id = (SELECT auth.uid());
--> statement-breakpoint
GRANT SELECT ON searchable_places, searchable_place_names, searchable_notes
TO walkumentary_app;
--> statement-breakpoint
-- Great-circle distance (haversine, mean radius 6,371,008.8 m), as domain/shared/geo.py has it.
CREATE FUNCTION walkumentary_distance_m(
  lat1 double precision, lon1 double precision, lat2 double precision, lon2 double precision
) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 2 * 6371008.8 * asin(least(1.0, sqrt(
    sin(radians(lat2 - lat1) / 2) ^ 2
    + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ^ 2)))
$$;
--> statement-breakpoint
-- 2,056 bytes would go to the TOAST table, one more lookup for each vector ranked exactly.
ALTER TABLE note_embeddings ALTER COLUMN embedding SET STORAGE PLAIN;

-- Why: what an ingest brought in is held only against the articles that share a name with it. Serves `disagreements` with :among,
-- by which `ingest` ends.

CREATE INDEX article_names_by_name ON article_names (kind, name, seq);

PRAGMA user_version = 12;

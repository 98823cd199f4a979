-- Why: `ingest` of many articles is fast, and an archive is not many times its text. Serves `ingest`, `reread`, `search`.

-- While a row stands here, within the transaction of a batch, new articles and claims are not put into the full-text
-- indexes one by one: the batch puts in all of its own before it ends. FTS5 writes a segment of its index at every
-- savepoint, and SQLite makes one for every row that a trigger follows; the segments then have to be merged.
CREATE TABLE index_later (
    batch INTEGER PRIMARY KEY CHECK (batch = 1)
) STRICT;

DROP TRIGGER articles_fts_insert;

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles
WHEN new.duplicate_of IS NULL AND NOT EXISTS (SELECT 1 FROM index_later)
BEGIN
    INSERT INTO articles_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END;

DROP TRIGGER claims_fts_insert;

CREATE TRIGGER claims_fts_insert AFTER INSERT ON claims
WHEN NOT EXISTS (SELECT 1 FROM index_later)
BEGIN
    INSERT INTO claims_fts (rowid, content, speaker) VALUES (new.id, new.content, new.speaker);
END;

-- A batch becomes one segment, not several: bytes of words that wait in memory.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO claims_fts (claims_fts, rank) VALUES ('hashsize', 16777216);

-- The words of a part stand in the article: substr(body, start + 1, end - start).
ALTER TABLE claim_parts DROP COLUMN text;

-- 1 where content was packed beside the article's body, UTF-8, of which most originals are made: its frame refers to that as
-- `zstd --patch-from` does, and cannot be unpacked without. 0 where it stands alone, as all that came before.
ALTER TABLE originals ADD COLUMN beside_body INTEGER NOT NULL DEFAULT 0 CHECK (beside_body IN (0, 1));

PRAGMA user_version = 10;

-- Why: full text over articles and claims, for `search` and the query of that name.
--
-- The indexes keep no text of their own (external content), so the body is stored once. Triggers keep them right
-- whoever writes, cascading deletes included; for `ingest` they cost what an explicit INSERT would.
--
-- Words are stemmed (Porter), so that "soldier" finds "soldiers", and lose their accents, so that "Perez" finds
-- "Pérez". Stemming knows English only; other languages are found as they are written.

-- A linked copy is found through the article it copies, so it is not indexed again.
CREATE VIEW articles_indexed (id, title, body) AS
SELECT id, title, body
FROM articles
WHERE duplicate_of IS NULL;

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title,
    body,
    content = 'articles_indexed',
    content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

-- A word in the title counts five times one in the body.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(5.0, 1.0)');

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles
WHEN new.duplicate_of IS NULL
BEGIN
    INSERT INTO articles_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END;

CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles
WHEN old.duplicate_of IS NULL
BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;

-- Out before the change and in after it: two triggers, as the conditions differ and the order must be sure.
CREATE TRIGGER articles_fts_update_out BEFORE UPDATE OF id, title, body, duplicate_of ON articles
WHEN old.duplicate_of IS NULL
BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;

CREATE TRIGGER articles_fts_update_in AFTER UPDATE OF id, title, body, duplicate_of ON articles
WHEN new.duplicate_of IS NULL
BEGIN
    INSERT INTO articles_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END;

CREATE VIRTUAL TABLE claims_fts USING fts5 (
    content,
    speaker,
    content = 'claims',
    content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER claims_fts_insert AFTER INSERT ON claims
BEGIN
    INSERT INTO claims_fts (rowid, content, speaker) VALUES (new.id, new.content, new.speaker);
END;

CREATE TRIGGER claims_fts_delete AFTER DELETE ON claims
BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, content, speaker)
    VALUES ('delete', old.id, old.content, old.speaker);
END;

CREATE TRIGGER claims_fts_update_out BEFORE UPDATE OF id, content, speaker ON claims
BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, content, speaker)
    VALUES ('delete', old.id, old.content, old.speaker);
END;

CREATE TRIGGER claims_fts_update_in AFTER UPDATE OF id, content, speaker ON claims
BEGIN
    INSERT INTO claims_fts (rowid, content, speaker) VALUES (new.id, new.content, new.speaker);
END;

-- Why: an archive is not many times its text, and rows go in fast. Serves `ingest`, `show`, `sources` and `disagreements`.

-- By source alone, where an index by source held every column once more: the mentions of an article are those of its sources, which
-- article_sources has. Without a foreign key to articles, as the index for that would be as large again; the trigger below stands
-- in for it.
CREATE TABLE source_mentions_lean (
    article_id INTEGER NOT NULL,
    source_id  INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL CHECK (start >= 0),
    end        INTEGER NOT NULL CHECK (end > start),
    PRIMARY KEY (source_id, article_id, start, end)
) STRICT, WITHOUT ROWID;

INSERT INTO source_mentions_lean (article_id, source_id, start, end)
SELECT article_id, source_id, start, end
FROM source_mentions
ORDER BY source_id, article_id, start, end;

DROP TABLE source_mentions;
ALTER TABLE source_mentions_lean RENAME TO source_mentions;

-- Before article_sources goes with its article.
CREATE TRIGGER source_mentions_of_article BEFORE DELETE ON articles
BEGIN
    DELETE FROM source_mentions
    WHERE article_id = old.id
      AND source_id IN (SELECT n.source_id FROM article_sources AS n WHERE n.article_id = old.id);
END;

-- What two articles may be found to tell of one event by: names alone, the first ten.
DROP INDEX article_names_by_name;
CREATE INDEX article_names_by_name ON article_names (name, seq) WHERE kind = 'name' AND seq < 10;

PRAGMA user_version = 17;

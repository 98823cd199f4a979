-- Why: wire copies of one story under other headlines are one origin, and a text in a language that is not read for claims
-- says so. Serves `ingest` (is this nearly a text that is here?), `duplicates`, and whoever counts origins. Articles that came
-- before have nothing here until they are read again (`reread`).

-- The first article that this one is nearly word for word, and how alike they are: the estimated share of pairs of
-- neighbouring words that both have (Broder 1997), 0 to 1.
ALTER TABLE articles ADD COLUMN near_duplicate_of INTEGER REFERENCES articles (id) ON DELETE SET NULL CHECK (near_duplicate_of <> id);
ALTER TABLE articles ADD COLUMN near_duplicate_similarity REAL CHECK (near_duplicate_similarity BETWEEN 0 AND 1);
CREATE INDEX articles_by_near_original ON articles (near_duplicate_of) WHERE near_duplicate_of IS NOT NULL;

-- 1 where the text is in a language of which no claims are read.
ALTER TABLE articles ADD COLUMN language_unsupported INTEGER GENERATED ALWAYS AS (language NOT IN ('en', 'und')) VIRTUAL;

-- The address as the document has it, where url is another: without what follows readers, in its usual dress.
ALTER TABLE articles ADD COLUMN original_url TEXT;

-- The MinHash signature of each article that is no copy: 72 numbers of 16 bits, little-endian.
CREATE TABLE near_signatures (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    signature  BLOB NOT NULL CHECK (length(signature) = 144)
) STRICT;

-- By which signatures are found: a hash of three of its numbers, 24 of them a signature. Without a foreign key, as the index
-- for that would be as large again: what an article that is gone leaves here finds no signature.
CREATE TABLE near_bands (
    band       INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (band, article_id)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 7;

-- Why: what `ingest` is given (articles, their original bytes, what was odd about them) and whom they rest on
-- (sources). Serves `ingest` (is this text known?), `show`, and every query by outlet, date, address or name.
--
-- Offsets everywhere count Unicode code points from 0, end exclusive, in articles.body:
--     substr(body, start + 1, end - start)
-- is the text itself. Dates are ISO 8601 text, as precise as the document is.

-- "sayS": tells an archive from any other program's SQLite file.
PRAGMA application_id = 0x73617953;

CREATE TABLE articles (
    id           INTEGER PRIMARY KEY,
    title        TEXT,
    byline       TEXT,
    outlet_id    INTEGER REFERENCES sources (id),
    url          TEXT,
    published_at TEXT CHECK (published_at GLOB '[0-9][0-9][0-9][0-9]*'),
    language     TEXT,
    -- SHA-256 of the body's UTF-8, lower-case hex; other tools can verify it.
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    format       TEXT NOT NULL CHECK (format <> ''),
    -- Where it came from, with its place in a file of several ("wire.jsonl#12").
    path         TEXT NOT NULL,
    -- The input's own identifier, as JSON.
    external_id  TEXT CHECK (external_id IS NULL OR json_valid(external_id)),
    ingested_at  TEXT NOT NULL,
    -- The first article with this very text; such a row has no claims, figures or index entry of its own.
    -- Deleting the first is refused while a copy points to it: the copy was never read.
    duplicate_of INTEGER REFERENCES articles (id) CHECK (duplicate_of <> id),
    -- Last, because it is long: the columns before it are read without it.
    body         TEXT NOT NULL
) STRICT;

-- One document is one text from one place. Also finds a text by its hash.
CREATE UNIQUE INDEX articles_by_hash ON articles (content_hash, path);
CREATE INDEX articles_by_outlet ON articles (outlet_id, published_at);
CREATE INDEX articles_by_date ON articles (published_at);
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX articles_by_path ON articles (path);
CREATE INDEX articles_by_original ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;

-- The bytes that an article was read from, so that a better reader can read them again.
CREATE TABLE originals (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    -- How many bytes they are once unpacked.
    bytes      INTEGER NOT NULL CHECK (bytes >= 0),
    -- One Zstandard frame.
    content    BLOB NOT NULL
) STRICT;

-- What was odd about an article, though it was stored.
CREATE TABLE article_notices (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    seq        INTEGER NOT NULL CHECK (seq >= 0),
    message    TEXT NOT NULL,
    PRIMARY KEY (article_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'outlet', 'group', 'document')),
    role           TEXT,
    affiliation_id INTEGER REFERENCES sources (id) ON DELETE SET NULL CHECK (affiliation_id <> id),
    -- The row that a person in charge found to be the same source; claims stay, readers follow.
    merged_into    INTEGER REFERENCES sources (id) CHECK (merged_into <> id),
    -- The one article that knows it, for a source that has no name of its own ("officials", "the minister", a bare
    -- surname): such words mean somebody else in the next article. Null for a named source, shared by all articles.
    article_id     INTEGER REFERENCES articles (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX sources_by_name ON sources (name COLLATE NOCASE);
CREATE INDEX sources_by_affiliation ON sources (affiliation_id) WHERE affiliation_id IS NOT NULL;
CREATE INDEX sources_by_merge ON sources (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX sources_by_article ON sources (article_id) WHERE article_id IS NOT NULL;

-- Mergers stay one step deep, so that coalesce(merged_into, id) is always the row that counts. A circle ends in a row
-- merged into itself, which the check refuses.
CREATE TRIGGER sources_merge AFTER UPDATE OF merged_into ON sources
WHEN new.merged_into IS NOT NULL
BEGIN
    UPDATE sources
    SET merged_into = (SELECT target.merged_into FROM sources AS target WHERE target.id = new.merged_into)
    WHERE id = new.id
      AND EXISTS (SELECT 1 FROM sources AS target WHERE target.id = new.merged_into AND target.merged_into IS NOT NULL);
    UPDATE sources
    SET merged_into = (SELECT moved.merged_into FROM sources AS moved WHERE moved.id = new.id)
    WHERE merged_into = new.id;
END;

-- The names that articles call a source by, its own name among them.
CREATE TABLE source_aliases (
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    alias     TEXT NOT NULL,
    -- Its normal form (lower case, no leading article, no dots), by which `ingest` finds a source it knows. Null for
    -- an alias that is not enough to know a source by (a bare surname).
    key       TEXT,
    PRIMARY KEY (source_id, alias)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_aliases_by_alias ON source_aliases (alias COLLATE NOCASE);
CREATE INDEX source_aliases_by_key ON source_aliases (key) WHERE key IS NOT NULL;

-- Every place that names a source, pronouns included. Serves `show` and `export csv`.
CREATE TABLE source_mentions (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    source_id  INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL CHECK (start >= 0),
    end        INTEGER NOT NULL CHECK (end > start),
    PRIMARY KEY (article_id, source_id, start, end)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_mentions_by_source ON source_mentions (source_id);

-- Why: figures of two articles are about one thing though they name it by other words ("4,500 Ostrian troops", "900 soldiers"),
-- and about two though the words agree, where place and event differ. Serves `disagreements`. Articles that came before have
-- nothing here until they are read again (`reread`); until then their figures compare by `subject`.

-- What must agree, whom or what of (words in order, between spaces), and how the number goes in time.
ALTER TABLE figures ADD COLUMN topic TEXT;
ALTER TABLE figures ADD COLUMN topic_of TEXT;
ALTER TABLE figures ADD COLUMN course TEXT CHECK (course IN ('moves', 'adds', 'once'));

-- Where it holds as far as the whole article tells, though the sentence does not; as `place` is written.
ALTER TABLE figures ADD COLUMN scene TEXT;

-- By what two articles may be found to tell of one event: proper names, those that matter most first, and kinds of events.
CREATE TABLE article_names (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('name', 'event')),
    name       TEXT NOT NULL CHECK (name <> ''),
    seq        INTEGER NOT NULL,
    PRIMARY KEY (article_id, kind, name)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 11;

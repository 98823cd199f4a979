-- Why: what a reading finds in an article: who said what through whom, and which numbers. Serves `show`, `export csv`
-- and every built-in query. Rows of one article stand in text order by id.

CREATE TABLE claims (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- Null where nobody is named.
    source_id  INTEGER REFERENCES sources (id),
    -- Whom it was told to or appeared in.
    via_id     INTEGER REFERENCES sources (id),
    kind       TEXT NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
    -- The words that attribute it; pieces joined by " … ". Null where no words do.
    cue        TEXT,
    -- From the first piece of what is said to the last: substr(body, start + 1, end - start) exactly. The cue may
    -- stand inside where it interrupts a quotation; claim_parts has the pieces.
    content    TEXT NOT NULL CHECK (length(content) = end - start),
    start      INTEGER NOT NULL CHECK (start >= 0),
    end        INTEGER NOT NULL CHECK (end > start),
    -- The words that weaken it.
    hedge      TEXT,
    negated    INTEGER NOT NULL CHECK (negated IN (0, 1)),
    -- The claim in whose content this one stands.
    within_id  INTEGER REFERENCES claims (id) ON DELETE SET NULL CHECK (within_id <> id),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    -- The words that name the source in the text; pieces joined by " … ".
    speaker    TEXT,
    -- The rule that found it.
    rule       TEXT NOT NULL
) STRICT;

CREATE INDEX claims_by_article ON claims (article_id);
CREATE INDEX claims_by_source ON claims (source_id);
CREATE INDEX claims_by_via ON claims (via_id) WHERE via_id IS NOT NULL;
CREATE INDEX claims_by_outer ON claims (within_id) WHERE within_id IS NOT NULL;

-- Every span of a claim, as a quotation may come in pieces.
CREATE TABLE claim_parts (
    claim_id INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    -- From 0: the content's pieces, then the cue's, then the source's, each in text order.
    seq      INTEGER NOT NULL CHECK (seq >= 0),
    role     TEXT NOT NULL CHECK (role IN ('content', 'cue', 'source')),
    start    INTEGER NOT NULL CHECK (start >= 0),
    end      INTEGER NOT NULL CHECK (end > start),
    text     TEXT NOT NULL CHECK (length(text) = end - start),
    PRIMARY KEY (claim_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- Null where the article gives it in its own voice. A claim cannot go while its figures stand: they would seem
    -- to be the article's own.
    claim_id   INTEGER REFERENCES claims (id),
    -- Whoever gave it.
    source_id  INTEGER REFERENCES sources (id),
    text       TEXT NOT NULL CHECK (length(text) = end - start),
    start      INTEGER NOT NULL CHECK (start >= 0),
    end        INTEGER NOT NULL CHECK (end > start),
    value      REAL,
    low        REAL,
    high       REAL,
    bound      TEXT NOT NULL
               CHECK (bound IN ('exact', 'about', 'at_most', 'at_least', 'more_than', 'less_than', 'range')),
    hedge      TEXT,
    -- count, percent, point, times, an ISO 4217 code, or a unit's English singular.
    unit       TEXT NOT NULL CHECK (unit <> ''),
    per        TEXT,
    -- The words that say what is counted or measured; noun: the singular of their head; subject: their normal form,
    -- by which figures are compared.
    counted    TEXT,
    noun       TEXT,
    subject    TEXT,
    CHECK (low <= high)
) STRICT;

-- The first three are what makes figures comparable; the others let `disagreements` see every wording of a number once
-- without reading the rows.
CREATE INDEX figures_by_subject ON figures (subject, unit, per, bound, value, low, high, article_id);
CREATE INDEX figures_by_article ON figures (article_id);
CREATE INDEX figures_by_claim ON figures (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX figures_by_source ON figures (source_id) WHERE source_id IS NOT NULL;

-- Why: what one article says another may have said before it in other words, and an address whose text changes is one story in
-- versions. Serves `corroboration`, `circular`, `denials`, `hedging`, `source` and `changes`. Claims of articles that came before
-- have no group until they are read again (`reread`); versions are noted here.

-- The first article from the same address, where this one's text is another, and which version it is, in the order of coming.
ALTER TABLE articles ADD COLUMN version_of INTEGER REFERENCES articles (id) ON DELETE SET NULL CHECK (version_of <> id);
ALTER TABLE articles ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1);
CREATE INDEX articles_by_first_version ON articles (version_of, version) WHERE version_of IS NOT NULL;

UPDATE articles
SET version_of = v.first, version = v.number
FROM (
    SELECT
        id,
        min(id) OVER (PARTITION BY url) AS first,
        row_number() OVER (PARTITION BY url ORDER BY id) AS number
    FROM articles
    WHERE url IS NOT NULL
) AS v
WHERE v.id = articles.id AND v.number > 1;

-- Claims that pass on one statement: who asserts, who denies it, and however sure they are.
CREATE TABLE claim_groups (
    id    INTEGER PRIMARY KEY,
    -- What its first claim says, in normal form: words between spaces; # before a number, @ before a name,
    -- ! before a verb, ~ before what says little.
    words TEXT NOT NULL
) STRICT;

-- By which groups are found: a hash of two of a group's weightiest words. Without a foreign key, as in near_bands.
CREATE TABLE claim_group_keys (
    key      INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    PRIMARY KEY (key, group_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE claims ADD COLUMN group_id INTEGER REFERENCES claim_groups (id) ON DELETE SET NULL;
-- 1 where it says the contrary of what its group says: "will not join", "denied that they will join".
ALTER TABLE claims ADD COLUMN denies INTEGER CHECK (denies IN (0, 1));
-- 1: it may be so. 2: it is likely, believed, planned or reported. 3: it is so, or will be.
ALTER TABLE claims ADD COLUMN certainty INTEGER CHECK (certainty IN (1, 2, 3));
CREATE INDEX claims_by_group ON claims (group_id, article_id) WHERE group_id IS NOT NULL;

PRAGMA user_version = 9;

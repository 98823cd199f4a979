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
-- With what tells, without the rows, which groups are worth a look.
CREATE INDEX claims_by_group ON claims (group_id, article_id, denies, certainty) WHERE group_id IS NOT NULL;

-- Whom each claim rests on and whom its article has it from, mergers followed: what reports count origins by.
CREATE VIEW claim_trails AS
SELECT
    c.id AS claim_id,
    c.group_id,
    coalesce(c.denies, 0) AS denies,
    c.article_id,
    -- The first article of which this one is a copy or a version.
    coalesce(r.near_duplicate_of, r.version_of, r.id) AS root_id,
    coalesce(ao.merged_into, ao.id) AS outlet_id,
    -- The named person or body that says it; null for unnamed people, documents, outlets and nobody. A body without a name of
    -- its own ("the interior ministry") is the same in all articles that call it so.
    CASE
        WHEN s.kind NOT IN ('person', 'organisation') THEN NULL
        WHEN s.kind = 'person' AND s.name GLOB '[a-z]*' AND s.name NOT GLOB '*[A-Z]*' THEN NULL
        WHEN s.article_id IS NULL THEN 's' || s.id
        ELSE s.kind || ' ' || lower(s.name)
    END AS speaker,
    s.name AS source,
    -- The outlet that the article has it from, where that is another one.
    nullif(
        coalesce(
            v.id,
            CASE WHEN s.kind = 'outlet' THEN s.id END,
            wv.id,
            CASE WHEN ws.kind = 'outlet' THEN ws.id END
        ),
        coalesce(ao.merged_into, ao.id)
    ) AS cites_id,
    -- Nobody, or a document of which nothing more is said.
    s.id IS NULL OR s.kind = 'document' AND s.article_id IS NOT NULL AS is_nobody,
    -- Somebody in the article tells of it, who is no outlet, or it is a plan: then the claim around it says where it comes from.
    w.id IS NOT NULL AND (ws.kind IS NOT 'outlet' OR c.rule LIKE '%intention') AS is_inner
FROM claims AS c
JOIN articles AS a ON a.id = c.article_id
JOIN articles AS r ON r.id = coalesce(a.near_duplicate_of, a.version_of, a.id)
LEFT JOIN sources AS ao ON ao.id = a.outlet_id
LEFT JOIN sources AS sl ON sl.id = c.source_id
LEFT JOIN sources AS s ON s.id = coalesce(sl.merged_into, sl.id)
LEFT JOIN sources AS vl ON vl.id = c.via_id
LEFT JOIN sources AS v ON v.id = coalesce(vl.merged_into, vl.id)
LEFT JOIN claims AS w ON w.id = c.within_id
LEFT JOIN sources AS wsl ON wsl.id = w.source_id
LEFT JOIN sources AS ws ON ws.id = coalesce(wsl.merged_into, wsl.id)
LEFT JOIN sources AS wvl ON wvl.id = w.via_id
LEFT JOIN sources AS wv ON wv.id = coalesce(wvl.merged_into, wvl.id);

PRAGMA user_version = 9;

-- Why: which sources are one is partly for people to say, and what they say must hold when articles are read again and
-- when new ones come. Serves `source list|show|merge|split|rename|alias|suggest|undo|log`, `ingest` and `reread`.

-- What an article says of each of its sources, in the order of its reading. The row in sources stands for all articles;
-- by these, persons of one name are told apart, and told apart anew when another article shows that they are two.
CREATE TABLE article_sources (
    article_id     INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    seq            INTEGER NOT NULL CHECK (seq >= 0),
    source_id      INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    name           TEXT NOT NULL,
    role           TEXT,
    affiliation_id INTEGER REFERENCES sources (id) ON DELETE SET NULL,
    PRIMARY KEY (article_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_sources_by_source ON article_sources (source_id, name, role, affiliation_id);
CREATE INDEX article_sources_by_affiliation ON article_sources (affiliation_id) WHERE affiliation_id IS NOT NULL;

-- For articles that are here already, what is known of their sources is the best guess.
INSERT INTO article_sources (article_id, seq, source_id, name, role, affiliation_id)
SELECT
    n.article_id,
    row_number() OVER (PARTITION BY n.article_id ORDER BY n.source_id) - 1,
    n.source_id,
    s.name,
    s.role,
    s.affiliation_id
FROM (
    SELECT article_id, source_id FROM source_mentions
    UNION
    SELECT article_id, source_id FROM claims WHERE source_id IS NOT NULL
    UNION
    SELECT article_id, via_id FROM claims WHERE via_id IS NOT NULL
    UNION
    SELECT article_id, source_id FROM figures WHERE source_id IS NOT NULL
    UNION
    SELECT article_id, id FROM sources WHERE article_id IS NOT NULL
) AS n
JOIN sources AS s ON s.id = n.source_id;

-- What people decided, oldest first. Nothing is deleted: what is taken back has undone_at.
CREATE TABLE source_decisions (
    id        INTEGER PRIMARY KEY,
    made_at   TEXT NOT NULL,
    -- merge:   source_id counts as other_id
    -- split:   source_id is the new row for what some articles say of other_id; taken back, it counts as other_id again
    -- rename:  source_id is called "after", no longer "before"
    -- alias:   source_id is also known as "after"
    -- unalias: source_id is not known as "before"; no article makes it so again
    action    TEXT NOT NULL CHECK (action IN ('merge', 'split', 'rename', 'alias', 'unalias')),
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    other_id  INTEGER REFERENCES sources (id) ON DELETE CASCADE CHECK (other_id <> source_id),
    before    TEXT,
    after     TEXT,
    -- The articles of a split, a JSON array.
    articles  TEXT CHECK (json_valid(articles)),
    undone_at TEXT,
    CHECK ((action IN ('merge', 'split')) = (other_id IS NOT NULL)),
    CHECK ((action IN ('rename', 'alias')) = (after IS NOT NULL)),
    CHECK ((action IN ('rename', 'unalias')) = (before IS NOT NULL)),
    CHECK ((action = 'split') = (articles IS NOT NULL))
) STRICT;

CREATE INDEX source_decisions_by_source ON source_decisions (source_id);
CREATE INDEX source_decisions_by_other ON source_decisions (other_id) WHERE other_id IS NOT NULL;

-- Mergers made before there was a record of them.
INSERT INTO source_decisions (made_at, action, source_id, other_id)
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'merge', id, merged_into
FROM sources
WHERE merged_into IS NOT NULL
ORDER BY id;

-- In this article, whoever is called so is that source: what `source split` took apart stays so when it is read again.
CREATE TABLE source_pins (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- The name in lower case, without dots.
    name       TEXT NOT NULL,
    source_id  INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_pins_by_source ON source_pins (source_id);

-- 1 where a person said so: such an alias finds its source in any article, whatever it looks like.
ALTER TABLE source_aliases ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1));

-- A source is known by its own name alone in other articles; what a single article calls it for short may be anybody's
-- there.
UPDATE source_aliases
SET key = NULL
WHERE key <> (
    SELECT o.key
    FROM sources AS s
    JOIN source_aliases AS o ON o.source_id = s.id AND o.alias = s.name
    WHERE s.id = source_aliases.source_id
);

-- Persons are known without hyphens: "Kim Jong-un" is "Kim Jong Un".
UPDATE source_aliases
SET key = replace(key, '-', ' ')
WHERE key LIKE '%-%'
  AND source_id IN (SELECT s.id FROM sources AS s WHERE s.kind = 'person');

-- With an article go the sources that it alone knows; what was merged into one of them stands for itself again.
CREATE TRIGGER sources_unmerge BEFORE DELETE ON sources
BEGIN
    UPDATE sources SET merged_into = NULL WHERE merged_into = old.id;
END;

PRAGMA user_version = 6;

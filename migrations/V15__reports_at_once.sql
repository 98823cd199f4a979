-- Why: reports answer in the same time however much an archive holds. Serves `articles`, `claims`, `first-hand`, `hedged` (the newest
-- first), `figures`, `timeline`, `coverage` (what is counted, by part of a word), `sources`, `most-quoted` (by how much they say), and
-- `circular`, `corroboration`, `denials`, `hedging`, `single-source` (by how many say it).

-- The newest first, and of one day the lower number, as reports have them: a limit ends the search.
DROP INDEX articles_by_date;
CREATE INDEX articles_by_date ON articles (published_at DESC);

-- With the article, and whether it is in the source's own words: who is quoted most is counted without the rows.
DROP INDEX claims_by_source;
CREATE INDEX claims_by_source ON claims (source_id, article_id, (kind = 'direct'));

-- As far as reports read it: what compares figures reads their rows, a few articles' at a time.
DROP INDEX figures_by_subject;
CREATE INDEX figures_by_subject ON figures (subject, unit, per, value, high, low, article_id);

-- What figures count, each wording once: any part of a word may be asked for. What no figure counts any more may stay.
CREATE TABLE figure_subjects (
    subject TEXT NOT NULL,
    -- As their articles call it; empty for what they leave unsaid.
    counted TEXT NOT NULL,
    PRIMARY KEY (subject, counted)
) STRICT, WITHOUT ROWID;

INSERT INTO figure_subjects (subject, counted)
SELECT DISTINCT subject, coalesce(counted, '')
FROM figures
WHERE subject IS NOT NULL;

CREATE TRIGGER figure_subjects_insert AFTER INSERT ON figures
WHEN new.subject IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO figure_subjects (subject, counted) VALUES (new.subject, coalesce(new.counted, ''));
END;

CREATE TRIGGER figure_subjects_update AFTER UPDATE OF subject, counted ON figures
WHEN new.subject IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO figure_subjects (subject, counted) VALUES (new.subject, coalesce(new.counted, ''));
END;

-- The few that are not compared though something is counted.
CREATE INDEX figures_without_subject ON figures (noun, counted)
WHERE subject IS NULL AND (noun IS NOT NULL OR counted IS NOT NULL);

-- How many claims a group has, in how many articles, where it has more than one: which groups are worth a look.
CREATE TABLE claim_group_tallies (
    group_id  INTEGER PRIMARY KEY REFERENCES claim_groups (id) ON DELETE CASCADE,
    claims    INTEGER NOT NULL CHECK (claims >= 2),
    articles  INTEGER NOT NULL CHECK (articles BETWEEN 1 AND claims),
    -- Its latest claim.
    latest    INTEGER NOT NULL,
    -- Whether some assert it, and some deny it.
    asserted  INTEGER NOT NULL CHECK (asserted IN (0, 1)),
    denied    INTEGER NOT NULL CHECK (denied IN (0, 1)),
    -- From how sure to how sure, as in claims.certainty.
    least_sure INTEGER,
    most_sure  INTEGER
) STRICT;

INSERT INTO claim_group_tallies (group_id, claims, articles, latest, asserted, denied, least_sure, most_sure)
SELECT
    group_id,
    count(*),
    count(DISTINCT article_id),
    max(id),
    max(denies IS NOT 1),
    max(denies IS 1),
    min(certainty),
    max(certainty)
FROM claims
WHERE group_id IS NOT NULL
GROUP BY group_id
HAVING count(*) >= 2;

CREATE INDEX claim_groups_by_articles ON claim_group_tallies (articles DESC) WHERE articles >= 2;
CREATE INDEX claim_groups_by_latest ON claim_group_tallies (
    latest DESC, articles, claims, asserted, denied, least_sure, most_sure
);

-- Counted anew for whoever writes claims; a batch counts its own at its end.
CREATE TRIGGER claim_group_tallies_insert AFTER INSERT ON claims
WHEN new.group_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM index_later)
BEGIN
    DELETE FROM claim_group_tallies WHERE group_id = new.group_id;
    INSERT INTO claim_group_tallies (group_id, claims, articles, latest, asserted, denied, least_sure, most_sure)
    SELECT
        c.group_id,
        count(*),
        count(DISTINCT c.article_id),
        max(c.id),
        max(c.denies IS NOT 1),
        max(c.denies IS 1),
        min(c.certainty),
        max(c.certainty)
    FROM claims AS c
    WHERE c.group_id = new.group_id
    GROUP BY c.group_id
    HAVING count(*) >= 2;
END;

CREATE TRIGGER claim_group_tallies_delete AFTER DELETE ON claims
WHEN old.group_id IS NOT NULL
BEGIN
    DELETE FROM claim_group_tallies WHERE group_id = old.group_id;
    INSERT INTO claim_group_tallies (group_id, claims, articles, latest, asserted, denied, least_sure, most_sure)
    SELECT
        c.group_id,
        count(*),
        count(DISTINCT c.article_id),
        max(c.id),
        max(c.denies IS NOT 1),
        max(c.denies IS 1),
        min(c.certainty),
        max(c.certainty)
    FROM claims AS c
    WHERE c.group_id = old.group_id
    GROUP BY c.group_id
    HAVING count(*) >= 2;
END;

CREATE TRIGGER claim_group_tallies_update AFTER UPDATE OF id, article_id, group_id, denies, certainty ON claims
BEGIN
    DELETE FROM claim_group_tallies WHERE group_id IN (old.group_id, new.group_id);
    INSERT INTO claim_group_tallies (group_id, claims, articles, latest, asserted, denied, least_sure, most_sure)
    SELECT
        c.group_id,
        count(*),
        count(DISTINCT c.article_id),
        max(c.id),
        max(c.denies IS NOT 1),
        max(c.denies IS 1),
        min(c.certainty),
        max(c.certainty)
    FROM claims AS c
    WHERE c.group_id IN (old.group_id, new.group_id)
    GROUP BY c.group_id
    HAVING count(*) >= 2;
END;

PRAGMA user_version = 15;

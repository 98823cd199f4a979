-- Why: what a named body published was "from nobody", an outlet's name taken for a text's was no outlet, and a bare surname was another
-- origin than the full name. Serves `corroboration`, `circular` and `single-source`.

DROP VIEW claim_trails;

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
        WHEN pressed.id IS NOT NULL THEN NULL
        -- "A study by the Nordhus Institute" is the institute's.
        WHEN s.kind = 'document' AND p.kind = 'organisation' THEN 's' || p.id
        WHEN s.kind NOT IN ('person', 'organisation') OR s.is_unnamed THEN NULL
        WHEN s.article_id IS NULL THEN 's' || s.id
        ELSE s.kind || ' ' || lower(s.name)
    END AS speaker,
    s.name AS source,
    -- The last word of a person's name: in one statement a bare surname is whoever has it in full.
    CASE
        WHEN s.kind = 'person' AND NOT s.is_unnamed AND pressed.id IS NULL
            THEN lower(substr(s.name, length(rtrim(s.name, replace(s.name, ' ', ''))) + 1))
    END AS surname,
    -- The outlet that the article has it from, where that is another one.
    nullif(
        coalesce(
            v.id,
            CASE WHEN s.kind = 'outlet' THEN s.id END,
            pressed.id,
            CASE WHEN s.kind = 'document' AND p.kind = 'outlet' THEN p.id END,
            wv.id,
            CASE WHEN ws.kind = 'outlet' THEN ws.id END
        ),
        coalesce(ao.merged_into, ao.id)
    ) AS cites_id,
    -- Nobody, or a document of which nothing more is said.
    s.id IS NULL
    OR s.kind = 'document' AND s.article_id IS NOT NULL AND p.id IS NULL AND pressed.id IS NULL AS is_nobody,
    -- Somebody in the article tells of it, who is no outlet, or it is a plan: then the claim around it says where it comes from.
    w.id IS NOT NULL AND (ws.kind IS NOT 'outlet' OR c.rule LIKE '%intention') AS is_inner
FROM claims AS c
JOIN articles AS a ON a.id = c.article_id
JOIN articles AS r ON r.id = coalesce(a.near_duplicate_of, a.version_of, a.id)
LEFT JOIN sources AS ao ON ao.id = a.outlet_id
LEFT JOIN sources AS sl ON sl.id = c.source_id
LEFT JOIN sources AS s ON s.id = coalesce(sl.merged_into, sl.id)
-- An outlet's name that the reading takes for a person's or a text's where its own article does not say more ("Meridian reported",
-- "Front Page reports").
LEFT JOIN sources AS pressed ON pressed.id = CASE WHEN s.kind IN ('person', 'document') THEN (
    SELECT min(coalesce(n.merged_into, n.id))
    FROM sources AS n
    WHERE n.name = s.name COLLATE NOCASE AND n.kind = 'outlet'
) END
-- Who published a document, as far as it has a name.
LEFT JOIN sources AS pl ON pl.id = CASE WHEN s.kind = 'document' THEN s.affiliation_id END AND pl.article_id IS NULL
LEFT JOIN sources AS p ON p.id = coalesce(pl.merged_into, pl.id)
LEFT JOIN sources AS vl ON vl.id = c.via_id
LEFT JOIN sources AS v ON v.id = coalesce(vl.merged_into, vl.id)
LEFT JOIN claims AS w ON w.id = c.within_id
LEFT JOIN sources AS wsl ON wsl.id = w.source_id
LEFT JOIN sources AS ws ON ws.id = coalesce(wsl.merged_into, wsl.id)
LEFT JOIN sources AS wvl ON wvl.id = w.via_id
LEFT JOIN sources AS wv ON wv.id = coalesce(wvl.merged_into, wvl.id)
-- What stands in a denial is not what its article says ("dismissed reports that it will close").
WHERE w.id IS NULL OR w.group_id IS NOT c.group_id OR coalesce(w.denies, 0) = coalesce(c.denies, 0);

PRAGMA user_version = 16;

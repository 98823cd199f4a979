-- title: Claims, to be handed on
-- description: One row a claim with all that another program needs to find it in the text: its pieces, the words around each, the
--   article, who said it. For `export claimreview` and `export annotations`.
SELECT
    c.id,
    c.kind,
    c.cue,
    c.content,
    c.start,
    c."end",
    c.hedge,
    c.negated,
    c.confidence,
    c.within_id,
    coalesce(m.name, s.name) AS source,
    coalesce(m.kind, s.kind) AS source_kind,
    coalesce(m.role, s.role) AS role,
    coalesce(bm.name, b.name) AS affiliation,
    coalesce(vm.name, v.name) AS via,
    a.id AS article,
    a.title,
    a.byline,
    a.url,
    a.published_at,
    a.language,
    a.content_hash,
    coalesce(om.name, o.name) AS outlet,
    (
        SELECT json_group_array(
            json_object(
                'start', p.start,
                'end', p."end",
                'exact', substr(a.body, p.start + 1, p."end" - p.start),
                'prefix', substr(a.body, max(p.start - 32, 0) + 1, min(p.start, 32)),
                'suffix', substr(a.body, p."end" + 1, 32)
            )
            ORDER BY p.seq
        )
        FROM claim_parts AS p
        WHERE p.claim_id = c.id AND p.role = 'content'
    ) AS pieces
FROM claims AS c
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS b ON b.id = coalesce(m.affiliation_id, s.affiliation_id)
LEFT JOIN sources AS bm ON bm.id = b.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS o ON o.id = a.outlet_id
LEFT JOIN sources AS om ON om.id = o.merged_into
ORDER BY c.article_id, c.id

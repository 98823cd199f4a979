told (id) AS MATERIALIZED (
    SELECT f.rowid
    FROM claims_fts AS f
    WHERE :about IS NOT NULL AND f.claims_fts MATCH 'content : "' || replace(:about, '"', '""') || '"'
),

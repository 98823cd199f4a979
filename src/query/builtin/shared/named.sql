named (id) AS (
    SELECT coalesce(s.merged_into, s.id)
    FROM sources AS s
    WHERE :parameter IS NOT NULL AND ' ' || lower(s.name) || ' ' GLOB (SELECT w.words FROM asked_parameter AS w)
    UNION
    SELECT coalesce(s.merged_into, s.id)
    FROM source_aliases AS sa
    JOIN sources AS s ON s.id = sa.source_id
    WHERE :parameter IS NOT NULL AND ' ' || lower(sa.alias) || ' ' GLOB (SELECT w.words FROM asked_parameter AS w)
),

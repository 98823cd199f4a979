-- Why: an archive is not many times its text. Serves `ingest`, which finds copies and groups of claims by hashes.

-- 32 bits of a hash find what 64 and 48 did, and take half the room: what chance brings together is told apart by the words.
CREATE TABLE near_bands_32 (
    band       INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (band, article_id)
) STRICT, WITHOUT ROWID;

-- The lower 32 bits, with their sign.
INSERT OR IGNORE INTO near_bands_32 (band, article_id)
SELECT (((band & 4294967295) + 2147483648) & 4294967295) - 2147483648 AS short, article_id
FROM near_bands
ORDER BY short, article_id;

DROP TABLE near_bands;
ALTER TABLE near_bands_32 RENAME TO near_bands;

CREATE TABLE claim_group_keys_32 (
    key      INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    PRIMARY KEY (key, group_id)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO claim_group_keys_32 (key, group_id)
SELECT (((key & 4294967295) + 2147483648) & 4294967295) - 2147483648 AS short, group_id
FROM claim_group_keys
ORDER BY short, group_id;

DROP TABLE claim_group_keys;
ALTER TABLE claim_group_keys_32 RENAME TO claim_group_keys;

-- A source's name is one of its aliases, and found among them.
DROP INDEX sources_by_name;

PRAGMA user_version = 13;

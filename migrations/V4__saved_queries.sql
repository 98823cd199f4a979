-- Why: the user's own queries, kept with the archive they ask (`query save`, `query run`, `query remove`). Built-in
-- queries are part of the program and not here.

CREATE TABLE saved_queries (
    name        TEXT PRIMARY KEY CHECK (name <> ''),
    title       TEXT,
    description TEXT,
    sql         TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL
) STRICT;

-- Every migration from here on ends with its own number: a sayso that knows fewer refuses the file.
PRAGMA user_version = 4;

-- Why: figures compare across units ("7 miles", "11 km"), and know where and when they hold ("in Kursk", "by January").
-- Serves `disagreements`, `figures`, `show` and `export csv`. Articles read before have nulls here until they are read
-- again; their figures compare as they did.

-- The figure in the base unit of its kind (meter, kilogram, second, meter per second, …); null for counts and money.
ALTER TABLE figures ADD COLUMN base_value REAL;
ALTER TABLE figures ADD COLUMN base_low REAL;
ALTER TABLE figures ADD COLUMN base_high REAL CHECK (base_low <= base_high);
ALTER TABLE figures ADD COLUMN base_unit TEXT CHECK (base_unit <> '');
-- The words for where and when, in lower case, place first: "in kursk, by january".
ALTER TABLE figures ADD COLUMN subject_qualifier TEXT;
-- The normal form of the place among them, "kursk" or "russia (country)": figures for two places do not compare.
ALTER TABLE figures ADD COLUMN place TEXT;
-- The date that the sentence speaks of: ISO 8601, as precise as its words are. Null where it names none: then the
-- article's date holds, coalesce(figures.as_of, articles.published_at).
ALTER TABLE figures ADD COLUMN as_of TEXT CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]*');

-- As before, with what else makes figures comparable.
DROP INDEX figures_by_subject;
CREATE INDEX figures_by_subject ON figures (
    subject, unit, per, bound, value, low, high, base_unit, base_value, base_low, base_high, place, article_id
);

PRAGMA user_version = 5;

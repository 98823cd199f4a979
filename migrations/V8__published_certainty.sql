-- Why: a date that a page states and one that was picked out of its footer are not the same evidence. Serves `show`,
-- `extract --explain`, and whoever orders articles by date and wants to leave the guesses out. Articles that came before
-- have nothing here until they are read again (`reread`).

-- stated: the document says so; inferred: worked out from what it says (the day in its address, "yesterday"); guessed: a date
-- that stands in it, of a change or without a word of what it is. Null where there is no date.
ALTER TABLE articles ADD COLUMN published_certainty TEXT CHECK (published_certainty IN ('stated', 'inferred', 'guessed'));

PRAGMA user_version = 8;

//! Which claims pass on one statement, whoever says so, in whatever words, asserting or denying it.
//!
//! A claim joins the group whose first claim's gist is most like its own ([`likeness`]), or begins one. Groups are found by
//! pairs of their weightiest words in an index, never by comparing all with all (a prefix filter; Chaudhuri, Ganti and Kaushik
//! 2006). The outcome depends on the order of articles alone.

mod likeness;

use std::collections::hash_map::Entry;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use crate::model::{Claim, ClaimRef};

use likeness::{Word, Words};

use super::many::{self, Table};

/// How many of a gist's weightiest words are paired.
const PAIRED: usize = 4;
/// By the pairs of how many of its weightiest words a denial is looked for and found: a long charge is known by four of many words, and a
/// denial of a part of it has others for its own four.
const PAIRED_OF_DENIAL: usize = 8;
/// How many groups of one pair, and how many in all, are looked at.
const OF_PAIR: usize = 32;
static GROUPS: Table<1> = Table::new("claim_groups", "words");
static KEYS: Table<2> = Table::new("claim_group_keys", "key, group_id");
const LOOKED_AT: usize = 12;
/// Of how many groups the words are remembered, and how many may wait to be put in.
const REMEMBERED: usize = 50_000;
const WAITING: usize = 20_000;
/// A gist that weighs less says too little to be known by, as does one of names alone ("was asked about the minister, Lea Strand").
const LEAST_WEIGHT: f64 = 1.9;

/// What tells which group a claim joins, made of its gist alone.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    words: Words,
    /// Whether the claim denies what they say.
    denies: bool,
    /// By which it is found; none for a claim that says too little.
    keys: Vec<i32>,
    /// By which else groups with like words are looked for, and this one is found.
    asked: Vec<i32>,
}

impl Statement {
    /// That of each of `claims`.
    pub(super) fn of(claims: &[Claim]) -> Vec<Self> {
        let of = |claim: &Claim| {
            let words = Words::of(claim.gist.words.join(" "));
            let tells = words.weight() >= LEAST_WEIGHT && !words.only_name();
            let keys = if tells { keys(&words, PAIRED) } else { Vec::new() };
            let denies = claim.gist.asserts && claim.gist.denies;
            let mut asked = if tells && denies { self::keys(&words, PAIRED_OF_DENIAL) } else { Vec::new() };
            asked.retain(|key| !keys.contains(key));
            Self { words, denies, keys, asked }
        };
        claims.iter().map(of).collect()
    }

    /// By which groups with like words are looked for.
    fn sought(&self) -> impl Iterator<Item = &i32> {
        self.keys.iter().chain(&self.asked)
    }
}

/// What the first claim of a group says, and whether it denies it.
#[derive(Debug, Clone)]
struct First {
    words: Words,
    denies: bool,
}

/// The groups that claims join or begin within one transaction. Those that begin wait until [`Groups::put_in`]: rows go in fast
/// when there are many of them, in the order of their keys.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// Groups in the archive.
    known: FxHashMap<i64, First>,
    /// Those that wait. Their numbers follow one another.
    begun: Vec<(i64, First)>,
    /// Which of them has which key.
    keys: FxHashMap<i32, Vec<i64>>,
    /// Which groups of the archive have which key, of the keys that were looked up.
    stored: FxHashMap<i32, Vec<i64>>,
    /// Whether these are all that the transaction will ask for.
    ahead: bool,
}

impl Groups {
    /// Those of a transaction in which `statements` will be asked for, and no others.
    pub(super) fn ahead<'a>(
        connection: &Connection,
        statements: impl Iterator<Item = &'a Statement>,
    ) -> rusqlite::Result<Self> {
        Ok(Self { stored: stored(connection, statements)?, ahead: true, ..Self::default() })
    }

    /// The group of each of `claims`; none for a claim that says too little. `before` are the groups that the article's claims
    /// were in when it was read earlier: a claim that still fits into one of them stays.
    pub(super) fn find(
        &mut self,
        connection: &Connection,
        claims: &[Claim],
        statements: &[Statement],
        before: &[i64],
    ) -> rusqlite::Result<Vec<Option<i64>>> {
        if !self.ahead {
            self.stored = stored(connection, statements.iter())?;
        }
        let mut groups = vec![None; claims.len()];
        // The fuller wording first, as a group is known by its first one: what stands inside of another claim comes after it.
        for inner in [false, true] {
            let found = groups.clone();
            for ((claim, statement), group) in claims.iter().zip(statements).zip(&mut groups) {
                if claim.within.is_some() != inner || statement.keys.is_empty() {
                    continue;
                }
                // "The mayor offered to resign, aides said": what she offered is what they say.
                let outer = claim.within.and_then(|ClaimRef(at)| Some((statements.get(at)?, (*found.get(at)?)?)));
                let same = outer.filter(|(outer, _)| likeness::likeness(&statement.words, &outer.words).is_some());
                *group = match same {
                    Some((_, outer)) => Some(outer),
                    None => Some(self.group_of(connection, statement, before)?),
                };
            }
        }
        Ok(groups)
    }

    /// The group of a claim that says this, made where there is none.
    fn group_of(&mut self, connection: &Connection, statement: &Statement, before: &[i64]) -> rusqlite::Result<i64> {
        let mut shared: Vec<i64> =
            statement.sought().filter_map(|key| self.stored.get(key)).flatten().copied().collect();
        // Those that wait have higher numbers, so they come after those of the archive.
        for waiting in statement.sought().filter_map(|key| self.keys.get(key)) {
            shared.extend(waiting.iter().take(OF_PAIR));
        }
        shared.sort_unstable();
        let mut candidates: Vec<(bool, usize, i64)> = shared
            .chunk_by(|one, next| one == next)
            .map(|same| (before.contains(&same[0]), same.len(), same[0]))
            .collect();
        candidates.sort_unstable_by_key(|&(known, count, id)| (std::cmp::Reverse((known, count)), id));
        candidates.truncate(LOOKED_AT);
        let mut best: Option<(bool, f64, i64)> = None;
        for (known, _, id) in candidates {
            let Some(first) = self.first(connection, id)? else { continue };
            let alike = match (statement.denies, first.denies) {
                (true, false) => likeness::denial(&statement.words, &first.words),
                (false, true) => likeness::denial(&first.words, &statement.words),
                _ => likeness::likeness(&statement.words, &first.words),
            };
            let Some(alike) = alike else { continue };
            let is_better = best.is_none_or(|(was_known, most, of)| {
                (known, alike) > (was_known, most) || (known, alike) == (was_known, most) && id < of
            });
            if is_better {
                best = Some((known, alike, id));
            }
        }
        match best {
            Some((.., id)) => Ok(id),
            None => self.begin(connection, statement),
        }
    }

    /// What the first claim of the group numbered `id` says.
    fn first(&mut self, connection: &Connection, id: i64) -> rusqlite::Result<Option<&First>> {
        if let Some(at) = self.begun.first().and_then(|(first, _)| usize::try_from(id - first).ok()) {
            return Ok(self.begun.get(at).map(|(_, first)| first));
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        Ok(match self.known.entry(id) {
            Entry::Occupied(known) => Some(known.into_mut()),
            Entry::Vacant(place) => connection
                .prepare_cached(
                    "SELECT
                         g.words,
                         coalesce(
                             (SELECT c.denies FROM claims AS c WHERE c.group_id = g.id ORDER BY c.article_id, c.id LIMIT 1), 0
                         )
                     FROM claim_groups AS g
                     WHERE g.id = ?1",
                )?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?
                .map(|(words, denies)| &*place.insert(First { words: Words::of(words), denies })),
        })
    }

    /// A new group.
    fn begin(&mut self, connection: &Connection, statement: &Statement) -> rusqlite::Result<i64> {
        let id = match self.begun.last() {
            Some((last, _)) => last + 1,
            None => many::numbered(connection, "claim_groups", &[], 1)?[0],
        };
        self.begun.push((id, First { words: statement.words.clone(), denies: statement.denies }));
        // A denial is found by as many as it looks by, so that it and its charge meet in whichever order they come.
        for &key in statement.sought() {
            self.keys.entry(key).or_default().push(id);
        }
        Ok(id)
    }

    /// Whether so many wait that they should not wait longer.
    pub(super) fn are_many(&self) -> bool {
        self.begun.len() >= WAITING
    }

    /// Puts in what waits.
    pub(super) fn put_in(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let (ids, rows): (Vec<i64>, Vec<[ToSqlOutput<'_>; 1]>) =
            self.begun.iter().map(|(id, first)| (*id, [first.words.marked().into()])).unzip();
        GROUPS.insert_numbered(connection, &[], &ids, &rows)?;
        let mut keys: Vec<(i32, i64)> =
            self.keys.drain().flat_map(|(key, groups)| groups.into_iter().map(move |group| (key, group))).collect();
        keys.sort_unstable();
        for &(key, group) in &keys {
            let groups = self.stored.entry(key).or_default();
            groups.extend((groups.len() < OF_PAIR).then_some(group));
        }
        let rows: Vec<[ToSqlOutput<'_>; 2]> = keys.into_iter().map(|(key, group)| [key.into(), group.into()]).collect();
        KEYS.insert(connection, &rows)?;
        self.known.extend(self.begun.drain(..));
        Ok(())
    }
}

/// Which groups of the archive have which of the keys of `statements`: looked up in their order, which is the index's, each once.
fn stored<'a>(
    connection: &Connection,
    statements: impl Iterator<Item = &'a Statement>,
) -> rusqlite::Result<FxHashMap<i32, Vec<i64>>> {
    let mut keys: Vec<i32> = statements.flat_map(|statement| statement.sought().copied()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut stored = FxHashMap::default();
    let mut groups =
        connection.prepare_cached("SELECT group_id FROM claim_group_keys WHERE key = ?1 ORDER BY group_id LIMIT ?2")?;
    for key in keys {
        let mut rows = groups.query((key, OF_PAIR as i64))?;
        while let Some(row) = rows.next()? {
            stored.entry(key).or_insert_with(Vec::new).push(row.get(0)?);
        }
    }
    Ok(stored)
}

/// The groups of an article's claims, before it is read again.
pub(super) fn of_article(connection: &Connection, article: i64) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT DISTINCT group_id FROM claims WHERE article_id = ?1 AND group_id IS NOT NULL ORDER BY group_id",
        )?
        .query_map([article], |row| row.get(0))?
        .collect()
}

/// Takes out those of `groups` in which no claim is left.
pub(super) fn settle(connection: &Connection, groups: &[i64]) -> rusqlite::Result<()> {
    for &group in groups {
        let empty = connection
            .prepare_cached(
                "DELETE FROM claim_groups
                 WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM claims AS c WHERE c.group_id = ?1)
                 RETURNING words",
            )?
            .query_row([group], |row| row.get::<_, String>(0))
            .optional()?;
        if let Some(words) = empty {
            let mut delete =
                connection.prepare_cached("DELETE FROM claim_group_keys WHERE key = ?1 AND group_id = ?2")?;
            // Whether its first claim denied is told no more.
            let words = Words::of(words);
            for key in [PAIRED, PAIRED_OF_DENIAL].into_iter().flat_map(|most| keys(&words, most)) {
                delete.execute((key, group))?;
            }
        }
    }
    Ok(())
}

/// The pairs of the `most` weightiest words, among them the first deed and the first name, which denials and shorter versions share;
/// among equals deeds first, then longer words: they are rarer.
fn keys(words: &Words, most: usize) -> Vec<i32> {
    let mut all: Vec<Word<'_>> = words.all().collect();
    all.sort_by(|a, b| {
        let length = b.text.len().cmp(&a.text.len());
        // Whoever says it of themselves is named in no other's words.
        b.weight()
            .total_cmp(&a.weight())
            .then(a.is_own().cmp(&b.is_own()))
            .then(b.is_deed().cmp(&a.is_deed()))
            .then(length)
            .then(a.text.cmp(b.text))
    });
    if let Some(name) = all.iter().position(|word| word.is_name()).filter(|&name| name >= most) {
        all.swap(most - 1, name);
    }
    all.truncate(most);
    all.sort_unstable_by_key(|word| word.text);
    let mut keys = Vec::with_capacity(most * most.saturating_sub(1) / 2);
    for (place, first) in all.iter().enumerate() {
        for second in &all[place + 1..] {
            keys.push(hash(first.text, second.text));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// FNV-1a, of which 32 bits are kept: short in the file, and groups that chance brings together have other words.
fn hash(first: &str, second: &str) -> i32 {
    let bytes = first.bytes().chain([0]).chain(second.bytes());
    let hash =
        bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    ((hash >> 16) as u32).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::super::invented::{claim, document, entry, span};
    use super::super::{Archive, Entry, Prepared};
    use crate::model::{Document, Gist, Reading, Span};

    /// An article that makes one claim with these gist words; a "!" in front denies it.
    fn article(words: &str) -> (Document, Reading) {
        let document = document(&format!("They say: {words}"));
        let mut claim = claim(&[span(&document.text, words)], None);
        let denies = words.starts_with("not ");
        let words = words.trim_start_matches("not ").split(' ').map(str::to_owned).collect();
        claim.gist = Gist { words, denies, certainty: Gist::LIKELY, ..Gist::default() };
        let reading = Reading { claims: vec![claim], ..Reading::default() };
        (document, reading)
    }

    fn store(archive: &mut Archive, words: &str) -> i64 {
        let (document, reading) = article(words);
        archive.store(&entry(&document, &reading, words)).unwrap().article()
    }

    fn group(archive: &Archive, article: i64) -> Option<i64> {
        let sql = "SELECT group_id FROM claims WHERE article_id = ?1";
        archive.connection().query_row(sql, [article], |row| row.get(0)).unwrap()
    }

    fn count(archive: &Archive, table: &str) -> i64 {
        archive.connection().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_statement_its_denial_and_its_details_are_one_group() {
        let mut archive = Archive::in_memory().unwrap();
        let first = store(&mut archive, "!join #11000 @korea soldier war");
        let denied = store(&mut archive, "not !join #11000 @korea soldier war");
        let fuller = store(&mut archive, "!join #11000 @korea @ukraine soldier summer war");
        let fewer = store(&mut archive, "!join #9000 @korea soldier war");
        let other = store(&mut archive, "!close bridge river");
        let short = store(&mut archive, "~comment");
        assert_eq!(group(&archive, first), group(&archive, denied));
        assert_eq!(group(&archive, first), group(&archive, fuller));
        assert_ne!(group(&archive, first), group(&archive, fewer));
        assert_ne!(group(&archive, first), group(&archive, other));
        assert_eq!(group(&archive, short), None);
        // A denial may say less than what it denies, but hardly more.
        let brief = store(&mut archive, "!burn barn rye");
        let less = store(&mut archive, "not !burn barn");
        let more = store(&mut archive, "not !burn !paint !sell barn cart fence");
        assert_eq!(group(&archive, brief), group(&archive, less));
        assert_ne!(group(&archive, brief), group(&archive, more));
        // Of a long charge it may deny a part; who denies it is no matter where both name somebody.
        let charge = store(&mut archive, "!dump !pay #5 @quist hill quiet river sludge tanner ~chief");
        let part = store(&mut archive, "not !dump @quist =amundsen =tove river sludge");
        let paid = store(&mut archive, "not !pay @quist =rolf =aune quiet ~chief");
        let another = store(&mut archive, "not !pay @quist @rolf @aune quiet ~chief");
        let other = store(&mut archive, "not !pay =rolf =aune quiet");
        assert_eq!(group(&archive, charge), group(&archive, part));
        assert_eq!(group(&archive, charge), group(&archive, paid));
        assert_ne!(group(&archive, charge), group(&archive, another));
        assert_ne!(group(&archive, charge), group(&archive, other));
        // A deed and a name are the same statement only where there is little else.
        let resigns = store(&mut archive, "!resign @lund");
        let again = store(&mut archive, "!resign @lund ~minister");
        let elsewhere = store(&mut archive, "!resign !strike @lund driver office");
        assert_eq!(group(&archive, resigns), group(&archive, again));
        assert_ne!(group(&archive, resigns), group(&archive, elsewhere));
        let name = store(&mut archive, "@korea @ukraine @kim ~minister");
        assert_eq!(group(&archive, name), None);
        let denies: i64 = archive
            .connection()
            .query_row("SELECT denies FROM claims WHERE article_id = ?1", [denied], |row| row.get(0))
            .unwrap();
        assert_eq!(denies, 1);
    }

    /// A denial of a part of a long charge meets it in either order, and leaves no key behind when it goes.
    #[test]
    fn a_part_is_denied_before_or_behind_its_charge() {
        let (charge, denial) =
            ("!dump !pay #5 @quist hill quiet river sludge tanner ~chief", "not !pay @quist =rolf =aune quiet ~chief");
        for order in [[charge, denial], [denial, charge]] {
            let mut archive = Archive::in_memory().unwrap();
            let [first, second] = order.map(|words| store(&mut archive, words));
            let other = store(&mut archive, "!pay !sell #9 @roth barge flour miller ~chief");
            assert_eq!(group(&archive, first), group(&archive, second), "{order:?}");
            assert_ne!(group(&archive, first), group(&archive, other), "{order:?}");
            super::settle(archive.connection(), &[group(&archive, first).unwrap()]).unwrap();
            assert!(count(&archive, "claim_group_keys") > 0);
            archive.connection().execute_batch("UPDATE claims SET group_id = NULL").unwrap();
            let all = [1, 2, 3].map(i64::from);
            super::settle(archive.connection(), &all).unwrap();
            assert_eq!(count(&archive, "claim_group_keys"), 0, "{order:?}");
        }
    }

    #[test]
    fn what_is_read_again_stays_in_its_group_or_leaves_none_behind() {
        let mut archive = Archive::in_memory().unwrap();
        let first = store(&mut archive, "!join #11000 @korea soldier war");
        let second = store(&mut archive, "!join #11000 @korea fighter soldier war");
        let lone = store(&mut archive, "!close bridge river");
        let before = (group(&archive, first), group(&archive, second), group(&archive, lone));
        for (article_id, words) in [
            (first, "!join #11000 @korea soldier war"),
            (second, "!join #11000 @korea fighter soldier war"),
            (lone, "!close bridge river"),
        ] {
            let (document, reading) = article(words);
            assert_eq!(archive.reread(article_id, &document, &reading).unwrap(), super::super::Reread::Same);
        }
        assert_eq!((group(&archive, first), group(&archive, second), group(&archive, lone)), before);
        // The one claim of a group says something else now.
        let keys = count(&archive, "claim_group_keys");
        let (document, reading) = article("!sink ferry harbor");
        archive.reread(lone, &document, &reading).unwrap();
        assert_eq!(count(&archive, "claim_groups"), 2);
        assert_eq!(count(&archive, "claim_group_keys"), keys);
        // The first claim goes; its group stays for the second one.
        let (document, reading) = article("!melt glacier alps");
        archive.reread(first, &document, &reading).unwrap();
        assert_eq!(group(&archive, second), before.1);
    }

    /// The group of each of these articles, stored in batches of so many, prepared or not, with a reading that does not fit in each.
    fn in_batches(size: usize, prepared: bool) -> Vec<Option<i64>> {
        let told = [
            "!join #11000 @korea soldier war",
            "!close bridge river",
            "!join #11000 @korea fighter soldier war",
            "!melt ice alps",
        ];
        let mut archive = Archive::in_memory().unwrap();
        let mut articles = Vec::new();
        let all: Vec<String> = (0..40).map(|at| format!("{} {}", told[at % 4], ["", "summer"][at / 4 % 2])).collect();
        for (batch, words) in all.chunks(size).enumerate() {
            let mut ready: Vec<(Document, Reading, String)> = words
                .iter()
                .enumerate()
                .map(|(at, words)| {
                    let (mut document, reading) = article(words.trim_end());
                    document.text.push_str(&format!(" ({batch}, {at})"));
                    (document, reading, format!("{batch}-{at}.txt"))
                })
                .collect();
            // A claim beyond the text's end: refused before anything is written.
            let (document, mut reading) = article("!refuse nothing");
            reading.claims[0].content = vec![Span::new(500, 600)];
            ready.insert(ready.len() / 2, (document, reading, "unfit.txt".to_owned()));
            let made: Vec<Prepared> = ready
                .iter()
                .map(|(document, reading, _)| Prepared::new(document, b"", Some(reading)).unwrap())
                .collect();
            let entries: Vec<_> = ready
                .iter()
                .zip(&made)
                .map(|((document, reading, path), made)| Entry {
                    prepared: prepared.then_some(made),
                    ..entry(document, reading, path)
                })
                .collect();
            articles.extend(archive.batch(&entries).unwrap().into_iter().flatten().map(|stored| stored.article()));
        }
        assert_eq!(articles.len(), all.len());
        let faults: i64 = archive
            .connection()
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(faults, 0);
        articles.into_iter().map(|id| group(&archive, id)).collect()
    }

    #[test]
    fn groups_are_the_same_in_batches_of_any_size() {
        let alone = in_batches(1, false);
        assert!(alone[0].is_some() && alone[0] == alone[2] && alone[0] != alone[1]);
        for (size, prepared) in [(1, true), (3, true), (3, false), (40, true), (40, false)] {
            assert_eq!(in_batches(size, prepared), alone, "{size}, {prepared}");
        }
    }

    #[test]
    fn as_many_of_a_pair_are_looked_for_as_wait() {
        assert_eq!(super::OF_PAIR, 32);
    }

    #[test]
    fn groups_are_found_by_an_index() {
        let mut archive = Archive::in_memory().unwrap();
        store(&mut archive, "!join #11000 @korea soldier war");
        let connection = archive.connection();
        let mut statement = connection
            .prepare("EXPLAIN QUERY PLAN SELECT group_id FROM claim_group_keys WHERE key = 1 ORDER BY group_id LIMIT 9")
            .unwrap();
        let plan: Vec<String> = statement.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        assert_eq!(plan, ["SEARCH claim_group_keys USING PRIMARY KEY (key=?)"]);
    }
}

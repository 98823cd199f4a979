//! Near-duplicates: the same story with words changed, paragraphs dropped or moved, another headline.
//!
//! Two texts are as alike as the share of pairs of neighbouring words that both have (Broder, *On the resemblance and
//! containment of documents*, 1997), estimated by MinHash signatures; those that may be alike are found by bands of the signature
//! (Indyk and Motwani 1998) in an index, never by comparing all with all. A copy is not put into the index: all copies of
//! one story point to its first article, and a thousand of them cost no more to look for than one.

use std::collections::BTreeMap;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension};

use super::many::{Finder, Table};
use super::{Archive, ArchiveError};

/// Numbers in a signature: [`BANDS`] times [`ROWS`].
const NUMBERS: usize = BANDS * ROWS;
/// Of texts that share half of their pairs of words, 96 in 100 have one of so many bands in common …
const BANDS: usize = 24;
/// … of so many numbers; of texts that share a tenth, two in 100, which their signatures then part.
const ROWS: usize = 3;
/// Texts that share less are two stories.
const LEAST: f64 = 0.38;
/// Shorter texts, in words, are too much alike by chance.
const SHORTEST: usize = 25;
/// Texts of fewer words may share a sentence and a half that one took from the other: they must share more.
const SHORT: usize = 60;
const LEAST_OF_SHORT: f64 = 0.5;
/// Texts of a sentence or two that pass on one statement may have little else: they must share more still.
const BRIEF: usize = 40;
const LEAST_OF_BRIEF: f64 = 0.68;
static NEAR_BANDS: Table<2> = Table::new_or_ignore("near_bands", "band, article_id");
/// Of one band, and how many articles in all are looked at.
static ARTICLES: Finder = Finder::new("SELECT article_id FROM near_bands WHERE band = ? ORDER BY article_id LIMIT 64");
const LOOKED_AT: usize = 32;

impl Archive {
    /// How many of `articles` are nearly word for word another article.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn near_duplicates_among(&self, articles: impl IntoIterator<Item = i64>) -> Result<usize, ArchiveError> {
        let count = || {
            let mut is_near = self
                .connection
                .prepare_cached("SELECT 1 FROM articles WHERE id = ?1 AND near_duplicate_of IS NOT NULL")?;
            articles.into_iter().try_fold(0, |count, id| Ok(count + usize::from(is_near.exists([id])?)))
        };
        count().map_err(|error| self.failed(error))
    }
}

/// The smallest hashes of a text's pairs of words.
#[derive(Debug, Clone)]
pub(super) struct Signature {
    numbers: [u32; NUMBERS],
    /// How much a text must share with another to be taken for a copy of it.
    least: f64,
}

/// Odd numbers that look random (SplitMix64), one a hash function: multiply-shift hashing (Dietzfelbinger et al. 1997).
const FACTORS: [u64; NUMBERS] = {
    let mut factors = [0; NUMBERS];
    let mut place = 0;
    while place < NUMBERS {
        factors[place] = scramble(place as u64 + 1) | 1;
        place += 1;
    }
    factors
};

const fn scramble(value: u64) -> u64 {
    let value = value.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ value >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ value >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ value >> 31
}

impl Signature {
    /// That of `text`; none of a short one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut least = [u32::MAX; NUMBERS];
        let (mut words, mut before) = (0, 0);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let this =
                word.chars().flat_map(char::to_lowercase).fold(0, |hash, c| scramble(hash ^ u64::from(u32::from(c))));
            if words > 0 {
                let pair = scramble(before ^ this.rotate_left(17));
                for (least, factor) in least.iter_mut().zip(&FACTORS) {
                    *least = (*least).min((pair.wrapping_mul(*factor) >> 32) as u32);
                }
            }
            before = this;
            words += 1;
        }
        let needed = if words < BRIEF {
            LEAST_OF_BRIEF
        } else if words < SHORT {
            LEAST_OF_SHORT
        } else {
            LEAST
        };
        (words >= SHORTEST).then_some(Self { numbers: least, least: needed })
    }

    /// Of 32 bits, which take half the room of 64 in the file; whom chance brings together, their signatures part.
    fn bands(&self) -> impl Iterator<Item = i32> {
        self.numbers.chunks_exact(ROWS).enumerate().map(|(band, rows)| {
            (rows.iter().fold(band as u64, |hash, row| scramble(hash ^ u64::from(*row))) as u32).cast_signed()
        })
    }

    fn bytes(&self) -> Vec<u8> {
        self.numbers.iter().flat_map(|number| (*number as u16).to_le_bytes()).collect()
    }

    /// How alike the text is to that of a stored signature, 0 to 1.
    fn similarity(&self, stored: &[u8]) -> f64 {
        let same = self
            .numbers
            .iter()
            .zip(stored.chunks_exact(2))
            .filter(|(mine, other)| (**mine as u16).to_le_bytes() == **other);
        same.count() as f64 / NUMBERS as f64
    }
}

/// Notes of which article `article`, whose text has that signature, is a near-duplicate; else makes it one that others may be
/// near-duplicates of.
pub(super) fn note(connection: &Connection, article: i64, signature: Option<&Signature>) -> rusqlite::Result<()> {
    let Some(signature) = signature else { return Ok(()) };
    if let Some((of, similarity)) = nearest(connection, article, signature)? {
        connection
            .prepare_cached("UPDATE articles SET near_duplicate_of = ?2, near_duplicate_similarity = ?3 WHERE id = ?1")?
            .execute((article, of, similarity))?;
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO near_signatures (article_id, signature) VALUES (?1, ?2)")?
        .execute((article, signature.bytes()))?;
    let bands: Vec<[ToSqlOutput<'_>; 2]> = signature.bands().map(|band| [band.into(), article.into()]).collect();
    NEAR_BANDS.insert(connection, &bands)
}

/// Notes it anew, for a text that is read again.
pub(super) fn note_again(connection: &Connection, article: i64, body: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM near_signatures WHERE article_id = ?1")?.execute([article])?;
    connection
        .prepare_cached(
            "UPDATE articles
             SET near_duplicate_of = NULL, near_duplicate_similarity = NULL
             WHERE id = ?1 AND near_duplicate_of IS NOT NULL",
        )?
        .execute([article])?;
    note(connection, article, Signature::of(body).as_ref())
}

/// The article that is most like `signature`, the first of several, with how alike they are.
fn nearest(connection: &Connection, article: i64, signature: &Signature) -> rusqlite::Result<Option<(i64, f64)>> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    for found in ARTICLES.find(connection, &signature.bands().collect::<Vec<_>>())? {
        *shared.entry(found).or_default() += 1;
    }
    // Those that came before, with most bands in common.
    let mut candidates: Vec<(usize, i64)> =
        shared.into_iter().filter(|(id, _)| *id < article).map(|(id, count)| (count, id)).collect();
    candidates.sort_by_key(|&(count, id)| (std::cmp::Reverse(count), id));
    candidates.truncate(LOOKED_AT);
    let mut best: Option<(i64, f64)> = None;
    let mut stored = connection.prepare_cached("SELECT signature FROM near_signatures WHERE article_id = ?1")?;
    for (_, id) in candidates {
        let Some(bytes) = stored.query_row([id], |row| row.get::<_, Vec<u8>>(0)).optional()? else { continue };
        let similarity = signature.similarity(&bytes);
        let is_better = best.is_none_or(|(of, most)| similarity > most || similarity == most && id < of);
        let least = signature.least;
        if similarity >= least && is_better {
            best = Some((id, similarity));
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::super::Archive;
    use super::super::invented::{document, entry};
    use super::*;
    use crate::model::Reading;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};

    /// Sentences of the fixtures, out of which stories are made.
    fn sentences() -> Vec<String> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/news");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let mut sentences = Vec::new();
        for path in paths {
            let text =
                ["article.txt", "article.md"].iter().find_map(|name| std::fs::read_to_string(path.join(name)).ok());
            for sentence in text.unwrap_or_default().split(". ") {
                if sentence.split_whitespace().count() > 7 {
                    sentences.push(sentence.replace('\n', " "));
                }
            }
        }
        sentences
    }

    /// A small generator, so that every run makes the same stories.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_add(1);
            (scramble(self.0) % sides as u64) as usize
        }
    }

    #[test]
    fn a_short_text_that_takes_a_sentence_from_another_is_no_copy() {
        let said = "The Vale mill is looking for somebody to buy its two barges before the frost";
        let one = format!(
            "{said}, the miller told the Lesk Courier on Friday. He keeps a goat and has never been to sea himself."
        );
        let other =
            format!("{said}, the Lesk Courier wrote. No barge has gone down the Tarn since the lock was shut in May.");
        let stored = Signature::of(&one).unwrap().bytes();
        let signature = Signature::of(&other).unwrap();
        let alike = signature.similarity(&stored);
        assert!(alike < signature.least && signature.least > LEAST, "{alike}");
        // With a word changed here and there it is one.
        let copy = one.replace("never", "not").replace("Friday", "Monday");
        assert!(Signature::of(&copy).unwrap().similarity(&stored) >= LEAST_OF_SHORT);
    }

    /// What a writer makes of the same facts: some of the sentences, four of ten words his own.
    fn story(dice: &mut Dice, sentences: &[String]) -> Vec<String> {
        let words: Vec<&str> = sentences.iter().flat_map(|sentence| sentence.split(' ')).collect();
        let mut line = || {
            let sentence = &sentences[dice.roll(sentences.len())];
            let own = |word| if dice.roll(10) < 4 { words[dice.roll(words.len())] } else { word };
            sentence.split(' ').map(own).collect::<Vec<_>>().join(" ")
        };
        (0..12).map(|_| line()).collect()
    }

    /// The story under another headline: up to 15 % of its words others, or a paragraph gone, or some moved.
    fn copy(dice: &mut Dice, story: &[String]) -> String {
        let mut lines = story.to_vec();
        match dice.roll(3) {
            0 => {
                let share = 5 + dice.roll(11);
                for line in &mut lines {
                    let words = line.split(' ').map(|word| if dice.roll(100) < share { "otherwise" } else { word });
                    *line = words.collect::<Vec<_>>().join(" ");
                }
            }
            1 => drop(lines.remove(dice.roll(lines.len()))),
            _ => lines.reverse(),
        }
        format!("Another headline {}\n\n{}. With reports from elsewhere", dice.roll(1000), lines.join(". "))
    }

    fn store(archive: &mut Archive, text: &str, at: usize) -> i64 {
        let document = document(text);
        let reading = Reading::default();
        archive.store(&entry(&document, &reading, &format!("{at}.txt"))).unwrap().article()
    }

    fn near(archive: &Archive, article: i64) -> Option<i64> {
        let sql = "SELECT near_duplicate_of FROM articles WHERE id = ?1";
        archive.connection().query_row(sql, [article], |row| row.get(0)).unwrap()
    }

    #[test]
    fn copies_are_found_and_other_stories_are_not() {
        let (sentences, mut dice) = (sentences(), Dice(7));
        assert!(sentences.len() > 40, "{}", sentences.len());
        let stories: Vec<Vec<String>> = (0..150).map(|_| story(&mut dice, &sentences)).collect();
        let mut archive = Archive::in_memory().unwrap();
        let mut firsts = Vec::new();
        for (at, lines) in stories.iter().enumerate() {
            firsts.push(store(&mut archive, &format!("Headline {at}\n\n{}.", lines.join(". ")), at));
        }
        let taken_for_copies = firsts.iter().filter(|&&first| near(&archive, first).is_some()).count();
        let mut found = 0;
        for (at, lines) in stories.iter().enumerate() {
            let id = store(&mut archive, &copy(&mut dice, lines), 1000 + at);
            let of = near(&archive, id);
            found += usize::from(of == Some(firsts[at]) || of.is_some() && of == near(&archive, firsts[at]));
        }
        eprintln!("{found} of 150 copies found, {taken_for_copies} of 150 stories taken for copies");
        assert!(found >= 143, "{found} of 150 copies found");
        assert!(taken_for_copies <= 1, "{taken_for_copies} of 150 stories taken for copies");
    }

    #[test]
    fn all_copies_of_a_story_point_to_its_first_article() {
        let (sentences, mut dice) = (sentences(), Dice(99));
        let lines = story(&mut dice, &sentences);
        let mut archive = Archive::in_memory().unwrap();
        let first = store(&mut archive, &lines.join(". "), 0);
        for at in 1..40 {
            let id = store(&mut archive, &copy(&mut dice, &lines), at);
            assert_eq!(near(&archive, id), Some(first));
        }
        let indexed: i64 =
            archive.connection().query_row("SELECT count(*) FROM near_bands", [], |row| row.get(0)).unwrap();
        assert_eq!(indexed, BANDS as i64);
    }

    #[test]
    fn bands_of_earlier_archives_are_cut_as_new_ones_are() {
        let migration = include_str!("../../migrations/V13__leaner_indexes.sql");
        let cut = "(((band & 4294967295) + 2147483648) & 4294967295) - 2147483648";
        assert!(migration.contains(cut) && migration.contains(&cut.replace("band", "key")));
        let connection = Connection::open_in_memory().unwrap();
        let long = |n| scramble(n).cast_signed();
        for band in (0..40).map(long).chain([0, -1, 1 << 31, (1 << 31) - 1, 1 << 32, i64::MIN, i64::MAX]) {
            let short: i32 = connection
                .query_row(&format!("SELECT {}", cut.replace("band", "?1")), [band], |row| row.get(0))
                .unwrap();
            assert_eq!(short, (band.cast_unsigned() as u32).cast_signed());
        }
    }

    #[test]
    fn short_texts_are_nobodys_copies() {
        let mut archive = Archive::in_memory().unwrap();
        store(&mut archive, "Subscribe now for more.", 0);
        let id = store(&mut archive, "Subscribe now for more of it.", 1);
        assert_eq!(near(&archive, id), None);
    }

    #[test]
    fn the_estimate_is_near_the_share() {
        let mut runner = TestRunner::new(Config::with_cases(40));
        runner
            .run(&(200usize..400, 0usize..200), |(words, others)| {
                let text = |from: usize| (from..from + words).map(|n| format!("w{n} ")).collect::<String>();
                let (one, other) = (Signature::of(&text(0)).unwrap(), Signature::of(&text(others)).unwrap());
                let pairs = (words - 1) as f64;
                let shared = (pairs - others as f64).max(0.0);
                let share = shared / (2.0 * pairs - shared);
                prop_assert!((one.similarity(&other.bytes()) - share).abs() < 0.25);
                Ok(())
            })
            .unwrap();
    }
}

//! Whose or of what the number of a topic is, by which numbers of one kind are told apart: whose soldiers, which party's seats.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::super::tagger::Tag;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::tables::{rows, word_files};
use super::{Making, apart, behind, happening, is_people, measured, names, side, told_of};

word_files! {
    /// What an area is of, mostly.
    lands = "../lexicon/lands.txt";
}

/// Reads of what or whose the number is, by the words of the subject that are left and by what stands around the number; where
/// such a word says more exactly what is counted, it goes there.
pub(super) fn read(c: &Pieces, draft: &Draft, made: &mut Making) {
    let Making { words, what, of, .. } = made;
    let named = capitals(c, draft);
    for word in std::mem::take(words) {
        let rebel = c.rebels && draft.unit.is_none() && side::named(word) == Some("rebel");
        if what == "visited" && word == "tourist" {
            // Those who come are those who visit.
        } else if what == "resident" && happening::is_one(word, "animal", false) {
            // "the elephant population"
            word.clone_into(what);
        } else if apart().contains(word) && !rebel {
            what.insert(0, ' ');
            what.insert_str(0, word);
        } else if measured::kind(draft) == Some("area") && lands().contains(word) {
            // "hectares of crops", "acres of fields"
        } else if adds_nothing(what, word) {
            // "14 percent of workers have no job"
        } else if !happening::people().contains(word) && !is_vague(word) {
            of.insert(if named.contains(&word) { names::stem(word) } else { word }.to_owned());
        }
    }
    of.extend(told_of::origin(c, draft));
    // Each party has seats of its own.
    if what == "seat" && draft.unit.is_none() {
        of.extend(told_of::holder(c, draft));
    }
    // Each side frees prisoners of its own.
    if what == "freed" {
        of.extend(told_of::spender(c, draft).filter(|name| side::named(name).is_none()));
    }
    // What one party spent is not what another did.
    if matches!(what.as_str(), "spending" | "raised") && draft.counted.is_none() {
        of.extend(told_of::spender(c, draft));
    }
    // "The city spends 18 million a year on school meals": whoever spends it says less of it.
    let spent = if what == "spending" { told_of::spent_on(c, draft) } else { Vec::new() };
    if !spent.is_empty() {
        of.retain(|word| named.contains(&word.as_str()) || draft.counted.is_none());
        of.extend(spent);
    }
    // "54 percent of voters back the ban": not those who want a new road.
    if measured::kind(draft) == Some("percent") && is_people(what) && !happening::is_name(what) {
        of.extend(told_of::done_by_share(c, behind(draft)));
    }
    // "employs 3,000 people at the plant": no number of all whom the firm employs.
    if what == "employ" {
        of.extend(told_of::workplace(c, behind(draft)).or_else(|| told_of::employer(c, draft)));
    }
    // Soldiers who are held are prisoners of war.
    if what == "arrested" && of.contains("troop") {
        "captured".clone_into(what);
    }
    // "the death toll among soldiers"
    of.extend(told_of::toll_among(c, draft));
    if draft.unit.is_none() && is_force(draft, what) {
        *of = std::mem::take(of).into_iter().map(|word| side::of_word(c, &word).map_or(word, str::to_owned)).collect();
        if of.iter().all(|word| matches!(word.as_str(), "troop" | "tank" | "soldier" | "border" | "guard")) {
            let whose = side::of(c, draft)
                .or_else(|| side::by_rank(c, draft))
                .or_else(|| side::between_nations(c, draft, what))
                .unwrap_or_default();
            of.extend(whose.split_whitespace().map(str::to_owned));
        }
        // "lost 25 men as prisoners"
        if what == "killed"
            && c.is(behind(draft), "as")
            && matches!(c.low(behind(draft) + 1), "prisoners" | "captives" | "hostages")
        {
            "captured".clone_into(what);
        }
        // Those of an army are its troops, whatever they are called.
        if of.contains("army") {
            of.insert("troop".to_owned());
        }
    }
}

/// Whether `draft` counts those of one side of a war, who or what is theirs: soldiers, or people lost.
fn is_force(draft: &Draft, what: &str) -> bool {
    let subject = draft.subject.as_deref().unwrap_or_default();
    subject
        .split(' ')
        .any(|word| matches!(word, "troop" | "tank" | "aircraft" | "reservist" | "conscript" | "marine" | "guard"))
        || matches!(what, "killed" | "wounded" | "captured" | "troop" | "destroyed")
}

/// The words with a capital among those counted, in lower case.
fn capitals<'a>(c: &'a Pieces, draft: &Draft) -> Vec<&'a str> {
    let Some(words) = draft.counted.clone() else { return Vec::new() };
    let first = |at: usize| at == 0 || !c.is_word(at - 1) && !c.is_digits(at - 1) && !c.is(at - 1, ",");
    let named = |at: usize| c.capital(at) && (!first(at) || matches!(c.tag(at), Tag::Nnp | Tag::Nnps));
    words.filter(|&at| named(at)).map(|at| c.low(at)).collect()
}

/// Whether `word` says of a number of `what` nothing that this does not say.
fn adds_nothing(what: &str, word: &str) -> bool {
    static PAIRS: OnceLock<FxHashSet<(&'static str, &'static str)>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| {
        let listed = rows(include_str!("../lexicon/adds_nothing.tsv"));
        listed.flat_map(|row| row.list(1).map(move |word| (row.cell(0), word))).collect()
    });
    pairs.contains(&(what, word))
}

/// Whether `word` tells nothing of what a number is of: "the country's electricity", "next year's deficit".
fn is_vague(word: &str) -> bool {
    matches!(
        word,
        "of" | "and"
            | "share"
            | "country"
            | "nation"
            | "year"
            | "next"
            | "last"
            | "month"
            | "week"
            | "quarter"
            | "first"
            | "second"
            | "third"
            | "fourth"
            | "company"
            | "firm"
    )
}

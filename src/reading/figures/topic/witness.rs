//! Who gives a number, as far as its own clause tells: "an auditor found a loss of", "the register that divers drew up lists".

use super::super::super::analysis::Analysis;
use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::tables::word_files;
use super::super::{FoundFigure, counted, subject};

word_files! {
    /// Verbs by which somebody gives a number of his own.
    asserts = "../lexicon/asserts.txt";
    /// Who or what comes to a number by counting.
    inquiries = "../lexicon/inquiries.txt";
    /// Nouns behind "has" that lead to a number of one's own.
    holds = "../lexicon/holds.txt";
}

/// No verb is looked for further behind whoever gives the number, in tokens.
const REACH: usize = 24;
/// No clause is looked back over further, in tokens.
const CLAUSE: usize = 64;
/// Nor is the verb before the number looked for so far before it.
const BEFORE: usize = 6;
/// No more quotations that begin last before a number are looked at, as they stand in each other.
const NESTED: usize = 4;

/// Who gives a figure, and where it stands.
#[derive(Debug, Default)]
pub(super) struct Witness {
    /// The singular head of the words for who gives it.
    pub head: Option<String>,
    /// The name with which its clause begins, where it does, and the first verb behind it in its base form.
    pub actor: Option<(String, String)>,
    /// Whether those are a pronoun: who was named before.
    pub pronoun: bool,
    /// Whether its clause begins with "its", "their" and the like.
    pub possessive: bool,
    /// Whether its clause tells of more than was told: "has also moved".
    pub also: bool,
    /// The base form of the verb right before the number.
    pub before: Option<String>,
    /// The token at which its clause begins.
    pub segment: usize,
    /// Its sentence.
    pub sentence: usize,
    /// The number's first token.
    pub at: usize,
}

/// Who gives `figure`.
pub(super) fn of(analysis: &Analysis, figure: &FoundFigure) -> Witness {
    let at = analysis.tokens_in(&(0..figure.bytes.start)).end;
    let sentence = analysis.sentence_of(at).unwrap_or_default();
    let begins = analysis.sentences.get(sentence).map_or(at, |sentence| sentence.tokens.start).min(at);
    let from = begins.max(at.saturating_sub(CLAUSE));
    let segment = (from..at).rev().find(|&mark| opens(analysis, mark)).map_or(from, |mark| mark + 1);
    let before = (at.saturating_sub(BEFORE).max(segment)..at).rev();
    let verb = before
        .clone()
        .find(|&verb| is_finite(analysis.tag(verb)) || matches!(analysis.tag(verb), Tag::Vb | Tag::Vbn | Tag::Vbg));
    let mut found = Witness {
        possessive: matches!(analysis.low(segment), "its" | "their" | "his" | "her"),
        also: (segment..at).any(|word| match analysis.low(word) {
            "also" | "another" | "too" => true,
            // "a further 20", not "put the additional cost at 20"
            "additional" | "further" => {
                word + 1 == at || analysis.tag(word - usize::from(word > 0)) == Tag::Dt && word + 2 >= at
            }
            _ => false,
        }),
        before: verb.map(|verb| lemma::verb(analysis.low(verb)).into_owned()),
        segment,
        sentence,
        at,
        ..Witness::default()
    };
    let first = analysis.phrases.partition_point(|phrase| phrase.tokens.start < segment);
    let phrases = analysis.phrases.get(first..).unwrap_or_default();
    found.actor = phrases
        .first()
        .filter(|phrase| phrase.tokens.end <= at && analysis.tag(phrase.head) == Tag::Nnp)
        .and_then(|phrase| {
            let verb = (phrase.tokens.end..at).find(|&verb| is_finite(analysis.tag(verb)))?;
            Some((analysis.low(phrase.head).to_owned(), lemma::verb(analysis.low(verb)).into_owned()))
        });
    for phrase in phrases.iter().take_while(|phrase| phrase.tokens.start < at).take(2) {
        let counts = inquiries().contains(counted::singular(analysis.low(phrase.head)).as_str());
        // "The police presidium's tally is 600,000"
        let owner = phrase
            .tokens
            .clone()
            .find(|&mark| analysis.tag(mark) == Tag::Pos)
            .map(|mark| counted::singular(analysis.low(mark.saturating_sub(1))));
        // Not "the opposition's candidate, who was credited with 36 percent"
        let is = (phrase.tokens.end..at.min(phrase.tokens.end + BEFORE))
            .take_while(|&verb| !matches!(analysis.low(verb), "who" | "which" | "that"))
            .any(|verb| matches!(analysis.low(verb), "is" | "was" | "are" | "were" | "stood" | "stands"));
        if let Some(owner) = owner.filter(|owner| is && subject::is_measurer(owner)) {
            found.head = Some(owner);
            break;
        }
        if asserted(analysis, phrase.tokens.end, at, counts) {
            found.pronoun = analysis.tag(phrase.head) == Tag::Prp;
            found.head = Some(counted::singular(analysis.low(phrase.head)));
            break;
        }
    }
    // "was doing 80, not the 60 that the firm had named", "not the 3 tonnes told to buyers"
    if analysis.low(segment) == "not" {
        found.head = Some("another".to_owned());
        found.pronoun = false;
    }
    // "according to the harbor office, 200 tonnes"
    if found.head.is_none()
        && let Some(to) = (segment..at).find(|&to| analysis.low(to) == "according" && analysis.low(to + 1) == "to")
        && let Some(phrase) = phrases.iter().find(|phrase| phrase.tokens.start > to + 1)
    {
        found.head = Some(counted::singular(analysis.low(phrase.head)));
    }
    found
}

/// Where the words begin of whoever gives `figure` by its own clause, outside all quotations: the byte at which these do. A claim that
/// began before is another's.
pub(in super::super) fn own_clause(analysis: &Analysis, figure: &FoundFigure) -> Option<usize> {
    let witness = of(analysis, figure);
    // A clause so long that its beginning was not looked for begins nowhere.
    let begins = analysis.sentences.get(witness.sentence).map_or(0, |sentence| sentence.tokens.start);
    let cut = witness.segment > begins && !opens(analysis, witness.segment - 1);
    if cut {
        return None;
    }
    let opened = analysis.quotations.partition_point(|quotation| quotation.outer.start <= figure.bytes.start);
    let near = analysis.quotations[opened.saturating_sub(NESTED)..opened].iter();
    let quoted = near.into_iter().any(|quotation| quotation.outer.end > figure.bytes.start);
    (witness.head.is_some() && !witness.pronoun && !quoted)
        .then(|| analysis.tokens.get(witness.segment).map(|token| token.start as usize))?
}

/// Whether a clause of another begins behind the token `mark`.
fn opens(analysis: &Analysis, mark: usize) -> bool {
    let joins = |at: usize| matches!(analysis.low(at), "but" | "while" | "whereas" | "though" | "although");
    match analysis.low(mark) {
        ";" | ":" => true,
        "," => {
            joins(mark + 1)
                || analysis.low(mark + 1) == "not" && (mark + 2..mark + 4).any(|at| analysis.low(at) == "the")
        }
        _ => false,
    }
}

fn is_finite(tag: Tag) -> bool {
    matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
}

/// Whether what stands between the subject that ends at `from` and the number at `at` gives the number: its verb does, past an
/// apposition, a clause with "who" or a participle.
fn asserted(analysis: &Analysis, from: usize, at: usize, counts: bool) -> bool {
    let limit = at.min(from + REACH);
    let mut left = 3;
    let mut inside = false;
    for token in from..limit {
        let low = analysis.low(token);
        if matches!(low, "who" | "which" | "where" | "whose") || low == "that" && token == from {
            inside = true;
            continue;
        }
        let verb = lemma::verb(low);
        let finite = is_finite(analysis.tag(token))
            || token == from && matches!(analysis.tag(token), Tag::Nns | Tag::Vbn | Tag::Vb)
            || analysis.tag(token) == Tag::Vbn
                && matches!(lemma::verb(analysis.low(token - 1)).as_ref(), "have" | "be")
            || analysis.tag(token) == Tag::Vbg && lemma::verb(analysis.low(token - 1)) == "be"
            || analysis.tag(token) == Tag::Vbn && analysis.low(token - 1) == ","
            || analysis.tag(token) == Tag::Vb && analysis.low(token - 1) != "to";
        if !finite {
            continue;
        }
        if verb == "have" || verb == "be" {
            if verb == "have" && (token + 1..token + 6).any(|at| holds().contains(analysis.low(at))) {
                return true;
            }
            continue;
        }
        // "An inquiry came to 12 million", "the tally stands at"
        let comes = counts && matches!(verb.as_ref(), "come" | "amount" | "run") && analysis.low(token + 1) == "to";
        // "has set aside 300 million"
        let leaves = verb == "set" && matches!(analysis.low(token + 1), "aside" | "up" | "off" | "apart");
        if leaves {
            continue;
        }
        if (comes || asserts().contains(verb.as_ref())) && !(inside && left == 3) {
            return true;
        }
        inside = false;
        left -= 1;
        if left == 0 {
            return false;
        }
    }
    false
}

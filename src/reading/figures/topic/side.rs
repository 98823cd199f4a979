//! On whose side those counted are: what an army lost is not what it killed.

use std::ops::Range;

use super::super::super::analysis::Analysis;
use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::clause;
use super::super::country;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::signs::Signs;
use super::super::tables::{word_files, word_maps};
use super::names;

word_maps! {
    /// Words for a side to the one that stands for it.
    sides = "../lexicon/sides.tsv";
    /// What soldiers are called to the side whose they mostly are.
    ranks = "../lexicon/ranks.tsv";
}

word_files! {
    /// Nouns for those who fight for a country.
    forces = "../lexicon/forces.txt";
    /// Nouns for the dead of a side.
    losses = "../lexicon/losses.txt";
    /// What ends the name of a group that fights.
    groups = "../lexicon/fighting_groups.txt";
    /// Verbs whose subject has what they are followed by.
    owns = "../lexicon/owns.txt";
}

/// What `word` says of the side, if anything.
pub(super) fn named(word: &str) -> Option<&'static str> {
    sides().get(word).copied()
}

/// Whether `word`, in small letters, or `noun`, its singular, is for a side.
pub(in super::super) fn is_side(word: &str, noun: &str) -> bool {
    named(word).is_some() || named(noun).is_some()
}

/// Whether `word`, in small letters, says that somebody is a rebel, or `noun`, its singular, is what such soldiers are called.
pub(in super::super) fn is_of_rebels(word: &str, noun: &str) -> bool {
    named(word) == Some("rebel") || ranks().get(noun) == Some(&"rebel")
}

/// Whether `word`, in small letters, is for those who fight for a country.
pub(in super::super) fn is_force(word: &str) -> bool {
    forces().contains(word)
}

/// The side that `word` stands for, by itself or as a plural.
fn generic(word: &str) -> Option<&'static str> {
    named(word).or_else(|| named(&lemma::noun(word)))
}

/// Whether rebels are called by `word`.
fn is_rebel_rank(word: &str) -> bool {
    ranks().get(lemma::noun(word).as_ref()) == Some(&"rebel")
}

/// What `word` says of the side, where it may end the name of rebels.
pub(super) fn of_word(c: &Pieces, word: &str) -> Option<&'static str> {
    named(word).or_else(|| c.rebel_names.contains(&word).then_some("rebel"))
}

/// Whose those are that `draft` counts by what they are called, where one side are rebels.
pub(super) fn by_rank(c: &Pieces, draft: &Draft) -> Option<String> {
    let noun = draft.noun.as_deref().filter(|_| c.rebels)?;
    ranks().get(noun).map(|side| (*side).to_owned())
}

/// In a war between countries soldiers of whom nothing says whose they are are the speaker's; the dead who are no soldiers are told of
/// as civilians are.
pub(super) fn between_nations(c: &Pieces, draft: &Draft, what: &str) -> Option<String> {
    if c.nations.len() < 2 || c.rebels {
        return None;
    }
    let subject = draft.subject.as_deref().unwrap_or_default();
    let soldiers = subject.split(' ').any(|word| matches!(word, "troop" | "tank" | "aircraft" | "guard"));
    match what {
        "killed" | "wounded" if soldiers => of_speaker(c, draft.start).map(str::to_owned),
        "killed" | "wounded" => Some("civilian".to_owned()),
        _ => None,
    }
}

/// Whether the sentence tells of rebels; a council, a front or an alliance without a capital may be anybody's.
pub(in super::super) fn tells_of_rebels(c: &Pieces) -> bool {
    let is_any = |at: usize| matches!(c.low(at), "council" | "councils") || c.is(at, "front") && !c.capital(at);
    (0..c.len()).any(|at| c.is_word(at) && word(c, at) == Some("rebel") && !is_any(at))
}

/// No article tells more names of rebels.
const MOST_NAMES: usize = 8;

/// The last word of a name that the sentence tells to be of rebels: "the rebel Hill Brigade", "the Hill Brigade, a rebel group",
/// "fighters of the Hill Brigade".
pub(in super::super) fn note_rebels(c: &mut Pieces) {
    if !c.any(Signs::REBEL) {
        return;
    }
    let is_name = |at: usize| c.capital(at) && matches!(c.tag(at), Tag::Nnp | Tag::Nnps);
    let mut found = Vec::new();
    for at in 0..c.len() {
        if !c.signs(at).has(Signs::REBEL) || c.capital(at) && at > 0 {
            continue;
        }
        let low = c.low(at);
        let rebel = named(low) == Some("rebel") && !matches!(low, "front" | "alliance" | "council" | "movement");
        let mut start = at + 1;
        if rebel && !is_name(start) && matches!(c.low_before(at, 1), "a" | "an" | "the") && c.low_before(at, 2) == "," {
            found.extend(at.checked_sub(3).filter(|&name| is_name(name)));
            continue;
        }
        if c.is(start, "of") && (rebel || is_rebel_rank(low)) {
            start += 1 + usize::from(c.tag(start + 1) == Tag::Dt);
        } else if !rebel {
            continue;
        }
        // "militants of the Sons of the Plain"
        let called = |at: usize| is_name(at) || c.is(start - 1, "the") && c.capital(at) && c.is_word(at);
        let name = (start..start + LONGEST).take_while(|&at| called(at)).last();
        found.extend(name.filter(|&name| !matches!(c.tag(name + 1), Tag::Nn | Tag::Nns | Tag::Pos)));
    }
    // "Tribal League fighters"
    let group = |at: usize| is_name(at) && at > 0 && is_name(at - 1) && groups().contains(c.low(at));
    found.extend(
        (0..c.len()).filter(|&at| c.signs(at + 1).has(Signs::REBEL) && group(at) && is_rebel_rank(c.low(at + 1))),
    );
    for at in found {
        let low = c.low(at);
        if c.rebel_names.len() < MOST_NAMES && named(low).is_none() && !c.rebel_names.contains(&low) {
            c.rebel_names.push(low);
        }
    }
}

/// The country that the name at `at` is of, as subjects write it.
fn nation<'a>(c: &Pieces<'a>, at: usize) -> &'a str {
    country::any(c, at).map_or_else(|| names::stem(c.low(at)), |(country, _)| country)
}

/// Notes whose forces the sentence tells of: "Ostrian troops", "Ostria's army", "border guards of Ostria".
pub(in super::super) fn note_nations(c: &mut Pieces) {
    if !c.any(Signs::FORCE) {
        return;
    }
    let is_name = |c: &Pieces, at: usize| c.capital(at) && matches!(c.tag(at), Tag::Nnp | Tag::Nnps | Tag::Jj);
    for at in 0..c.len() {
        if c.nations.len() >= MOST_NAMES || !is_name(c, at) {
            continue;
        }
        let is_force = |at: usize| c.signs(at).has(Signs::FORCE) && !c.capital(at);
        let behind = if matches!(c.low(at + 1), "'s" | "’s") { at + 2 } else { at + 1 };
        let of = c.low_before(at, 1) == "of" && at > 1 && is_force(at - 2);
        if of || is_force(behind) || c.tag(behind) == Tag::Jj && is_force(behind + 1) {
            let found = nation(c, at);
            if named(found).is_none() && !c.rebel_names.contains(&c.low(at)) && !c.nations.contains(&found) {
                c.nations.push(found);
            }
        }
    }
}

/// Notes whose forces the whole article tells of, as the first numbers stand before the second country's army does. Only sentences
/// with a word for forces are looked at, and where they name one country alone, those with a word for a government.
pub(in super::super) fn note_all_nations(analysis: &Analysis, c: &mut Pieces) {
    let prose = || analysis.sentences.iter().filter(|sentence| sentence.prose);
    let mut told = false;
    for sentence in prose() {
        if !sentence.tokens.clone().any(|at| c.of_token(at).has(Signs::FORCE)) {
            continue;
        }
        told = true;
        c.cut(sentence.tokens.clone());
        note_rebels(c);
        note_nations(c);
    }
    c.rebels |= !c.rebel_names.is_empty();
    if !told || c.nations.len() > 1 {
        return;
    }
    for sentence in prose() {
        let is_of_war = |at: usize| c.of_token(at).has(Signs::FORCE) || is_government(analysis.low(at));
        if !sentence.tokens.clone().any(is_of_war) {
            continue;
        }
        c.cut(sentence.tokens.clone());
        for at in 0..c.len().saturating_sub(2) {
            let alone = c.capital(at)
                && matches!(c.tag(at), Tag::Nnp | Tag::Nnps)
                && !c.capital(at + 1)
                && !c.capital(at.wrapping_sub(1))
                && !names::stops().contains(c.low(at));
            let found = nation(c, at);
            if alone
                && acts_as_state(c, at)
                && c.nations.len() < MOST_NAMES
                && named(found).is_none()
                && !c.nations.contains(&found)
                && !c.rebel_names.contains(&c.low(at))
                && !is_surname(analysis, c.low(at))
            {
                c.nations.push(found);
            }
        }
    }
}

/// "Ostria's government", "had been sent by Ostria", "Ostria has lost 40 soldiers", "Ostria conceded".
fn acts_as_state(c: &Pieces, at: usize) -> bool {
    if matches!(c.low(at + 1), "'s" | "’s") {
        return (at + 2..at + 4).any(|noun| is_government(c.low(noun)));
    }
    let is_owned = |verb: usize| c.is_word(verb) && owns().contains(lemma::verb(c.low(verb)).as_ref());
    if at > 1 && c.is(at - 1, "by") {
        return is_owned(at - 2);
    }
    let helped = matches!(c.low(at + 1), "has" | "had" | "have");
    let verb = at + 1 + usize::from(helped);
    let opens = at == 0 && matches!(c.tag(verb), Tag::Vbd | Tag::Vbz | Tag::Vbp);
    opens || helped && is_owned(verb)
}

/// Whether a name is a person's: it stands behind another one somewhere.
fn is_surname(analysis: &Analysis, name: &str) -> bool {
    (1..analysis.tokens.len()).any(|at| {
        analysis.lower(analysis.tokens[at].bytes()) == name
            && analysis.text[analysis.tokens[at - 1].bytes()].starts_with(char::is_uppercase)
            && matches!(analysis.tag(at - 1), Tag::Nnp | Tag::Nnps)
    })
}

fn is_government(word: &str) -> bool {
    matches!(word, "government" | "ministry" | "minister" | "president" | "leader")
}

/// How many words a side's name has at most.
const LONGEST: usize = 6;

/// Within so many pieces a sentence names of whom it tells.
const OPENING: usize = 12;
/// How far before "to" and the number the losses stand, and before these whose they are, in pieces.
const LOSSES: usize = 4;
/// How far back the speaker is looked for, in pieces.
const SPEAKER: usize = 40;
/// How far behind those counted "by" and their side stand, in pieces: "had been sent by".
const BY: usize = 6;
/// How far before its verb a pronoun stands, in pieces: "they have already lost".
const PRONOUN: usize = 4;

/// Whose those are that `draft` counts, by "fighters of the Highland Front", "14 of his own fighters", "the army lost 17 soldiers"; or
/// whose they are not: those whom an army killed are not its own.
pub(super) fn of(c: &Pieces, draft: &Draft) -> Option<String> {
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    // "lost 12 of its own"
    if c.is(end, "of") && c.tag(end + 1) == Tag::PrpPoss && c.is(end + 2, "own") {
        return of_speaker(c, draft.start).map(str::to_owned);
    }
    if c.is(end, "of") {
        let start = end + 1 + usize::from(matches!(c.tag(end + 1), Tag::Dt | Tag::PrpPoss));
        return of_name(c, start..start + LONGEST);
    }
    if (draft.start..end).any(|at| c.is_word(at) && c.tag(at) == Tag::PrpPoss) {
        return of_speaker(c, draft.start).map(str::to_owned);
    }
    // "20,000 reservists had been sent by Ostria"
    let by = (end..end + BY).take_while(|&at| c.is_word(at)).find(|&at| c.is(at, "by"));
    if let Some(by) = by.filter(|by| c.nations.len() > 1 && owns().contains(lemma::verb(c.low(by - 1)).as_ref())) {
        return of_name(c, by + 1..by + 1 + LONGEST);
    }
    // "nine dead among its troops"
    if c.is(end, "among") && c.tag(end + 1) == Tag::PrpPoss {
        return of_speaker(c, draft.start).map(str::to_owned);
    }
    let only = |at: &usize| c.tag(*at) != Tag::Rb && !c.is(*at, "only");
    let verb = (draft.words_start.saturating_sub(2)..draft.words_start).rev().find(only)?;
    // "Government losses amounted to 12 dead", "would bring the army's own toll to 15", "the loss of 22 fighters"
    let is_loss = |at: usize| losses().contains(lemma::noun(c.low(at)).as_ref());
    // "The brigade admits to 12 dead": its own.
    if c.is(verb, "to") && verb > 0 && is_admission(&lemma::verb(c.low(verb - 1))) {
        return of_speaker(c, verb).or(c.rebels.then_some("rebel")).map(str::to_owned);
    }
    // "put government casualties at 31 dead and its own at eight"
    if c.is(verb, "at") && verb > 1 && c.is(verb - 1, "own") && c.tag(verb - 2) == Tag::PrpPoss {
        return of_speaker(c, verb).map(str::to_owned);
    }
    // "its own losses were 16 men"
    if matches!(c.low(verb), "to" | "at" | "of" | "were" | "was") {
        let loss = (verb.saturating_sub(LOSSES)..verb).rev().find(|&at| c.is_word(at) && is_loss(at))?;
        if c.is(loss + 1, "of") {
            return of_speaker(c, loss).map(str::to_owned);
        }
        return whose_loss(c, loss).map(str::to_owned);
    }
    let base = lemma::verb(c.low(verb));
    // "Ostria admits 40 dead"; "the government acknowledges 48 deaths" of a disease, where nobody fights
    if is_admission(&base) {
        let soldiers = draft.subject.as_deref().is_some_and(|subject| subject.contains("troop"));
        if !c.rebels && c.nations.len() < 2 && !soldiers {
            return None;
        }
        return match clause::subject(c, verb) {
            Some((words, head)) if c.capital(head) => of_name(c, words),
            _ => of_speaker(c, verb).map(str::to_owned),
        };
    }
    let (owns, kills) = (owns().contains(base.as_ref()), matches!(base.as_ref(), "kill" | "wound" | "capture"));
    if !(owns || kills && draft.subject.as_deref().is_some_and(|subject| subject.contains("troop"))) {
        return None;
    }
    let whose = match clause::subject(c, verb) {
        // "his men"
        Some((words, _))
            if words.start > 0 && (c.tag(words.start - 1) == Tag::PrpPoss || c.is(words.start - 1, "her")) =>
        {
            of_speaker(c, words.start).map(str::to_owned)
        }
        // "its spokesman said the country had lost 60"
        Some((words, head)) if matches!(c.low(head), "country" | "nation" | "state" | "side") => {
            of_speaker(c, words.start).map(str::to_owned)
        }
        Some((words, _)) => of_name(c, words),
        // "The rebels' commander said that he had 8,000 men": his who speaks.
        None => {
            let pronoun = (verb.saturating_sub(PRONOUN)..verb)
                .rev()
                .find(|&at| matches!(c.low(at), "he" | "she" | "it" | "they" | "we" | "her"))?;
            of_speaker(c, pronoun).map(str::to_owned)
        }
    };
    if owns { whose } else { whose.and_then(|side| other(&side)) }
}

/// Verbs behind which one's own losses stand.
fn is_admission(verb: &str) -> bool {
    matches!(verb, "admit" | "concede" | "own" | "confess" | "acknowledge")
}

/// Whose the losses at `loss` are: the army's, or its own who speaks.
fn whose_loss<'a>(c: &Pieces<'a>, loss: usize) -> Option<&'a str> {
    let words = loss.saturating_sub(LOSSES)..loss;
    let own = words.clone().rev().find(|&at| c.tag(at) == Tag::PrpPoss);
    words.rev().find_map(|at| word(c, at)).or_else(|| own.and_then(|own| of_speaker(c, own)))
}

/// The side that the words of the sentence before `end` name first, as whoever speaks does.
fn of_speaker<'a>(c: &Pieces<'a>, end: usize) -> Option<&'a str> {
    // "reported 70 rebels dead and five of its soldiers": those counted do not speak.
    let counts = |at: usize| at > 0 && (c.is_digits(at - 1) || c.tag(at - 1) == Tag::Cd);
    (end.saturating_sub(SPEAKER)..end).filter(|&at| !counts(at)).find_map(|at| word(c, at)).or(c.side)
}

/// The side of which the sentence tells, for what "it" and "they" mean in the next one.
pub(in super::super) fn told<'a>(c: &Pieces<'a>) -> Option<&'a str> {
    let pronoun = |at: usize| matches!(c.low(at), "he" | "she" | "it" | "they");
    (0..OPENING).find_map(|at| word(c, at)).or_else(|| c.side.filter(|_| (0..OPENING).any(pronoun)))
}

/// The side against `side`, where there are two.
fn other(side: &str) -> Option<String> {
    sides().values().find(|other| **other != side && sides().get(side).is_some()).map(|other| (*other).to_owned())
}

/// The side that the word at `at` stands for.
fn word<'a>(c: &Pieces<'a>, at: usize) -> Option<&'a str> {
    let low = c.low(at);
    // "the Highland Liberation Army"
    if low == "army"
        && c.capital(at)
        && matches!(c.low_before(at, 1), "liberation" | "resistance" | "salvation" | "independence" | "revolutionary")
    {
        return Some("rebel");
    }
    // In a war between countries an army is one of several.
    if c.nations.len() > 1 && !c.rebels && c.capital(at) {
        let found = nation(c, at);
        if c.nations.contains(&found) {
            return Some(found);
        }
    }
    let generic = c.signs(at).has(Signs::SIDE).then(|| generic(low)).flatten();
    // "Orsia's defence ministry": whose it is stands before it.
    if c.nations.len() > 1 && !c.rebels && generic == Some("army") {
        return None;
    }
    generic.or_else(|| c.rebel_names.contains(&low).then_some("rebel"))
}

/// The side that the name within `words` is of: by a word for it, else by the name itself.
fn of_name(c: &Pieces, words: Range<usize>) -> Option<String> {
    let whole: Vec<usize> = words
        .take_while(|&at| {
            c.is_word(at) && (c.capital(at) || matches!(c.tag(at), Tag::Nn | Tag::Nns | Tag::Jj | Tag::Pos))
        })
        .collect();
    let listed = whole.iter().rev().find_map(|&at| word(c, at));
    let name = || {
        let last = whole.iter().rev().find(|&&at| c.capital(at) && matches!(c.tag(at), Tag::Nnp | Tag::Nnps))?;
        Some(names::stem(c.low(*last)).to_owned())
    };
    listed.map(str::to_owned).or_else(name)
}

//! "He had been promised money, something the club denied"; "60,000 jobs will go, a figure that the union disputes": a clause that
//! takes up what was said before it and says who agrees with it or not.

use std::ops::Range;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::{Group, Shape};
use super::lexicon::{Class, Cue, Lexicon};
use super::nouns;
use super::scene::Scene;

/// How many drafts back the one may be in whose content such a clause stands.
const BACK: usize = 4;
/// How many words the subject of such a clause may have.
const SUBJECT: usize = 14;

/// The draft of verb group `index`, if its clause takes up what stands before; what `earlier` has a source say ends there.
pub(super) fn draft(scene: &Scene, index: usize, earlier: &mut [Draft]) -> Option<Draft> {
    let (comma, source) = clause(scene, index)?;
    let group = &scene.groups[index];
    let bounds = scene.bounds(group.head);
    let held = earlier.iter_mut().rev().take(BACK).filter_map(|draft| draft.content.last_mut());
    let holding = held.filter(|piece| piece.start >= bounds.start && piece.start < comma && comma < piece.end);
    // All of it is taken up: "claim that he offered them a post, something he denies".
    let outer = holding.map(|piece| {
        piece.end = comma;
        piece.start
    });
    let named = named(scene, index);
    let start = match outer.min() {
        Some(start) => start,
        // In the article's own voice a clause must have a verb, else nothing is said that one could deny.
        None => {
            let verb = scene.groups[scene.group_from(bounds.start)..index].iter().find(|group| group.head < comma);
            verb.filter(|verb| verb.shape == Shape::Finite && verb.cue.is_none())?;
            // "the announcement, which economists called a dovish hold": what has a name given is a thing.
            let is_thing = scene.a.low(comma + 1) == "which" && !named.is_empty() && calls(group);
            let thing = is_thing.then(|| nouns::ending_at(scene.a, comma, bounds.start)).flatten();
            thing.map_or(bounds.start, |thing| thing.start)
        }
    };
    let draft = Draft::new("taken_up", group.head, group.tokens.clone(), start..comma).said_by(Some(source));
    (comma > start + 1).then(|| draft.and(named))
}

/// ", a report that Roe dismissed as gossip": the noun of such a clause holds nothing itself.
pub(super) fn leave_out_its_noun(drafts: &mut Vec<Draft>) {
    let mut heads: Vec<usize> =
        drafts.iter().filter(|draft| draft.rule == "taken_up").map(|draft| draft.head).collect();
    if heads.is_empty() {
        return;
    }
    heads.sort_unstable();
    drafts.retain(|draft| {
        let Some(piece) = draft.content.first().filter(|_| draft.rule == "noun_that") else { return true };
        heads.get(heads.partition_point(|&head| head < piece.start)).is_none_or(|&head| head >= piece.end)
    });
}

/// What the verb of group `index` names what it answers: "which the army dismissed as propaganda", "called absurd".
fn named(scene: &Scene, index: usize) -> Range<usize> {
    let a = scene.a;
    let after = behind_time(scene, scene.groups[index].tokens.end);
    let object = calls(&scene.groups[index]) && (a.tag(after) == Tag::Dt || scene.quotation_at(after).is_some());
    match a.low(after) {
        "as" => after..scene.content_end(index, after, true),
        _ if object => after..scene.content_end(index, after, true),
        _ if a.tag(after).is_adjective() || a.tag(after) == Tag::Vbn => after..after + 1,
        _ => after..after,
    }
}

/// Past "at the time" and the like at token `after`: "a report that Roe dismissed at the time as".
fn behind_time(scene: &Scene, after: usize) -> usize {
    let a = scene.a;
    if a.low(after) == "at" && a.low(after + 1) == "the" && matches!(a.low(after + 2), "time" | "outset" | "start") {
        return after + 3;
    }
    after
}

/// Whether a verb gives a name to something.
fn calls(group: &Group) -> bool {
    group.cue.is_some_and(|cue| matches!(cue.lemma, "call" | "label" | "brand" | "describe"))
}

/// Whether a verb says for or against what somebody else said.
fn takes_sides(cue: Cue) -> bool {
    matches!(cue.class, Class::Deny | Class::Oppose | Class::Admit | Class::Agree)
        || matches!(cue.lemma, "doubt" | "confirm" | "question")
}

/// A comma, or a dash for one.
fn is_pause(word: &str) -> bool {
    matches!(word, "," | "-" | "–" | "—" | "--")
}

/// The comma that such a clause begins with, and its subject.
fn clause(scene: &Scene, index: usize) -> Option<(usize, Range<usize>)> {
    let a = scene.a;
    let group = &scene.groups[index];
    let answers = |cue: Cue| takes_sides(cue) || cue.lemma == "acknowledge";
    if let Some(found) = answered_by(scene, index) {
        return Some(found);
    }
    // "an allegation the broadcaster called absurd", whatever the tag of "called"
    if !matches!(group.shape, Shape::Finite | Shape::Participle)
        || group.passive
        || !(group.cue.is_some_and(answers) || calls(group))
    {
        return None;
    }
    // It has no object of its own.
    let bounds = scene.bounds(group.head);
    let after = behind_time(scene, group.tokens.end);
    let ends = after >= bounds.end
        || a.tag(after) == Tag::Punct
        || a.low(after) == "as"
        || calls(group) && a.tag(after) == Tag::Dt
        // "an allegation the broadcaster called absurd"
        || (a.tag(after).is_adjective() || calls(group) && a.tag(after) == Tag::Vbn) && (after + 1 >= bounds.end || a.tag(after + 1) == Tag::Punct)
        || nouns::time_end(a, after + usize::from(a.low(after) == "on")).is_some();
    if !ends {
        return None;
    }
    let quoted = scene.quotation_at(group.head);
    let first = group.tokens.start;
    let floor = bounds.start.max(first.saturating_sub(SUBJECT + 4));
    // ", something X", ", which X", ", a figure (that) X"
    (floor + 1..first).rev().filter(|&at| is_pause(a.word(at))).find_map(|comma| {
        let opens = match a.low(comma + 1) {
            "something" | "which" => comma + 2,
            "a" | "an" | "the" => {
                let counts = |at: usize| {
                    matches!(
                        a.low(at),
                        "number"
                            | "toll"
                            | "total"
                            | "tally"
                            | "version"
                            | "account"
                            | "characterization"
                            | "characterisation"
                            | "portrayal"
                            | "depiction"
                            | "notion"
                    )
                };
                // "a result that Roe, its coach, described as “criminal”": whatever it is, it is called so.
                let called = |at: usize| calls(group) && matches!(a.low(at + 1), "that" | "which");
                let noun = (comma + 2..comma + 4).find(|&at| {
                    matches!(a.tag(at), Tag::Nn)
                        && (Lexicon::get().noun(a.low(at)).is_some() || counts(at) || called(at))
                })?;
                noun + 1
            }
            // "allegations that the ministry has described as absurd"
            noun if a.tag(comma + 1) == Tag::Nns && a.low(comma + 2) == "that" => {
                Lexicon::get().noun(noun).filter(|noun| matches!(noun.class, Class::Accuse | Class::Say))?;
                comma + 2
            }
            _ => return None,
        };
        let start = opens + usize::from(matches!(a.low(opens), "that" | "which"));
        let subject = start..first;
        let named = !subject.is_empty()
            && subject.len() <= SUBJECT
            && nouns::starts_phrase(a, start)
            && subject.clone().all(|at| !a.tag(at).is_verb() && scene.quotation_at(at) == quoted);
        named.then_some((comma, subject))
    })
}

/// ", an assessment echoed by the general staff": the comma, and who answers.
fn answered_by(scene: &Scene, index: usize) -> Option<(usize, Range<usize>)> {
    let a = scene.a;
    let group = &scene.groups[index];
    let by = group.tokens.end;
    let answers = matches!(a.low(group.head), "echoed" | "shared" | "backed") || group.cue.is_some_and(takes_sides);
    let passive = group.shape == Shape::Participle || group.passive;
    if !passive || !answers || a.low(by) != "by" {
        return None;
    }
    let noun = (1..=4).filter_map(|back| group.tokens.start.checked_sub(back)).find(|&at| a.tag(at) == Tag::Nn)?;
    let comma = noun.checked_sub(2).filter(|&at| is_pause(a.word(at)) && matches!(a.low(at + 1), "a" | "an"))?;
    Lexicon::get().noun(a.low(noun))?;
    Some((comma, nouns::starting_at(a, by + 1, scene.bounds(group.head).end)?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::rule_finds;
    use rstest::rstest;

    #[rstest]
    #[case(
        "Hale insisted that he was promised money, something the club's chairman, Dana Roe, disputed on Monday.",
        "the club's chairman, Dana Roe, | disputed | that he was promised money"
    )]
    #[case(
        "Strand warned of 60,000 job cuts, a figure that the union disputes.",
        "the union | disputes | 60,000 job cuts"
    )]
    #[case(
        "The army said it had retaken the market, a claim the rebels dismissed as \"propaganda\".",
        "the rebels | dismissed | it had retaken the market … as \"propaganda\""
    )]
    #[case(
        "The institute said that the troops were lost, an assessment echoed by the general staff.",
        "the general staff | echoed | that the troops were lost"
    )]
    #[case(
        "The party has claimed that the channel cut its footage, an allegation the broadcaster called absurd.",
        "the broadcaster | called | that the channel cut its footage … absurd"
    )]
    #[case(
        "Shares slipped after the merger, which traders at Lund Bank called \"a marriage of debts\".",
        "traders at Lund Bank | called | the merger … \"a marriage of debts\""
    )]
    #[case(
        "A deputy alleged that the guards took bribes – a charge Reyes called \"absurd\".",
        "Reyes | called | that the guards took bribes … \"absurd\""
    )]
    #[case(
        "The board says 40,000 homes have no water, a number the town disputes.",
        "the town | disputes | 40,000 homes have no water"
    )]
    #[case(
        "The Gazette reported in May that Lorne was weighing a sale, a report that Stone dismissed at the time as \"gossip\".",
        "Stone | dismissed | that Lorne was weighing a sale … as \"gossip\""
    )]
    #[case(
        "Aid groups say guards beat the boys last week, allegations that the ministry has described as absurd.",
        "the ministry | has described | guards beat the boys last week … as absurd"
    )]
    #[case(
        "Her group reckons that a tenth of the oil ended up here, an estimate the port has called exaggerated.",
        "the port | has called | that a tenth of the oil ended up here … exaggerated"
    )]
    #[case("The firm dumped waste in the river, which it denies.", "it | denies | The firm dumped waste in the river")]
    fn finds(#[case] text: &str, #[case] expected: &str) {
        rule_finds("taken_up", text, &[expected]);
    }

    #[rstest]
    // It denies something else, takes up a noun, or nothing.
    #[case("He met Roe, the minister who denied the charge.")]
    #[case("The mill, which the council opposes, stands empty.")]
    #[case("The lawyers came in March, but the firm disputed the bill.")]
    fn leaves(#[case] text: &str) {
        rule_finds("taken_up", text, &[]);
    }
}

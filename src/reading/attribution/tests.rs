//! The rules alone, on sentences of our own, and what every reading of claims must keep to.

use super::*;
use crate::model::Document;
use proptest::prelude::*;
use rstest::rstest;

fn read(text: &str) -> Vec<Attribution> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    ruled(&Analysis::new(&document))
}

/// `source | cue | content` of an attribution, pieces joined by " … ".
fn shown(text: &str, found: &Attribution) -> String {
    let words = |spans: &[Range<usize>]| spans.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" … ");
    format!("{} | {} | {}", words(&found.source), words(&found.cue), words(&found.content))
}

#[rstest]
// Quotations, the cue after, before and between.
#[case("“We will leave,” Kim said.", "Kim | said | “We will leave,”")]
#[case("\"We will leave,\" said Jane Roe, a farmer.", "Jane Roe, a farmer | said | \"We will leave,\"")]
#[case("‘We will leave,’ the mayor told reporters.", "the mayor | told | ‘We will leave,’")]
#[case("“Will it rain?” she asked.", "she | asked | “Will it rain?”")]
#[case("The mayor said on Monday, “It is over.”", "The mayor | said | “It is over.”")]
#[case("The mayor added: “It is over.”", "The mayor | added | “It is over.”")]
#[case("“It is late,” she said, “and we are tired.”", "she | said | “It is late,” … “and we are tired.”")]
#[case("“It is late,” she said. “We are tired.”", "she | said | “It is late,” … “We are tired.”")]
#[case("“It is late, she said to them.\n\n“We are tired,” the mayor said.", "the mayor | said | “We are tired,”")]
// Reported speech, thought, intention.
#[case("Experts believe that the money is gone.", "Experts | believe | that the money is gone")]
#[case("The ministry said the bridge was closed.", "The ministry | said | the bridge was closed")]
#[case("The ministry has repeatedly said that it will pay.", "The ministry | has repeatedly said | that it will pay")]
#[case("Officials plan to close the bridge.", "Officials | plan | to close the bridge")]
#[case("The minister refused to confirm the number.", "The minister | refused | to confirm the number")]
#[case(
    "Jane Roe, a nurse at the clinic, told Reuters that the ward was full.",
    "Jane Roe, a nurse at the clinic, | told | that the ward was full"
)]
#[case(
    "Roe, who left in May, described the training as poor.",
    "Roe, who left in May, | described | the training as poor"
)]
#[case("The bridge is closed, the ministry said.", "the ministry | said | The bridge is closed")]
#[case("The bridge, she said, will reopen in May.", "she | said | The bridge … will reopen in May")]
#[case("As the paper reported, the bridge was closed.", "the paper | reported | the bridge was closed")]
#[case("The unions criticized the plan.", "The unions | criticized | the plan")]
#[case("The senator called for an inquiry.", "The senator | called for | an inquiry")]
#[case("Asked whether it would rain, he shrugged.", " | Asked | whether it would rain")]
// Prepositions, nouns, adjectives, passives.
#[case("According to the ministry, the bridge is closed.", "the ministry | According to | the bridge is closed")]
#[case("The bridge is closed, according to two officials.", "two officials | according to | The bridge is closed")]
#[case(
    "The ministry issued a warning that the river would rise.",
    "The ministry | issued a warning | that the river would rise"
)]
#[case("His claim that the bridge fell was false.", "His | claim | that the bridge fell")]
#[case("She was convinced that the bridge would hold.", "She | was convinced | that the bridge would hold")]
#[case(
    "Up to 900 trucks are reported to have crossed the river.",
    " | are reported | Up to 900 trucks … to have crossed the river"
)]
#[case("The plan was criticized by the unions.", "the unions | was criticized by | The plan")]
#[case("Reports suggest that they were sent home.", "Reports | suggest | that they were sent home")]
#[case("It is believed that the money is gone.", " | is believed | that the money is gone")]
#[case("The troops appear to have left.", " | appear | The troops … to have left")]
// Words that the tagger takes for others; asides and appositions.
#[case("“The dam holds,” said lead engineer Jane Roe.", "lead engineer Jane Roe | said | “The dam holds,”")]
#[case(
    "According to Interpol, thieves in Rome steal a car an hour.",
    "Interpol | According to | thieves in Rome steal a car an hour"
)]
#[case(
    "Its chief executive, Jane Roe, said that sales fell.",
    "Its chief executive, Jane Roe, | said | that sales fell"
)]
#[case(
    "Jane Roe, a spokeswoman for the port, said in a televised statement that the dock was shut.",
    "Jane Roe, a spokeswoman for the port, | said | that the dock was shut"
)]
#[case("He warned, however, that the dock was shut.", "He | warned | that the dock was shut")]
#[case("The WHO praised the plan but said more nurses were needed.", "The WHO | said | more nurses were needed")]
#[case("The WHO praised the plan but said more nurses were needed.", "The WHO | praised | the plan")]
#[case("The port denied negligence.", "The port | denied | negligence")]
#[case("The mayor called that “a tale for small children”.", "The mayor | called | that “a tale for small children”")]
#[case(
    "According to harbour records released on Friday, imports rose.",
    "harbour records released on Friday | According to | imports rose"
)]
#[case(
    "According to the Gazette, which cited two clerks, the court will close.",
    "the Gazette, which cited two clerks | According to | the court will close"
)]
// Whose verb it is.
#[case(
    "The navy said the loss was small, and accused the pirates of boasting.",
    "The navy | said | the loss was small"
)]
#[case(
    "The navy said the loss was small, and accused the pirates of boasting.",
    "The navy | accused | the pirates of boasting"
)]
#[case(
    "A clerk of the court who attended the hearing declined to describe the letter.",
    "A clerk of the court who attended the hearing | declined | to describe the letter"
)]
#[case(
    "The city's water board on Friday denied that the wells were dry.",
    "The city's water board | denied | that the wells were dry"
)]
#[case(
    "The firm that built the dam, Hydra, said it would repair the wall.",
    "The firm that built the dam, Hydra, | said | it would repair the wall"
)]
#[case(
    "The dam may break within weeks, engineers familiar with the reports of both firms said.",
    "engineers familiar with the reports of both firms | said | The dam may break within weeks"
)]
#[case("The keel is cracked, guide Nils Aune said.", "guide Nils Aune | said | The keel is cracked")]
// Numbers put at; datelines; what an outer claim ends.
#[case("Union leaders put the number at up to 900 workers.", "Union leaders | put | the number at up to 900 workers")]
#[case("The ministry gave a figure of 400 wounded.", "The ministry | gave a figure of | 400 wounded")]
#[case("OSLO, Jan. 3 (Fjord Press) — The dam may break, the mayor said.", "the mayor | said | The dam may break")]
#[case("The dam is old and is expected to break by June, the mayor said.", " | is expected | to break by June")]
fn finds(#[case] text: &str, #[case] expected: &str) {
    let found: Vec<_> = read(text).iter().map(|attribution| shown(text, attribution)).collect();
    assert!(found.iter().any(|one| one == expected), "{expected}\n{found:#?}");
}

#[rstest]
#[case("The “bots” were switched off in May.")]
#[case("The bridge was closed in May and reopened in June.")]
#[case("Minister Says Bridge Is Closed")]
#[case("They were going on an exercise.")]
#[case("It was the oddest request that the shop had ever had.")]
#[case("")]
fn finds_none(#[case] text: &str) {
    assert_eq!(read(&format!("{text}\n\nThe river rose.")), []);
}

#[test]
fn a_quotation_over_paragraphs_is_one_claim() {
    let text = "“We came in May,” the mayor said. “It was late.\n\n“Then it rained.”";
    let found = read(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(shown(text, &found[0]), "the mayor | said | “We came in May,” … “It was late. … “Then it rained.”");
    assert_eq!(found[0].kind, ClaimKind::Direct);
}

#[test]
fn a_claim_within_a_claim() {
    let text = "The minister said that aides believe that the bridge will fall.";
    let found = read(text);
    let outer = found.iter().position(|one| text[one.cue[0].clone()].ends_with("said")).expect("the outer claim");
    let inner = found.iter().find(|one| text[one.cue[0].clone()] == *"believe").expect("the inner claim");
    assert_eq!(inner.within, Some(outer));
    assert_eq!(found[outer].within, None);
}

#[rstest]
#[case("“It is over and we go,” he said.", ClaimKind::Direct)]
#[case("He said that it is over.", ClaimKind::Indirect)]
#[case("He said that the long war is “over and done with” now.", ClaimKind::Mixed)]
fn kinds(#[case] text: &str, #[case] expected: ClaimKind) {
    assert_eq!(read(text)[0].kind, expected);
}

#[rstest]
#[case("The mayor denied that the bridge fell.", true)]
#[case("The mayor did not say that the bridge fell.", true)]
#[case("The mayor refused to say whether the bridge fell.", true)]
#[case("The mayor denied a report that the bridge fell.", true)]
#[case("The mayor said that the bridge fell.", false)]
#[case("The mayor said that the bridge did not fall.", false)]
#[case("The mayor refused to leave the bridge.", false)]
fn denials(#[case] text: &str, #[case] expected: bool) {
    assert_eq!(read(text)[0].negated, expected);
}

#[rstest]
#[case("Reports indicate that the funds are likely gone.", Some("likely"))]
#[case("The bridge may fall, the mayor said.", Some("may"))]
#[case("Some 90 trucks are reported to have crossed.", Some("are reported to"))]
#[case("He said the bridge could possibly fall.", Some("could, possibly"))]
#[case("He said in May that the bridge fell.", None)]
#[case("He said the bridge fell.", None)]
fn hedges(#[case] text: &str, #[case] expected: Option<&str>) {
    assert_eq!(read(text)[0].hedge.as_deref(), expected);
}

#[rstest]
#[case("The dam is old, the mayor said, citing the water board.", 1)]
#[case("“The dam is old, we know it,” the mayor said.", 1)]
fn finds_no_more_than(#[case] text: &str, #[case] expected: usize) {
    let found = read(text);
    assert_eq!(found.len(), expected, "{found:#?}");
}

#[test]
fn a_claim_at_the_end_of_a_sentence_is_the_outer_one() {
    let text = "The dam is old and is expected to break by June, the mayor said.";
    let found = read(text);
    let outer = found.iter().position(|one| text[one.cue[0].clone()] == *"said").expect("the outer claim");
    let inner = found.iter().find(|one| text[one.cue[0].clone()] == *"is expected").expect("the inner claim");
    assert_eq!((inner.within, found[outer].within), (Some(outer), None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_text_has_sound_attributions(text in prose()) {
        let found = read(&text);
        let mut last = 0;
        for (index, one) in found.iter().enumerate() {
            prop_assert!(!one.content.is_empty());
            sound(&text, one)?;
            prop_assert!(one.within.is_none_or(|outer| outer < found.len() && outer != index));
            prop_assert!(one.via.iter().all(|via| text.get(via.bytes.clone()).is_some()));
            // No claim stands, over others, within itself.
            let (mut outer, mut steps) = (one.within, 0);
            while let Some(next) = outer {
                outer = found[next].within;
                steps += 1;
                prop_assert!(steps <= found.len());
            }
            let first = one.content.iter().chain(&one.cue).chain(&one.source).map(|span| span.start).min();
            prop_assert!(first.is_some_and(|first| first >= last));
            last = first.unwrap_or(last);
        }
    }
}

/// The law of every attribution: spans in order, of words of the text, the content apart from cue and source.
pub(super) fn sound(text: &str, one: &Attribution) -> Result<(), TestCaseError> {
    for role in [&one.content, &one.cue, &one.source] {
        let mut at = 0;
        for span in role {
            prop_assert!(span.start >= at && span.start < span.end);
            prop_assert!(text.get(span.clone()).is_some_and(|words| !words.trim().is_empty()));
            at = span.end;
        }
    }
    for said in &one.content {
        for other in one.cue.iter().chain(&one.source) {
            prop_assert!(said.end <= other.start || other.end <= said.start, "{one:?}");
        }
    }
    prop_assert!((0.0..=1.0).contains(&one.confidence));
    Ok(())
}

/// Words that attribute, marks and the rest, in any order.
pub(super) fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "said", "that", "Lee", "told", "Reuters", "according", "to", "the", "officials", "are", "reported",
            "believe", "he", "who", "his", "claim", "by", "criticized", "in", "an", "interview", "with", "and",
            "asked", "whether", "it", "is", "was", "as", "of", "denied", "plan", "convinced", "appear", "saying",
            "made", "a", "warning", "about", "not", "may", "May", "likely", "on", "Monday",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            ",", ".", "“", "”", "\"", "‘", "’", "''", "—", ":", ";", "?", "(", ")", "\n\n", "\n", "é", "«", "»",
        ]).prop_map(str::to_owned),
        1 => "(?s).{0,3}",
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

/// Holds what rule `rule` finds in `text` against `expected`: `source | cue | content` each.
pub(super) fn rule_finds(rule: &str, text: &str, expected: &[&str]) {
    let found = read(text);
    let found: Vec<_> = found.iter().filter(|one| one.rule == rule).map(|one| shown(text, one)).collect();
    assert_eq!(found, expected, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    // A stack ends before a text does: what goes a step deeper for each cue or comma shows only where there are thousands.
    #[test]
    fn the_same_words_over_and_over_have_sound_attributions(
        words in proptest::collection::vec(
            "said|told|that|who|which|and|,|;|:|\\(|“|”|Roe|the man|he|it|of|as|saying|according to|Does he|\\?|one|others|40|known|by", 1..5,
        ),
        opening in prop_oneof![Just(""), Just("The mayor came on Monday. He "), Just("“We saw ")],
    ) {
        let text = format!("{opening}{}left.", format!("{} ", words.join(" ")).repeat(1500));
        for one in &read(&text) {
            sound(&text, one)?;
        }
    }
}

//! Whose words an article passes on: tests of what is learned from somebody, quoted by another outlet, said by nobody, or told to things.

use std::ops::Range;

use rstest::rstest;

use super::super::analysis::Analysis;
use super::{Attribution, attributions};
use crate::model::Document;

fn read(text: &str) -> Vec<Attribution> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    attributions(std::iter::once(&Analysis::new(&document))).remove(0)
}

#[rstest]
#[case(
    "The pottery will shut its kiln in Delle, Radio Tarn has learned from an article in the Marsh Herald.",
    &["an article in the Marsh Herald | has learned from | The pottery will shut its kiln in Delle"]
)]
#[case(
    "The lock at Delle was cracked on Sunday, orthodontist Kari Ulstad told the Marsh Beacon.",
    &["orthodontist Kari Ulstad | told | The lock at Delle was cracked on Sunday"]
)]
#[case(
    "The lock at Delle was cracked by a barge, the Four Valleys Herald says.",
    &["the Four Valleys Herald | says | The lock at Delle was cracked by a barge"]
)]
#[case("She wrote each day and learned to mend her nets.", &[])]
#[case(
    "Half of all hens in the valley are ill, a census carried out last month by the Poultry Board suggests.",
    &["a census carried out last month by the Poultry Board | suggests | Half of all hens in the valley are ill"]
)]
#[case(
    "The Marsh Herald reported on Sunday, quoting two aides, that the lock was cracked.",
    &[
        "The Marsh Herald | reported | that the lock was cracked",
        "two aides | quoting | that the lock was cracked",
    ]
)]
#[case(
    "The Marsh Herald reports that the lock at Delle was cracked by a barge full of stones, citing an official.",
    &[
        "The Marsh Herald | reports | that the lock at Delle was cracked by a barge full of stones",
        "an official | citing | that the lock at Delle was cracked by a barge full of stones",
    ]
)]
#[case(
    "The lock at Delle was cracked, the Marsh Herald quoted bargeman Ole Thun as saying.",
    &["bargeman Ole Thun | saying | The lock at Delle was cracked"]
)]
#[case(
    "As bargeman Ole Thun told the Marsh Herald, the lock at Delle was cracked.",
    &["bargeman Ole Thun | told | the lock at Delle was cracked"]
)]
#[case(
    "The lock at Delle was cracked, a bargeman who asked not to be named told the Marsh Herald.",
    &["a bargeman who asked not to be named | told | The lock at Delle was cracked"]
)]
#[case(
    "The lock will be mended in 2031, housing minister Nora Vik said.",
    &["housing minister Nora Vik | said | The lock will be mended in 2031"]
)]
#[case(
    "Rumours are going round in Delle that the abbot will leave for the coast.",
    &[" | Rumours are going | that the abbot will leave for the coast"]
)]
#[case("Delle is known for its bells.", &[])]
#[case("The abbot showed visitors the bell.", &[])]
#[case(
    "The Marsh Herald quoted bargeman Ole Thun as saying that the lock was cracked.",
    &["bargeman Ole Thun | saying | that the lock was cracked"]
)]
#[case(
    "According to Ole Thun, the lock keeper, whose remarks appeared in the Marsh Herald, the lock at Delle is cracked.",
    &["Ole Thun, the lock keeper | According to | the lock at Delle is cracked"]
)]
#[case(
    "It is a lie that the lock at Delle is cracked, keeper Ole Thun said.",
    &["keeper Ole Thun | said | It is a lie that the lock at Delle is cracked"]
)]
#[case(
    "Gossip has it that the abbot will leave for the coast.",
    &[" | Gossip has it | that the abbot will leave for the coast"]
)]
#[case(
    "Nora Vik, the cantor of Delle, sold the bell to a dealer, auditor Ida Holm said on Monday.",
    &["auditor Ida Holm | said | Nora Vik, the cantor of Delle, sold the bell to a dealer"]
)]
#[case("A bargeman who wished to stay anonymous said the lock was cracked.", &[
    "A bargeman who wished to stay anonymous | said | the lock was cracked",
])]
#[case("The talks had gone on for days without a result and the guild would not sign, Ida Holm said.", &[
    "Ida Holm | said | The talks had gone on for days without a result and the guild would not sign",
])]
fn says_whose_words_they_are(#[case] text: &str, #[case] expected: &[&str]) {
    let words = |spans: &[Range<usize>]| spans.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" … ");
    let found = read(text);
    let shown: Vec<_> = found
        .iter()
        .map(|one| format!("{} | {} | {}", words(&one.source), words(&one.cue), words(&one.content)))
        .collect();
    assert_eq!(shown, expected);
}

#[rstest]
#[case("A heron has flown up the river as far as Delle, Ida Holm said.", None)]
#[case("The lock is sound, as far as anyone knows, Ida Holm said.", Some("as far as anyone"))]
fn how_far_is_no_doubt(#[case] text: &str, #[case] hedge: Option<&str>) {
    assert_eq!(read(text).first().map(|one| one.hedge.as_deref()), Some(hedge));
}

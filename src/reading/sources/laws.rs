//! Laws of resolution over any text and any ranges.

use proptest::prelude::*;

use crate::model::{ClaimKind, Document};
use crate::reading::analysis::Analysis;
use crate::reading::attribution::{Attribution, Told, Via};

use super::gold::attributed;
use super::resolve;

/// Words that rules look for, in any order, with marks.
fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Kim",
        "Jong",
        "Un",
        "Lee",
        "Gen.",
        "the",
        "a",
        "minister",
        "Ministry",
        "of",
        "Defense",
        "RAND",
        "researcher",
        "at",
        ",",
        "who",
        "heads",
        "he",
        "she",
        "they",
        "it",
        "I",
        "“",
        "”",
        "said",
        ".",
        "officials",
        "on",
        "condition",
        "anonymity",
        "AP",
        "(",
        ")",
        "Jr.",
        "’s",
        "'s",
        "Ukraine",
        "North",
        "Korean",
        "and",
        "report",
        "é🪖",
        "The",
        "Washington",
        "Post",
        "al-",
        "van",
        "der",
        "\n",
        "Mr.",
        "—",
        "&",
        "Smith",
        "company",
        "some",
        "that",
        "which",
        "34",
        "is",
        "head",
    ]);
    prop::collection::vec((words, any::<bool>()), 0..60).prop_map(|words| {
        words.into_iter().fold(String::new(), |text, (word, space)| text + word + if space { " " } else { "" })
    })
}

fn claim(
    source: Vec<std::ops::Range<usize>>,
    via: Option<std::ops::Range<usize>>,
    within: Option<usize>,
) -> Attribution {
    Attribution {
        via: via.map(|bytes| Via { bytes, told: Told::To }).into_iter().collect(),
        within,
        ..Attribution::bare(ClaimKind::Direct, source.clone(), Vec::new(), source)
    }
}

proptest! {
    #[test]
    fn any_text_and_ranges_resolve(
        text in prop_oneof![text(), "(?s).{0,120}"],
        ranges in prop::collection::vec((0usize..300, 0usize..40, 0usize..300, any::<bool>()), 0..12),
    ) {
        let length = text.chars().count() as u32;
        let attributions: Vec<_> = ranges
            .iter()
            .enumerate()
            .map(|(index, &(start, size, via, both))| {
                claim(std::iter::once(start..start + size).collect(), both.then_some(via..via + 9), both.then_some(index))
            })
            .collect();
        let document = Document { text, ..Document::default() };
        let analysis = Analysis::new(&document);
        let found = resolve(&analysis, &attributions);
        prop_assert_eq!(found.speakers.len(), attributions.len());
        prop_assert_eq!(found.vias.len(), attributions.len());
        for source in found.speakers.iter().chain(&found.vias).flatten() {
            prop_assert!(source.0 < found.sources.len());
        }
        let mut first = 0;
        for source in &found.sources {
            prop_assert!(!source.name.trim().is_empty());
            prop_assert!(!source.name.contains('\n'));
            prop_assert!(source.affiliation.is_none_or(|body| body.0 < found.sources.len()));
            prop_assert!(!source.mentions.is_empty());
            prop_assert!(source.mentions.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(source.mentions.iter().all(|span| !span.is_empty() && span.end <= length));
            prop_assert!(source.mentions[0].start >= first);
            first = source.mentions[0].start;
        }
        let again = resolve(&analysis, &attributions);
        prop_assert_eq!(found.sources, again.sources);
    }
}

/// Ten times the text takes about ten times as long: within thirty, so that a busy machine does not fail it.
#[test]
fn cost_is_linear() {
    let paragraph = "[[Gen. Kim Lee, a former minister at the Grain Ministry,]] told ((Reuters)) so. [[He]] said that [[officials]] left. \
                     [[Lee]] smiled. [[The minister]] and Kim Jong Un sang, [[they]] said. “[[I]] know,” [[Ada Kim]] said.\n";
    let time = |times: usize| {
        let (text, attributions) = attributed(&paragraph.repeat(times));
        let document = Document { text, ..Document::default() };
        let analysis = Analysis::new(&document);
        let start = std::time::Instant::now();
        let found = resolve(&analysis, &attributions);
        assert!(!found.sources.is_empty());
        start.elapsed()
    };
    time(20);
    let small = time(100);
    let large = time(1000);
    assert!(large < small * 30 + std::time::Duration::from_millis(50), "{small:?} for 100, {large:?} for 1000");
}

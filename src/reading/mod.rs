//! [`Document`] → [`Reading`]: a pure, total function, linear in the text.
//!
//! The way through: [`layout`] says what is prose, [`token`] and [`sentence`] cut it, [`tagger`] gives parts of speech,
//! [`phrase`] noun phrases, [`quote`] quotations; from that [`Analysis`] come [`attribution`]s, [`sources`] and
//! [`figures`]. Words, cues, units and names are data files under `lexicon/`.
//!
//! What is longer than any article is read a window after the other ([`windows`]).
//!
//! Inside this room all offsets are **bytes**; code points begin where a [`Reading`] is put together.

mod analysis;
mod attribution;
mod ending;
mod figures;
mod foreign;
mod gist;
mod layout;
mod lemma;
mod phrase;
mod quote;
mod recall;
mod sentence;
mod sources;
mod spans;
mod tagger;
mod token;
#[cfg(feature = "trainer")]
pub mod training;
mod windows;

use std::ops::Range;

use crate::model::{Claim, ClaimRef, CodePoints, Document, Figure, Gist, Name, Reading, SourceRef, Span};

use analysis::Analysis;

/// Claims are followed no further out than this.
const MOST_NESTED: usize = 16;

/// What a reading is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// To be shown: without that by which articles are compared, claims' gists and the article's names, which are left empty.
    Show,
    /// To be stored.
    Store,
}

/// A unit of [`Figure`] as one says it of several: "tonnes" of "tonne".
pub fn unit_of_several(unit: &str) -> &str {
    figures::unit_of_several(unit)
}

/// Reads `document` for claims, figures and sources. Any text gives a reading.
pub fn read(document: &Document) -> Reading {
    read_all(&[document], Aim::Store).pop().unwrap_or_default()
}

/// Reads each of `documents` as [`read`] does, one step of all of them after another. Each step has tables of its own, which
/// have to come back from main memory once for all documents then, not for each: short ones are read some 6% faster so.
pub fn read_all(documents: &[&Document], aim: Aim) -> Vec<Reading> {
    if documents.iter().any(|document| windows::is_long(document)) {
        let alone = |document: &&Document| match windows::is_long(document) {
            true => windows::read(document, aim),
            false => at_once(&[document], aim).pop().unwrap_or_default(),
        };
        return documents.iter().map(alone).collect();
    }
    at_once(documents, aim)
}

/// Reads `documents` as they are, however long.
fn at_once(documents: &[&Document], aim: Aim) -> Vec<Reading> {
    let analyses: Vec<Analysis> = documents.iter().map(|document| Analysis::new(document)).collect();
    let (english, foreign): (Vec<usize>, Vec<usize>) =
        (0..documents.len()).partition(|&place| !documents[place].is_unsupported());
    let attributions = attribution::attributions(english.iter().map(|&place| &analyses[place]));
    let resolutions: Vec<sources::Resolution> = english
        .iter()
        .zip(&attributions)
        .map(|(&place, attributions)| sources::resolve(&analyses[place], attributions))
        .collect();
    let mut readings: Vec<Reading> = documents.iter().map(|_| Reading::default()).collect();
    for ((&place, attributions), resolution) in english.iter().zip(&attributions).zip(resolutions) {
        readings[place] = together(documents[place], &analyses[place], attributions, resolution, aim);
    }
    for place in foreign {
        readings[place] = foreign::read(documents[place], &analyses[place]);
    }
    readings
}

/// Figures with who gave each.
struct Given {
    found: Vec<figures::FoundFigure>,
    names: Vec<Name>,
    /// The claim that each stands in, and whose words that are.
    givers: Vec<Option<usize>>,
    voices: Vec<Option<SourceRef>>,
}

/// The figures of `document`, but for those that only stand beside others of one thing.
fn given(
    document: &Document,
    analysis: &Analysis,
    attributions: &[attribution::Attribution],
    resolution: &sources::Resolution,
    aim: Aim,
) -> Given {
    let figures::Found { figures: mut found, names } = figures::figures(analysis, document, aim);
    leave_out_single_speakers(attributions, &mut found);
    figures::note_givers(analysis, &mut found);
    let givers = givers(attributions, &found);
    let voices: Vec<_> =
        givers.iter().map(|claim| claim.and_then(|claim| voice(attributions, resolution, claim))).collect();
    figures::fill_from_others(&mut found, &voices);
    figures::fill_beside(analysis, &mut found, &voices);
    Given { found, names, givers, voices }
}

/// The reading of `document`, with its figures.
fn together(
    document: &Document,
    analysis: &Analysis,
    attributions: &[attribution::Attribution],
    resolution: sources::Resolution,
    aim: Aim,
) -> Reading {
    let Given { mut found, names, givers, voices } = given(document, analysis, attributions, &resolution, aim);
    figures::fill_disputed(analysis, &mut found, &voices);
    let points = CodePoints::new(&document.text);
    let spans =
        |ranges: &[Range<usize>]| -> Vec<Span> { ranges.iter().map(|range| points.span(range.clone())).collect() };

    let claims: Vec<Claim> = attributions
        .iter()
        .zip(resolution.speakers.iter().zip(&resolution.vias))
        .map(|(attribution, (&speaker, &via))| Claim {
            kind: attribution.kind,
            content: spans(&attribution.content),
            cue: spans(&attribution.cue),
            source: spans(&attribution.source),
            speaker,
            via,
            hedge: attribution.hedge.clone(),
            negated: attribution.negated,
            within: attribution.within.map(ClaimRef),
            confidence: attribution.confidence,
            rule: attribution.found_by(),
            gist: match aim {
                Aim::Show => Gist::default(),
                Aim::Store => {
                    let speaker = speaker.and_then(|SourceRef(at)| resolution.sources.get(at));
                    gist::gist(analysis, attribution, speaker, &found)
                }
            },
        })
        .collect();
    let figures = found
        .into_iter()
        .zip(givers.into_iter().zip(voices))
        .map(|(figure, (claim, voice))| Figure {
            claim: claim.map(ClaimRef),
            source: voice,
            ..own_figure(figure, &points)
        })
        .collect();
    Reading { claims, figures, sources: resolution.sources, names, notices: Vec::new() }
}

/// A figure that the article gives in its own voice.
fn own_figure(figure: figures::FoundFigure, points: &CodePoints<'_>) -> Figure {
    Figure {
        span: points.span(figure.bytes),
        value: figure.value,
        low: figure.low,
        high: figure.high,
        bound: figure.bound,
        hedge: figure.hedge,
        unit: figure.unit,
        per: figure.per,
        counted: figure.counted,
        noun: figure.noun,
        subject: figure.subject,
        base: figure.base,
        subject_qualifier: figure.subject_qualifier,
        place: figure.place,
        as_of: figure.as_of,
        topic: figure.topic,
        scene: figure.scene,
        claim: None,
        source: None,
    }
}

/// Leaves out "one" in the words that name a source: "one resident said" counts no residents.
fn leave_out_single_speakers(attributions: &[attribution::Attribution], figures: &mut Vec<figures::FoundFigure>) {
    let mut speakers: Vec<&Range<usize>> = attributions.iter().flat_map(|attribution| &attribution.source).collect();
    speakers.sort_by_key(|speaker| speaker.start);
    figures.retain(|figure| {
        let after = speakers.partition_point(|speaker| speaker.start <= figure.bytes.start);
        let speaker = after.checked_sub(1).map(|last| speakers[last]);
        // "1 percent see growth" is a share of many.
        figure.value != Some(1.0)
            || figure.unit != "count"
            || speaker.is_none_or(|speaker| figure.bytes.end > speaker.end)
    });
}

/// Whose words attribution `index` is: its own speaker's or, where it names none ("10,000 are expected, lawmakers said"), that
/// of the one it stands in.
fn voice(
    attributions: &[attribution::Attribution],
    resolution: &sources::Resolution,
    index: usize,
) -> Option<SourceRef> {
    let within = |&index: &usize| attributions[index].within;
    std::iter::successors(Some(index), within).take(MOST_NESTED).find_map(|index| resolution.speakers[index])
}

/// Who gave each of `figures`: the innermost attribution whose content holds it, as whoever speaks last before the number
/// gave it. Both come in text order, so one sweep does.
fn givers(attributions: &[attribution::Attribution], figures: &[figures::FoundFigure]) -> Vec<Option<usize>> {
    let mut pieces: Vec<(&Range<usize>, usize, usize)> = Vec::new();
    for (index, attribution) in attributions.iter().enumerate() {
        let length = attribution.content.iter().map(|piece| piece.len()).sum();
        pieces.extend(attribution.content.iter().map(|piece| (piece, length, index)));
    }
    pieces.sort_by_key(|(piece, _, index)| (piece.start, *index));
    let mut pieces = pieces.into_iter().peekable();
    let mut open: Vec<(&Range<usize>, usize, usize)> = Vec::new();
    figures
        .iter()
        .map(|figure| {
            while let Some(piece) = pieces.next_if(|(piece, ..)| piece.start <= figure.bytes.start) {
                open.push(piece);
            }
            open.retain(|(piece, ..)| piece.end > figure.bytes.start);
            // Where its own clause says who gives it, a claim that was begun before, or told of by another before, does not.
            let own = |piece: &Range<usize>, index: usize| {
                let told = &attributions[index];
                figure.other_giver.is_none_or(|from| {
                    piece.start >= from && told.cue.iter().chain(&told.source).any(|words| words.start >= from)
                })
            };
            let holds = open.iter().filter(|(piece, _, index)| figure.bytes.end <= piece.end && own(piece, *index));
            holds.min_by_key(|(_, length, index)| (*length, *index)).map(|(.., index)| *index)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind};
    use rstest::rstest;

    #[rstest]
    #[case("One resident said the wells were dry.", &[])]
    #[case("Only 1 percent say the wells are dry.", &[1.0])]
    #[case("Only 3 residents say the wells are dry.", &[3.0])]
    fn one_who_speaks_is_no_count(#[case] text: &str, #[case] expected: &[f64]) {
        let reading = read(&Document { text: text.to_owned(), ..Document::default() });
        assert_eq!(reading.figures.iter().filter_map(|figure| figure.value).collect::<Vec<_>>(), expected);
    }

    /// Who gave the first number.
    #[rstest]
    #[case("Lind Motor lost 340 million crowns last year, it said on Wednesday.", Some("Lind Motor"))]
    #[case("Anna Berg lost 340 million euros at Orsal last year, it said on Wednesday.", None)]
    fn a_firm_says_it_behind_what_it_did(#[case] text: &str, #[case] expected: Option<&str>) {
        let reading = read(&Document { text: text.to_owned(), ..Document::default() });
        let giver = reading.figures.first().and_then(|figure| figure.source);
        assert_eq!(giver.map(|SourceRef(at)| reading.sources[at].name.as_str()), expected);
    }

    /// Where another gives a number in the same sentence, it is not the first voice's: the givers of both.
    #[rstest]
    #[case("Wardens said 400 campers had come, organizers 1,200.", &[Some("wardens"), None])]
    #[case("Wardens said 400 campers had come and 1,200 goats.", &[Some("wardens"), Some("wardens")])]
    fn who_stands_right_before_a_number_gives_it(#[case] text: &str, #[case] expected: &[Option<&str>]) {
        let reading = read(&Document { text: text.to_owned(), ..Document::default() });
        let names = |figure: &Figure| figure.source.map(|SourceRef(at)| reading.sources[at].name.clone());
        assert_eq!(
            reading.figures.iter().map(names).collect::<Vec<_>>(),
            expected.iter().map(|it| it.map(str::to_owned)).collect::<Vec<_>>()
        );
    }

    /// What two voices side by side give is of one thing: "what|what".
    #[rstest]
    #[case(
        "The mast is 90 meters tall, the town said. Surveyors said they had measured 70 meters.",
        "mast height|mast height"
    )]
    #[case(
        "Bandits took rings worth $9 million, police said. The jeweler said the value of the rings was $5 million.",
        "stolen|stolen"
    )]
    #[case(
        "The lagoon covers 90 hectares, the town said. Divers said that 60 hectares of the lagoon were flooded.",
        "flooded|flooded"
    )]
    #[case(
        "Some 900 families live in the camp, the mayor said. An aid group said it shelters 1,400 families.",
        "displaced|displaced"
    )]
    #[case(
        "A third of pupils have scurvy, nurses said. The mayor put the share at 12 percent.",
        "share of student|student"
    )]
    #[case(
        "Police said nine girls had drowned. The mayor said the number of deaths was four.",
        "girl killed|girl killed"
    )]
    // in words that no list has, by all that speaks for it
    #[case("The tailor has 900 buttons, his wife said. A neighbor counted only 350.", "button|button")]
    #[case("The harbor will be dredged in six weeks, the port said. Pilots reckon with five months.", "amount|amount")]
    #[case(
        "The ferry was doing 40 kilometers an hour, the pilot said, not the 25 that the owner had named.",
        "speed|speed"
    )]
    #[case("The dairy has 60 cows, it says. The vet's own count is 95.", "cattle|cattle")]
    // people and vehicles, an offer, a demand, a part of a whole
    #[case("Rebels took three trucks, they said. The army said eleven cooks had fled.", "truck|displaced")]
    #[case("The union wants a raise of 9 percent, it said. The mill said it had offered 3 percent.", "raise|")]
    // another thing, another year
    #[case("The bridge cost $9 million, the town said. The mayor said that the road had cost $5 million.", "cost|cost")]
    #[case(
        "The bridge takes 9 percent of taxes, the town said. The mayor said 5 percent of taxes went to parks.",
        "tax|tax"
    )]
    fn side_by_side(#[case] text: &str, #[case] expected: &str) {
        let reading = read(&Document { text: text.to_owned(), ..Document::default() });
        let what = reading.figures.iter().map(|figure| figure.topic.as_ref().map_or("", |topic| topic.what.as_str()));
        assert_eq!(what.collect::<Vec<_>>().join("|"), expected);
    }

    /// A number that another gives in one sentence is not the speaker's.
    #[rstest]
    #[case("The owner put the damage at 9 million euros, the insurer at 4 million.", &[true, false])]
    #[case("The union said that 400 clerks were hurt; the bank counts 150 injuries.", &[true, false])]
    #[case("The union said that 400 clerks were hurt and 150 lost their jobs.", &[true, true])]
    #[case("The tank lost 40 liters, the owner said; divers from the club spoke of 90.", &[true, false])]
    fn another_giver_is_no_part_of_the_claim(#[case] text: &str, #[case] expected: &[bool]) {
        let reading = read(&Document { text: text.to_owned(), ..Document::default() });
        let claimed: Vec<bool> = reading.figures.iter().map(|figure| figure.claim.is_some()).collect();
        assert_eq!(claimed, expected);
    }

    /// "TOLM, May 3 (Wire) -" is where things happen, though it is set apart; a firm's profit is made nowhere.
    #[test]
    fn datelines_set_apart_are_scenes() {
        let text =
            "TOLM, May 3 (Wire) - The flood killed 40 people. The mill made a profit of $9 million.\n\nRain goes on.\n";
        let dateline = Block { bytes: 0.."TOLM, May 3 (Wire) - ".len(), kind: BlockKind::Dateline };
        let reading = read(&Document { text: text.to_owned(), blocks: vec![dateline], ..Document::default() });
        let scenes: Vec<_> = reading.figures.iter().map(|figure| figure.scene.as_deref()).collect();
        assert_eq!(scenes, [Some("tolm"), None]);
    }
}

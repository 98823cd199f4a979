//! How sure a clause is, by its weakest word: "may", "likely".

use std::ops::Range;

use crate::model::Gist;

use super::super::analysis::Analysis;
use super::super::tagger::Tag;
use super::lexicon::lexicon;
use super::words::base;

/// How sure the words are.
pub(super) fn certainty(analysis: &Analysis, tokens: Range<usize>) -> u8 {
    let levels = tokens.filter_map(|at| {
        let is_month = analysis.low(at) == "may" && analysis.tag(at) != Tag::Md;
        // "twice as likely", "three times more likely": how often something happens, and no doubt of it.
        let before = |back: usize| at.checked_sub(back).map_or("", |at| analysis.low(at));
        let is_odds = analysis.low(at) == "likely"
            && (before(1) == "as"
                || matches!(before(1), "more" | "less") && matches!(before(2), "times" | "percent" | "cent" | "%"));
        let of = |word: &str| lexicon().certainty.get(word).copied();
        if is_month || is_odds { None } else { of(analysis.low(at)).or_else(|| of(&base(analysis, at))) }
    });
    levels.min().unwrap_or(Gist::STATED)
}

#[cfg(test)]
mod tests {
    use super::super::tests::first;
    use crate::model::Gist;

    #[test]
    fn odds_are_no_doubt() {
        let sure = |text: &str| first(text).certainty;
        assert_eq!(sure("Welders are three times as likely to cough, a doctor said."), Gist::STATED);
        assert_eq!(sure("Welders are ten times more likely to cough, a doctor said."), Gist::STATED);
        assert_eq!(sure("The yard is likely to close, a doctor said."), Gist::LIKELY);
    }
}

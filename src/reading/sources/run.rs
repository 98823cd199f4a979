//! How far a run of capitalised words goes that may be one name: "Institute for the Study of War", "Devon and Cornwall Police".

use crate::reading::phrase::is_titled_day;
use crate::reading::tagger::Tag;

use super::names::{Finder, LONGEST, has_article, is_acronym, is_capital, joins};

impl Finder<'_, '_> {
    /// Where the run of capitalised words that begins at `start` ends.
    pub(super) fn extend(&self, start: usize, limit: usize) -> usize {
        let limit = limit.min(start + LONGEST);
        let mut at = start + self.body_at(start, limit).map_or(1, |(_, count)| count);
        // "Secretary of State Jan Roe"
        let word = |ahead: usize| if start + ahead < limit { self.analysis.word(start + ahead) } else { "" };
        if joins(self.analysis.low(start + 1)) {
            at = at.max(start + self.lexicon.title_at(word).map_or(1, |(_, count)| count));
        }
        // "Secretary of State for African Affairs | Jan Roe": what the office is for belongs to it.
        let given = |at: usize| self.lexicon.given.contains_key(self.analysis.low(at));
        let capitals = (at + 1..limit).take_while(|&at| is_capital(self.analysis.word(at))).last();
        let holder = capitals.is_some_and(|last| (at + 2..last).any(|first| given(first) && last - first <= 2));
        if self.analysis.low(at) == "for"
            && holder
            && !self.is_bodylike(at + 1..capitals.map_or(at + 1, |last| last + 1))
        {
            return at;
        }
        let mut body_of = false;
        // The body's noun that closes the capitals behind a token.
        let body_behind = |at: usize| {
            let end = (at + 1..limit).take(5).take_while(|&at| is_capital(self.analysis.word(at))).last();
            end.filter(|&end| self.body_noun(end))
        };
        while at < limit {
            let (word, low) = (self.analysis.word(at), self.analysis.low(at));
            let large = |ahead: usize| at + ahead < limit && is_capital(self.analysis.word(at + ahead));
            if is_capital(word) {
                // "Radio One", "Channel Four"
                let numbered = self.analysis.tag(at) == Tag::Cd && is_capital(self.analysis.word(at - 1));
                let stops = self.lexicon.not_names.contains(word)
                    && !numbered
                    && !is_titled_day(self.analysis, at)
                    && !self.lexicon.given.contains_key(self.analysis.low(at - 1));
                if stops {
                    break;
                }
                at += self.body_at(at, limit).map_or(1, |(_, count)| count);
                continue;
            }
            // "the Tarn Observatory for Human rights"
            let rights = low == "rights" && at > start + 1 && self.analysis.word(at - 1) == "Human";
            if rights || has_article(word) || word == "&" && large(1) {
                at += 1;
                continue;
            }
            if self.lexicon.particles.contains(low) {
                if large(1) {
                    at += 2;
                    continue;
                }
                if large(2) && self.lexicon.particles.contains(self.analysis.low(at + 1)) {
                    at += 3;
                    continue;
                }
            }
            let article = usize::from(self.analysis.low(at + 1) == "the");
            let stop_next = self.lexicon.not_names.contains(self.analysis.word(at + 1 + article));
            if joins(low) && large(1 + article) && !stop_next && (body_of || self.body_noun(at - 1)) {
                at += 2 + article;
                body_of = true;
                continue;
            }
            // "the U.N. Interim Force in Lebanon (UNIFIL)"
            if low == "in" && large(1) && self.analysis.low(at + 2) == "(" && self.body_noun(at - 1) {
                at += 2;
                continue;
            }
            // "the National Search and Rescue Agency", but not "the Pentagon and State Department".
            if low == "and"
                && large(1)
                && self.is_plain(at + 1)
                && self.analysis.low(start.wrapping_sub(1)) == "the"
                // "the Bangladesh Garment Manufacturers and Exporters Association"
                && (start + 1..at).all(|at| self.is_plain(at))
                && (self.is_plain(start) || at > start + 1)
                && !self.is_bodylike(start..at)
                && body_behind(at).is_some_and(|end| end > at + 1)
            {
                at += 2;
                continue;
            }
            // "Oil and Gas Minister X"
            if low == "and"
                && at == start + 1
                && large(1)
                && self.is_plain(start)
                && self.is_plain(at + 1)
                && self.lexicon.role(self.analysis.low(at + 2)).is_some()
                && large(2)
                && large(3)
                && !self.lexicon.surnames.contains(self.analysis.word(start))
            {
                at += 2;
                continue;
            }
            // "Devon and Cornwall Police"
            if low == "and"
                && at == start + 1
                && self.is_plain(start)
                && !self.lexicon.surnames.contains(self.analysis.word(start))
                && matches!(self.analysis.low(at + 2), "police" | "constabulary" | "council")
                && large(1)
                && large(2)
            {
                at += 3;
                continue;
            }
            // "the Shareholders' Action Group"
            if matches!(low, "'" | "’")
                && large(1)
                && self.analysis.word(at - 1).ends_with('s')
                && self.analysis.low(start.wrapping_sub(1)) == "the"
                && body_behind(at).is_some()
            {
                at += 2;
                continue;
            }
            // "the Alzheimer's Society", but not "the UN's Food Agency", "the Bank's Board", "the President's Office".
            if matches!(low, "'s" | "’s")
                && at == start + 1
                && large(1)
                && self.analysis.low(start.wrapping_sub(1)) == "the"
                && self.is_plain(start)
                && !is_acronym(self.analysis.word(start))
                && body_behind(at).is_some()
            {
                at += 2;
                continue;
            }
            // "Department of Health and Human Services", but not "… of Health and President Smith".
            if low == "and" && body_of && large(1) && self.is_plain(at + 1) {
                at += 2;
                continue;
            }
            break;
        }
        at.min(limit)
    }

    fn is_plain(&self, at: usize) -> bool {
        let low = self.analysis.low(at);
        !self.lexicon.given.contains_key(low)
            && self.lexicon.role(low).is_none()
            && self.lexicon.title_at(|ahead| self.analysis.word(at + ahead)).is_none()
            && self.body_at(at, at + 4).is_none()
            && !is_acronym(self.analysis.word(at))
    }
}

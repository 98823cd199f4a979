//! How far a content reaches: where its clause ends and the cue's own goes on.

use super::super::tagger::Tag;
use super::groups::Shape;
use super::lexicon::{Class, Frames};
use super::nouns;
use super::scene::Scene;

/// What a cue's clause is to its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clause {
    Main,
    /// "When Lee said …, …"
    Subordinate,
    /// "Lee, who said …, …"
    Relative,
}

/// How many words an aside between a subject and its verb has at most.
pub(super) const ASIDE: usize = 12;

/// How far behind "with" whoever says more may speak: "with one of them adding that".
const WITH: usize = 6;

impl Scene<'_> {
    /// Whether a clause with a subject of its own begins at token `at`.
    pub fn clause_at(&self, at: usize, ceiling: usize) -> bool {
        if !nouns::starts_phrase(self.a, at) && !matches!(self.a.tag(at), Tag::In | Tag::Vbg) {
            return false;
        }
        let mut next = self.group_from(at);
        // "a sailor, named locally as Roe, was found": the participle is an aside's, as are those on a par with it.
        let mut named = self.groups.get(next).is_some_and(|group| {
            group.shape == Shape::Participle && self.a.word(group.tokens.start.saturating_sub(1)) == ","
        });
        next += usize::from(named);
        let mut long = false;
        while named {
            named = self.groups.get(next).is_some_and(|group| {
                group.shape == Shape::Participle && self.a.low(group.tokens.start.saturating_sub(1)) == "and"
            });
            long |= named;
            next += usize::from(named);
        }
        let most = if long { ASIDE * 2 } else { ASIDE };
        let Some(group) = self.groups.get(next) else { return false };
        let start = group.tokens.start;
        if group.head >= ceiling || start <= at || start > at + 2 * most + 1 || group.shape != Shape::Finite {
            return false;
        }
        // "a sailor, named locally as Roe, was found", "Roe, a farmer, was found": the aside is no part of the subject.
        let aside = (self.a.word(start - 1) == ",")
            .then(|| (at + 1..start - 1).rev().find(|&open| self.a.word(open) == ","))
            .flatten()
            .filter(|&open| start - open <= most && !matches!(self.a.low(open + 1), "who" | "which" | "and" | "but"));
        let end = aside.unwrap_or(start);
        (at..end).all(|token| {
            let tag = self.a.tag(token);
            // "said the “rude” letter made them weep"
            let scare = || self.quotation_at(token).is_some_and(|place| self.is_scare(place));
            tag == Tag::Punct && scare()
                || tag.is_noun()
                || tag.is_adjective()
                || tag.is_adverb()
                || matches!(
                    tag,
                    Tag::Dt
                        | Tag::Pdt
                        | Tag::Prp
                        | Tag::PrpPoss
                        | Tag::Cd
                        | Tag::Pos
                        | Tag::In
                        | Tag::Cc
                        | Tag::To
                        | Tag::Fw
                        | Tag::Ex
                        | Tag::Sym
                )
        }) && nouns::ends_phrase(self.a, end - 1)
            && self.a.low(end - 1) != "that"
    }

    /// Where the content that starts at token `from` ends, for the cue of group `index`: one past its last token.
    pub fn content_end(&self, index: usize, from: usize, phrase: bool) -> usize {
        let a = self.a;
        let group = &self.groups[index];
        let ceiling = self.bounds(group.head).end.max(from);
        let inside = self.quotation_at(group.head);
        let clause = self.clause_of(index);
        let mut at = from;
        let mut depth = 0usize;
        while at < ceiling {
            if let Some(place) = self.quotation_at(at).filter(|_| inside.is_none()) {
                at = self.quotation_tokens(place).end.max(at + 1);
                continue;
            }
            match a.word(at) {
                "(" | "[" => depth += 1,
                ")" | "]" => {
                    if depth == 0 {
                        break;
                    }
                    depth -= 1;
                }
                _ => {}
            }
            if at > from && depth == 0 && self.stops(index, at, phrase, clause) {
                break;
            }
            at += 1;
        }
        self.trim(from, at)
    }

    /// Gives up the closing marks of `from..end`, as the content of a claim does without its full stop.
    pub fn trim(&self, from: usize, mut end: usize) -> usize {
        while end > from
            && matches!(self.a.word(end - 1), "." | "," | ";" | ":" | "!" | "?" | "-" | "–" | "—" | "--" | "...")
            && self.quotation_at(end - 1).is_none()
        {
            end -= 1;
        }
        // "… without power and, according to the mayor, …": what joins the next is no end.
        if end < self.a.tokens.len()
            && end > from + 1
            && self.a.word(end) == ","
            && matches!(self.a.low(end - 1), "and" | "but")
            && self.quotation_at(end - 1).is_none()
        {
            end -= 1;
        }
        end
    }

    /// Whether the content of group `index` ends before token `at`.
    fn stops(&self, index: usize, at: usize, phrase: bool, clause: Clause) -> bool {
        let a = self.a;
        let word = a.low(at);
        if word == ";" {
            return true;
        }
        let comma = word == ",";
        let next = if comma { at + 1 } else { at };
        let follower = || self.groups.get(self.group_from(next));
        // "the ship, which he named as the Orla, “went down”": a mark of quotation may stand before the verb.
        let marked = usize::from(matches!(a.word(next), "“" | "\""));
        // "Farmers protesting against the laws said": the verb of whoever protests.
        if phrase
            && !comma
            && self.groups[index].shape == Shape::Gerund
            && self.groups.get(self.group_from(at)).is_some_and(|f| f.shape == Shape::Finite && f.tokens.start == at)
            && self
                .own_subject(self.group_from(at))
                .is_some_and(|subject| subject.tokens.start < self.groups[index].tokens.start)
        {
            return true;
        }
        let finite_next = || {
            self.groups
                .get(self.group_from(next + marked))
                .is_some_and(|f| f.shape == Shape::Finite && f.tokens.start == next + marked)
        };
        if comma && a.low(next) == "according" || word == "while" && a.tag(at + 1) == Tag::Vbg {
            return true;
        }
        // "When Lee said that A, the troops …": the main clause begins.
        if comma && clause == Clause::Subordinate && self.clause_at(next, at + 40) {
            return true;
        }
        // "Lee, who said that A, left": so does its verb.
        if clause == Clause::Relative && (comma || phrase && a.tag(at - 1) != Tag::Prp) && finite_next() {
            return true;
        }
        // "The firm, which denied A, closed on Friday", whatever the tag: the sentence has no other verb.
        if clause == Clause::Relative
            && comma
            && follower().is_some_and(|f| f.shape == Shape::Participle && f.tokens.start == next)
            && !self.has_finite(self.group_from(next) + 1, self.bounds(self.groups[index].head).end)
        {
            return true;
        }
        if clause == Clause::Relative && !comma && !phrase && self.main_verb_at(index, at) {
            return true;
        }
        // "Officers who refused to name themselves had held a courier": nothing stands behind such an object in its clause.
        if !comma && at > 1 && nouns::is_reflexive(a.low(at - 1)) && a.tag(at - 2).is_verb() && finite_next() {
            return true;
        }
        if comma && a.tag(next) == Tag::Vbg {
            // "…, adding that": the next cue of the same speaker.
            return follower().is_some_and(|f| {
                f.tokens.start == next
                    && f.shape == Shape::Gerund
                    && f.cue.is_some_and(|cue| {
                        cue.frames.any(Frames::THAT)
                            || matches!(
                                cue.class,
                                Class::Say | Class::Accuse | Class::Describe | Class::Call | Class::Praise
                            )
                    })
            });
        }
        // "… with its allies adding that"
        if !comma
            && word == "adding"
            && a.low(at + 1) == "that"
            && self.quotation_at(at) == self.quotation_at(self.groups[index].head)
        {
            return true;
        }
        // "…, an officer adding that": another speaks.
        if comma
            && let adding = self.group_from(next)
            && self.groups.get(adding).is_some_and(|f| f.shape == Shape::Gerund && f.tokens.start <= next + WITH)
            && self.adder(adding).is_some_and(|adder| adder.start <= next + 1 && adder.start >= next)
        {
            return true;
        }
        // "…, with one adding that": another speaks.
        if comma && a.low(next) == "with" {
            let gerund = follower().filter(|f| f.shape == Shape::Gerund && f.tokens.start <= next + WITH);
            let says = gerund.and_then(|f| f.cue).is_some_and(|cue| {
                cue.frames.any(Frames::THAT) && matches!(cue.class, Class::Say | Class::Accuse | Class::Describe)
            });
            if says {
                return true;
            }
        }
        let cc = if comma && matches!(a.low(next), "and" | "but") { next } else { at };
        if matches!(a.low(cc), "and" | "but") {
            // “no reason to flee,” and accused: the comma may stand inside.
            let parted = comma && cc == next || self.quoted_comma(at);
            if self.starts_anew(index, cc, parted, phrase) {
                return true;
            }
        }
        phrase
            && comma
            && matches!(a.low(next), "which" | "who" | "while" | "but" | "although" | "though" | "where" | "when")
    }

    /// Whether a quotation that ends with a comma ends before token `at`.
    pub fn quoted_comma(&self, at: usize) -> bool {
        let place = at.checked_sub(1).and_then(|before| self.quotation_at(before));
        place.is_some_and(|place| self.quotation_tokens(place).end == at && self.last_word(place) == ",")
    }

    /// What kind of clause group `index` stands in, by what introduces it.
    fn clause_of(&self, index: usize) -> Clause {
        let Some(subject) = self.own_subject(index).map(|subject| subject.tokens) else { return Clause::Main };
        let a = self.a;
        if matches!(a.low(subject.start), "who" | "which" | "that")
            && subject.len() == 1
            && a.tag(subject.start) != Tag::Dt
            && !a.tag(subject.start).is_proper()
        {
            return Clause::Relative;
        }
        // "the Emirates, which the army has accused of A, denied it", "the party, whose members voted against A, said"
        if subject.start.checked_sub(1).is_some_and(|before| matches!(a.low(before), "which" | "whom" | "whose")) {
            return Clause::Relative;
        }
        let bounds = self.bounds(self.groups[index].head);
        let opens = |at: usize| {
            matches!(
                a.low(at),
                "when"
                    | "whether"
                    | "while"
                    | "as"
                    | "if"
                    | "although"
                    | "though"
                    | "after"
                    | "because"
                    | "since"
                    | "before"
                    | "once"
                    | "even"
                    | "whereas"
                    | "until"
                    | "unless"
            )
        };
        // Only a clause that opens the sentence is followed by the main one.
        match subject.start.checked_sub(1) {
            Some(before) if before >= bounds.start && before <= bounds.start + 2 && opens(before) => {
                Clause::Subordinate
            }
            _ => Clause::Main,
        }
    }

    /// Whether a finite group stands from `index` on before token `end`.
    pub fn has_finite(&self, index: usize, end: usize) -> bool {
        self.groups[index.min(self.groups.len())..]
            .iter()
            .take_while(|group| group.head < end)
            .any(|group| group.shape == Shape::Finite)
    }
}

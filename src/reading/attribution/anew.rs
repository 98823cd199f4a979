//! Where a content ends as another verb or voice begins: what a conjunction joins, what withholds, the sentence's own verb.

use super::super::tagger::Tag;
use super::extent::ASIDE;
use super::groups::{self, Group, Shape};
use super::lexicon::{Class, Frames};
use super::nouns;
use super::placing;
use super::scene::Scene;

/// Among so many verbs is that of whoever is described first: "but one of them, who agreed to be named, said" …
const SPEAKS: usize = 4;

/// … and so far does it stand.
const FURTHER: usize = 24;

/// How many words the subject of another clause has at most, before what describes it.
const SUBJECT: usize = 8;

impl Scene<'_> {
    /// "A clerk who claimed that she had “meant well” was jailed": whether the verb at token `at` is that of the sentence, as what the
    /// verb of group `index` leads to has one already.
    pub fn main_verb_at(&self, index: usize, at: usize) -> bool {
        let a = self.a;
        let place = self.group_from(at);
        let verb = self.groups.get(place).is_some_and(|group| group.shape == Shape::Finite && group.tokens.start == at);
        let ends = nouns::is_reflexive(a.low(at - 1))
            || a.tag(at - 1).is_noun()
            || a.tag(at - 1) == Tag::Cd
            || self.quotation_at(at - 1).is_some();
        let relative = |at: usize| matches!(a.tag(at), Tag::Wp | Tag::Wdt) || matches!(a.low(at), "who" | "which");
        verb && ends
            && self.quotation_at(at).is_none()
            && self.groups[(index + 1).min(place)..place].iter().any(|group| {
                group.shape == Shape::Finite && !relative(group.tokens.start.saturating_sub(1))
                        // "tourists who were thought to be climbing remained missing"
                        || group.shape == Shape::Infinitive && self.groups[index].passive
            })
            && self.opens_with_relative(index)
    }

    /// "A clerk who claimed …": whether group `index` stands in a clause that describes what its sentence begins with.
    fn opens_with_relative(&self, index: usize) -> bool {
        let Some(who) = self.own_subject(index).map(|subject| subject.tokens.start) else { return false };
        let start = self.bounds(self.groups[index].head).start;
        nouns::ending_at(self.a, who, start).is_some_and(|noun| noun.start <= start + 1)
            && self.a.word(who.saturating_sub(1)) != ","
    }

    /// Whether the conjunction at `cc` joins a verb or clause to that of group `index`, not to what is said.
    pub fn starts_anew(&self, index: usize, cc: usize, comma: bool, phrase: bool) -> bool {
        let a = self.a;
        let group = &self.groups[index];
        let place = self.group_from(cc);
        let goes_on = self.is_gone_on(index, cc);
        let Some(f) = self.groups.get(place) else { return false };
        // "claimed that A, and that the group had confirmed B": all of it is claimed.
        // … but "and that he could not confirm B" says what is not said.
        if a.low(cc + 1) == "that" && !phrase && f.tokens.start > cc + 2 && !self.withholds(place) {
            return false;
        }
        // "said the raid had been beaten back and gave no losses": who gives nothing is the speaker.
        if f.tokens.start == cc + 1 && self.gives_nothing(place) {
            return true;
        }
        // "with one calling it A and another wondering B"
        let other = matches!(a.low(cc + 1), "another" | "others" | "some" | "many");
        if f.tokens.start == cc + 2 && other && f.shape == Shape::Gerund && group.shape == Shape::Gerund {
            return f.cue.is_some();
        }
        // "some called it thrilling and one called it thin"
        let again = f.cue.zip(group.cue).is_some_and(|(other, own)| other.lemma == own.lemma);
        if f.tokens.start == cc + 2 && (other || a.low(cc + 1) == "one") && f.shape == Shape::Finite && again {
            return true;
        }
        let direct = f.tokens.start == cc + 1 || (f.tokens.start == cc + 2 && a.tag(cc + 1).is_adverb());
        if direct && f.shape == Shape::Finite && f.head > group.head {
            // "added that two cars had been hit but would not say whether": cars say nothing.
            if self.withholds(place) {
                return true;
            }
            // "Roe, she said, had left and only told them later": behind the cue that breaks it, its own verb goes on.
            if goes_on {
                return false;
            }
            // "said the data were convincing but did not show that": what shows something is what was spoken of.
            if f.cue.is_some_and(|cue| cue.class == Class::Show) && self.has_finite(index + 1, cc) && !comma {
                let subject = self.own_subject(index).map(|subject| subject.tokens);
                return subject.is_some_and(|subject| subject.clone().any(|at| super::scene::is_vehicle(a.low(at))));
            }
            // "said the number it holds is 212 and accused the cabinet": what is told of today is not on a par with a past.
            let past = |group: &super::groups::Group| a.tag(group.tokens.start) == Tag::Vbd;
            let inner = self.groups[(index + 1).min(place)..place].iter().filter(|inner| inner.shape == Shape::Finite);
            let before = |inner: &super::groups::Group| !past(inner) || a.low(inner.tokens.start) == "had";
            // "denied that any had been spoiled and invited critics": nor is what had been so before.
            let present = inner.clone().count() > 0 && inner.clone().all(before) && a.low(f.tokens.start) != "had";
            let told = f.cue.is_some_and(|cue| matches!(cue.class, Class::Accuse | Class::Say | Class::Order));
            if told && past(f) && past(group) && present && a.tag(cc + 2) != Tag::To {
                return true;
            }
            let tensed = a.tag(f.tokens.start).is_finite_verb() || a.tag(f.head).is_finite_verb();
            // A tensed verb that nothing in the content is on a par with goes with the cue.
            if tensed && !self.has_finite(index + 1, cc) && group.shape == Shape::Finite {
                return true;
            }
            let tense = |group: &Group| group.tokens.clone().map(|at| a.tag(at)).find(|tag| tag.is_verb());
            let thinks = |group: &Group| group.cue.is_some_and(|cue| cue.class == Class::Think);
            // "said they did not know A and believed B": what is believed is on a par with what is known.
            let par = |inner: &Group| {
                inner.shape == Shape::Finite && inner.head < f.head && thinks(inner) && tense(inner) == tense(f)
            };
            if thinks(f) && !thinks(group) && self.groups[(index + 1).min(place)..place].iter().any(par) {
                return false;
            }
            // "denied that the port stole it and called the charge a lie": who denies something says more.
            let denies = group.cue.is_some_and(|cue| cue.class == Class::Deny);
            let charges = f.cue.is_some_and(|cue| {
                matches!(cue.class, Class::Accuse | Class::Call | Class::Describe | Class::Oppose | Class::Say)
            });
            if denies && charges && past(f) && past(group) {
                return true;
            }
            let alike = a.tag(f.tokens.start) == a.tag(group.tokens.start)
                || tense(f) == tense(group)
                || a.tag(f.head) == a.tag(group.head);
            return alike
                && (phrase
                    || f.cue.is_some_and(|cue| {
                        cue.frames.any(Frames::THAT)
                            // "said the toll was four, and accused the rebels", "…, and has warned of more"
                            || comma
                                && matches!(
                                    cue.class,
                                    Class::Accuse
                                        | Class::Praise
                                        | Class::Oppose
                                        | Class::Call
                                        | Class::Deny
                                        | Class::Say
                                )
                    }));
        }
        if direct && f.shape == Shape::Gerund && group.shape == Shape::Gerund {
            return f.cue.is_some_and(|cue| cue.frames.any(Frames::THAT));
        }
        if !comma {
            return false;
        }
        // "put it at 600, and the union, which has no figures of its own, declined": another subject.
        if phrase
            && let Some(subject) = nouns::base(a, cc + 1, cc + 1 + SUBJECT)
            && a.word(subject.end) == ","
            && matches!(a.low(subject.end + 1), "which" | "who" | "whose")
        {
            return true;
        }
        // "said A, but three doctors put the number at 120"
        if f.shape == Shape::Finite
            && f.tokens.start <= cc + 12
            && placing::draft(self, place).is_some_and(|draft| draft.source.iter().all(|source| source.start == cc + 1))
        {
            return true;
        }
        // "said A, but one of the three, who agreed to be named, said B"
        let described = self.groups.iter().enumerate().skip(place).take(SPEAKS).any(|(other, group)| {
            let cue = group.cue.is_some_and(|cue| cue.frames.any(Frames::QUOTE) || cue.frames.any(Frames::THAT));
            cue && group.shape == Shape::Finite
                && group.tokens.start <= cc + FURTHER
                && a.word(group.tokens.start - 1) == ","
                && a.sentence_of(group.head) == a.sentence_of(cc)
                && self.own_subject(other).is_some_and(|subject| subject.tokens.start == cc + 1)
        });
        if described {
            return true;
        }
        // "said A, and Roe was quoted by the Post as saying B"
        let quoted = f.shape == Shape::Finite && f.tokens.start <= cc + 12 && a.low(f.head) == "quoted" && f.passive;
        if quoted
            && (f.tokens.end..f.tokens.end + ASIDE).any(|at| a.low(at) == "as" && a.tag(at + 1) == Tag::Vbg)
            && self.own_subject(place).is_some_and(|subject| subject.tokens.start <= cc + 3)
        {
            return true;
        }
        // "said A, and B said C": another attribution with a subject of its own.
        if let Some(cue) = f.cue.filter(|_| f.shape == Shape::Finite && f.tokens.start <= cc + 12) {
            let speaks = cue.frames.any(Frames::QUOTE) || cue.frames.any(Frames::THAT);
            if speaks && self.own_subject(place).is_some_and(|subject| subject.tokens.start <= cc + 3) {
                return true;
            }
        }
        phrase && self.clause_at(cc + 1, cc + 30)
    }

    /// Whether what stands behind the comma that follows group `index` begins with the verb of what was said before it: "Roe, she said,
    /// had left". `limit` is how far that verb may stand.
    fn is_gone_on(&self, index: usize, limit: usize) -> bool {
        let comma = self.groups[index].tokens.end;
        let next = self.groups.get(index + 1).filter(|next| next.shape == Shape::Finite && next.head < limit);
        self.a.word(comma) == "," && next.is_some_and(|next| next.tokens.start == comma + 1)
    }

    /// Whether group `index` says that somebody tells nothing of it: "gave no details", "made no mention of".
    pub fn gives_nothing(&self, index: usize) -> bool {
        let a = self.a;
        self.groups.get(index).is_some_and(|group| {
            let gives = matches!(
                a.low(group.head),
                "gave"
                    | "gives"
                    | "give"
                    | "offered"
                    | "offer"
                    | "provided"
                    | "provide"
                    | "made"
                    | "makes"
                    | "had"
                    | "has"
                    | "have"
            );
            let not = group.tokens.clone().any(|at| groups::is_negation(a.low(at)));
            let first = group.tokens.end + usize::from(!not || a.tag(group.tokens.end) == Tag::Dt);
            let noun = first + (first..first + 2).take_while(|&at| a.tag(at).is_adjective()).count();
            let told = matches!(
                a.low(noun),
                "details"
                    | "detail"
                    | "mention"
                    | "reason"
                    | "reasons"
                    | "explanation"
                    | "evidence"
                    | "comment"
                    | "date"
                    | "figure"
                    | "figures"
                    | "number"
                    | "numbers"
                    | "estimate"
                    | "information"
            );
            let none = a.low(group.tokens.end) == "none" && !matches!(a.low(group.head), "had" | "has" | "have");
            gives && (none || told && (not || a.low(group.tokens.end) == "no"))
        })
    }

    /// Whether group `index` says that somebody says nothing: "would not say", "did not comment".
    pub fn withholds(&self, index: usize) -> bool {
        let a = self.a;
        self.groups.get(index).is_some_and(|group| {
            let drawn = group.passive && a.low(group.head) == "drawn";
            group.shape == Shape::Finite
                && (drawn || !group.passive)
                && (drawn
                    || matches!(
                        a.low(group.head),
                        "say"
                            | "comment"
                            | "elaborate"
                            | "specify"
                            | "disclose"
                            | "reveal"
                            | "confirm"
                            | "speculate"
                            | "discuss"
                    ))
                && group.tokens.clone().any(|at| matches!(a.low(at), "not" | "n't" | "n’t"))
        })
    }

    /// Whether group `index` is what something took: "It took them three hours to convict her".
    pub fn is_how_long(&self, index: usize) -> bool {
        let (Some(group), Some(before)) =
            (self.groups.get(index), index.checked_sub(1).map(|before| &self.groups[before]))
        else {
            return false;
        };
        group.shape == Shape::Infinitive
            && matches!(self.a.low(before.head), "took" | "takes" | "take" | "taken")
            && self.own_subject(index - 1).is_some_and(|it| it.tokens.len() == 1 && self.a.low(it.tokens.start) == "it")
    }
}

//! Cuts a run of capitalised words into what describes a name and the name itself.

use std::ops::Range;

use crate::reading::tagger::Tag;

use super::kind;
use super::lexicon::{BodyKind, Gender};
use super::names::{Class, Finder, Name, ends_in_pair, is_acronym, is_capital, is_suffix};

impl Finder<'_, '_> {
    /// Cuts `run` into what stands before the name and the name.
    pub fn segment(&self, run: Range<usize>, opening: bool, prose: bool) -> Option<Name> {
        let word = |at: usize| self.analysis.word(at);
        let mut at = run.start;
        let mut run = run;
        while run.len() > 2 && self.lexicon.postnominals.contains(word(run.end - 1)) {
            run.end -= 1;
        }
        // "the Daily Pilot", "the Sunday Examiner" are no pilot and no examiner.
        let paper = run.len() == 2
            && matches!(word(run.start), "Daily" | "Weekly" | "Sunday" | "Saturday" | "Evening" | "Morning")
            && self.lexicon.role(self.analysis.low(run.start + 1)).is_some();
        if paper {
            return Some(self.plain(run.start, run, Class::Outlet, prose, Gender::Unknown));
        }
        // "the Under-Secretary-General"
        if run.len() == 1
            && word(at).contains('-')
            && word(at).contains(char::is_lowercase)
            && self.lexicon.role(self.analysis.low(at)).is_some()
        {
            return Some(self.plain(at, run, Class::Office, prose, Gender::Unknown));
        }
        let (mut title_gender, mut courtesy, mut titled) = (Gender::Unknown, false, false);
        while at < run.end {
            if let Some((body, count)) = self.body_at(at, run.end) {
                let rest = at + count;
                let entry = self.lexicon.body(body)?;
                if entry.kind == BodyKind::Demonym {
                    if rest == run.end {
                        return None;
                    }
                    let office =
                        self.title_end(rest, run.end).is_some() && !ends_in_pair(self.analysis, &(rest..run.end));
                    if self.is_bodylike(rest..run.end) && !office {
                        break;
                    }
                    at = rest;
                    continue;
                }
                if rest == run.end {
                    return Some(self.listed(run.start, at..rest, body, prose));
                }
                let person_follows = self.title_end(rest, run.end).is_some_and(|end| !self.is_bodylike(end..run.end))
                    || (self.lexicon.given.contains_key(self.analysis.low(rest)) && run.end - rest >= 2 && count >= 2);
                if person_follows && !(count == 1 && self.lexicon.given.contains_key(self.analysis.low(at))) {
                    at = rest;
                    continue;
                }
                break;
            }
            // "Chief Executive": two words of a title, the first of which may also describe one.
            let title = self.lexicon.title_at(|ahead| if at + ahead < run.end { word(at + ahead) } else { "" });
            let describes = self.lexicon.adjectives.contains(word(at)) && title.is_none_or(|(_, count)| count == 1);
            // "Senior United Nations officials"; "the Southern Telegraph" is a paper of its own.
            let listed = || {
                let body = self.body_at(at + 1, run.end).filter(|(_, count)| at + 1 + count == run.end);
                body.is_some_and(|(_, count)| count > 1 || is_acronym(word(at + 1)))
            };
            if describes && at + 1 < run.end && (!self.is_bodylike(at..run.end) || listed()) {
                at += 1;
                continue;
            }
            if let Some((title, count)) = title {
                let rest = at + count;
                if rest == run.end {
                    let surname = titled && rest - at == 1 && self.is_surname_too(at);
                    let office = !title.courtesy && !surname;
                    if office {
                        return Some(self.plain(run.start, run.start..rest, Class::Office, prose, title.gender));
                    }
                    break;
                }
                // "Secretary of State Jan Roe": the state is a part of the title.
                let beyond = if count > 2 { rest } else { at };
                if !self.is_bodylike(beyond..run.end) && !is_suffix(word(rest)) {
                    title_gender = if title.gender == Gender::Unknown { title_gender } else { title.gender };
                    courtesy = true;
                    titled |= !title.courtesy;
                    at = rest;
                    continue;
                }
                break;
            }
            // "Billionaire Donald Trump" at a sentence's start.
            if self.lexicon.role(self.analysis.low(at)).is_some()
                && at + 1 < run.end
                && opening
                && at == run.start
                && !self.lexicon.given.contains_key(self.analysis.low(at))
                && !self.is_bodylike(at..run.end)
            {
                titled = true;
                at += 1;
                continue;
            }
            // "Baker Ann Smith": a trade right before a given name and a surname.
            let given = |at: usize| self.lexicon.given.contains_key(self.analysis.low(at));
            if self.lexicon.role(self.analysis.low(at)).is_some()
                && run.end - at >= 3
                && given(at + 1)
                && !given(at)
                && !self.is_bodylike(at..run.end)
            {
                titled = true;
                at += 1;
                continue;
            }
            match self.later_title(at, run.end) {
                Some(end) => {
                    titled = true;
                    at = end;
                }
                None => match self.later_given(at, run.end) {
                    // "Marlow County Recorder Helen Pike": an office that no list holds.
                    Some(given) => {
                        titled = true;
                        at = given;
                    }
                    None => break,
                },
            }
        }
        // A title that closes the run makes an office: "Senate Majority Leader".
        // "Ministry of Justice" is none.
        let of = (at + 1..run.end).any(|of| self.analysis.low(of) == "of" && self.body_noun(of - 1));
        if !titled && !courtesy && !of && self.closes_with_title(at..run.end) {
            return Some(self.plain(run.start, run.start..run.end, Class::Office, prose, Gender::Unknown));
        }
        // "Senate Republicans", "Democratic": people, or an adjective, and no name.
        if at >= run.end || (!titled && !courtesy && self.lexicon.is_people(word(run.end - 1))) {
            return None;
        }
        let tokens = at..run.end;
        if tokens.len() == 1 && opening && at == run.start && !self.is_name_alone(at) {
            return None;
        }
        let judged = if titled || courtesy {
            kind::Judged {
                class: Class::Person,
                sure: true,
                gender: if tokens.len() > 1 { kind::gender(self.analysis, &tokens) } else { Gender::Unknown },
            }
        } else {
            kind::judge(self.analysis, &tokens)
        };
        // "of Halden, Mich.,": a town before its state.
        let state = |at: usize| word(at).ends_with('.') && self.lexicon.not_names.contains(word(at));
        let town = judged.class == Class::Unknown && word(run.end) == "," && state(run.end + 1);
        let judged = if town { kind::Judged { class: Class::Place, sure: true, ..judged } } else { judged };
        let gender = if title_gender == Gender::Unknown { judged.gender } else { title_gender };
        let front = run.start..at;
        Some(Name { tokens, front, class: judged.class, sure: judged.sure, body: None, gender, titled, prose })
    }

    pub fn is_surname_too(&self, at: usize) -> bool {
        self.lexicon.surnames.contains(self.analysis.word(at))
    }

    /// Where the title that begins at `at` ends, if one does and something follows.
    pub fn title_end(&self, at: usize, end: usize) -> Option<usize> {
        let word = |ahead: usize| if at + ahead < end { self.analysis.word(at + ahead) } else { "" };
        if let Some((_, count)) = self.lexicon.title_at(word) {
            return Some(at + count);
        }
        self.later_title(at, end)
    }

    /// Past the last title inside `at..end` that a name follows: "Campaign Manager | Kellyanne Conway".
    pub fn later_title(&self, at: usize, end: usize) -> Option<usize> {
        let mut found = None;
        let mut inside = at + 1;
        while inside + 1 < end {
            let word = |ahead: usize| if inside + ahead < end { self.analysis.word(inside + ahead) } else { "" };
            let part_of_name = self.is_surname_too(inside)
                && (self.lexicon.given.contains_key(self.analysis.low(inside - 1))
                    || self.analysis.word(inside - 1).ends_with('.'));
            match self.lexicon.title_at(word) {
                Some((_, count))
                    if inside + count < end
                        && is_capital(self.analysis.word(inside + count))
                        && !part_of_name
                        && !is_suffix(self.analysis.word(inside + count))
                        && !self.is_bodylike(inside..end) =>
                {
                    inside += count;
                    found = Some(inside);
                }
                _ => inside += 1,
            }
        }
        found
    }

    /// "Coordinator for Strategic Communications | Paul Weaver": the person at the end of `run`, behind what the office that `office` holds
    /// is for.
    pub fn holder(&self, office: &Range<usize>, run: &Range<usize>, prose: bool) -> Option<Name> {
        let last = office.end.checked_sub(1)?;
        // "Secretary of State"
        let title = |at: usize| {
            let word = |ahead: usize| if at + ahead < office.end { self.analysis.word(at + ahead) } else { "" };
            self.lexicon.title_at(word).is_some_and(|(title, count)| at + count == office.end && !title.courtesy)
        };
        let holds = (self.lexicon.role(self.analysis.low(last)).is_some() || office.clone().any(title))
            && !self.lexicon.given.contains_key(self.analysis.low(office.start));
        let given = |at: usize| self.lexicon.given.contains_key(self.analysis.low(at));
        let suffix = usize::from(is_suffix(self.analysis.word(run.end - 1)));
        // "spokesman for President Jane Roe" is somebody else.
        let titled = || self.lexicon.title_at(|ahead| self.analysis.word(run.start + ahead)).is_some();
        if !holds || run.len() < 3 || given(run.start) || titled() || self.is_bodylike(run.clone()) {
            return None;
        }
        let end = run.end - suffix;
        // "Governor of South Carolina | Jan Roe", "Mayor of San Jose | Jan Roe": a place's name is no given name.
        let saint = |at: usize| matches!(self.analysis.low(at), "san" | "santa" | "saint" | "st" | "st.");
        let place = self.body_at(run.start, end).map(|(_, count)| count).or(saint(run.start).then_some(2));
        let behind = run.start + place.unwrap_or(1);
        let person = place.is_some() && matches!(end.saturating_sub(behind), 2 | 3);
        let first = (behind..end - 1).find(|&at| given(at) && end - at <= 3).or(person.then_some(behind))?;
        let tokens = first..run.end;
        let gender = kind::gender(self.analysis, &tokens);
        let front = office.start..first;
        Some(Name { tokens, front, class: Class::Person, sure: true, body: None, gender, titled: true, prose })
    }

    /// A given name with one or two words after it that closes a long run, which does not begin with a given name.
    pub fn later_given(&self, at: usize, end: usize) -> Option<usize> {
        let given = |at: usize| self.lexicon.given.contains_key(self.analysis.low(at));
        if end - at < 4 || given(at) || self.is_bodylike(at..end) || is_suffix(self.analysis.word(end - 1)) {
            return None;
        }
        (at + 2..end - 1).find(|&inside| given(inside) && end - inside <= 3)
    }

    pub fn closes_with_title(&self, tokens: Range<usize>) -> bool {
        let Some(last) = tokens.end.checked_sub(1).filter(|last| *last > tokens.start) else { return false };
        let first = self.analysis.low(tokens.start);
        let is_title = |at: usize| {
            let word = |ahead: usize| if at + ahead < tokens.end { self.analysis.word(at + ahead) } else { "" };
            self.lexicon.title_at(word).is_some_and(|(title, count)| at + count == tokens.end && !title.courtesy)
        };
        !self.lexicon.given.contains_key(first)
            && (is_title(last) || (last > tokens.start + 1 && is_title(last - 1)))
            && !(self.is_surname_too(last))
    }

    /// Whether the single word at `at`, large at a sentence's start, is a name.
    pub fn is_name_alone(&self, at: usize) -> bool {
        let (word, low) = (self.analysis.word(at), self.analysis.low(at));
        // "Health workers" after "World Health Organization".
        let next = self.analysis.low(at + 1);
        let modifies = matches!(self.analysis.tag(at + 1), Tag::Nn | Tag::Nns)
            && matches!(self.analysis.tag(at), Tag::Nn | Tag::Nns | Tag::Jj)
            && self.lexicon.role(next).is_none();
        if modifies && !self.lexicon.surnames.contains(word) && !is_acronym(word) {
            return false;
        }
        // "Police" is no name for all that it stands in "Tarn Police".
        if self.analysis.tag(at) == Tag::Nns && self.lexicon.body_noun(low).is_some() {
            return false;
        }
        if self.inner.contains(word) || is_acronym(word) || self.lexicon.surnames.contains(word) {
            return true;
        }
        match self.analysis.tag(at) {
            Tag::None => {
                !self.lexicon.is_group(low)
                    && !self.lexicon.is_document(low)
                    && self.lexicon.role(low).is_none()
                    && !self.lexicon.is_roles(low)
                    && self.lexicon.body_noun(low).is_none()
                    && !self.lexicon.prepositions.contains(low)
            }
            Tag::Nnp | Tag::Nnps => {
                !self.lexicon.is_group(low) && !self.lexicon.is_document(low) && self.lexicon.body_noun(low).is_none()
            }
            _ => self.lexicon.given.contains_key(low) && self.analysis.tag(at) != Tag::In,
        }
    }

    pub fn listed(&self, start: usize, tokens: Range<usize>, body: usize, prose: bool) -> Name {
        let class = match self.lexicon.body(body).map(|body| body.kind) {
            Some(BodyKind::Outlet) => Class::Outlet,
            Some(BodyKind::Place | BodyKind::Demonym) => Class::Place,
            _ => Class::Organisation,
        };
        let front = start..tokens.start;
        Name { tokens, front, class, sure: true, body: Some(body), gender: Gender::Unknown, titled: false, prose }
    }

    pub fn plain(&self, start: usize, tokens: Range<usize>, class: Class, prose: bool, gender: Gender) -> Name {
        let front = start..tokens.start;
        Name { tokens, front, class, sure: true, body: None, gender, titled: false, prose }
    }
}

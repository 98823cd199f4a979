//! Indirect speech, thought and intention: SOURCE cue CONTENT, in whatever form the content follows. What has another order stands in
//! [`trailing`], [`passive`], [`placing`] and [`taken_up`].

use std::ops::Range;

use super::super::sources;
use super::super::tagger::Tag;
use super::complement::{self, Complement, Joint, complement};
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::{Class, Cue, Frames};
use super::nouns;
use super::scene::Scene;
use super::{passive, placing, quoted, taken_up, trailing};

/// The drafts of all verb groups but `taken`, whose cue a quotation already has.
pub(super) fn drafts(scene: &Scene, taken: &[bool], into: &mut Vec<Draft>) {
    for index in 0..scene.groups.len() {
        if taken.get(index).copied().unwrap_or(false) {
            continue;
        }
        let group = &scene.groups[index];
        if let Some(draft) = placing::draft(scene, index) {
            into.push(draft);
            continue;
        }
        if let Some(draft) = taken_up::draft(scene, index, into) {
            into.push(draft);
            continue;
        }
        if let Some(draft) = not_drawn(scene, index) {
            into.push(draft);
            continue;
        }
        let Some(cue) = group.cue.filter(|_| !scene.is_asked(group.head)) else { continue };
        let draft = if group.passive || group.shape == Shape::Participle && !acts(scene, index) {
            passive::passive(scene, index, cue)
        } else if cue.class == Class::Seem {
            // "The images appear to show": what shows is the source.
            if passive::seems_to_say(scene, index) { None } else { passive::seeming(scene, index) }
        } else {
            active(scene, index, cue).map(|draft| passive::with_what_seems(scene, index, draft))
        };
        into.extend(draft);
    }
}

/// Whether what looks like a bare participle is a verb of its own, wrongly tagged: "the ministry said that", "Lee, who
/// farms here, called it".
pub(super) fn acts(scene: &Scene, index: usize) -> bool {
    let group = &scene.groups[index];
    let a = scene.a;
    let next = group.tokens.end;
    if matches!(a.low(next), "that" | "he" | "she" | "they") || trailing::is_heard(scene, index) {
        return true;
    }
    let Some(before) = group.tokens.start.checked_sub(1) else { return false };
    // "An inquiry has begun, prosecutors announced on Wednesday."
    let bounds = scene.bounds(group.head);
    let said = group.cue.filter(|cue| cue.class == Class::Say && cue.frames.any(Frames::THAT));
    // "An official, who asked for anonymity, told reporters the dead were": nobody who is told something is told others.
    if said.is_some_and(|cue| cue.frames.any(Frames::OBJ) && complement(scene, index, cue.frames).listener.is_some())
        && a.word(before) == ","
        && scene.own_subject(index).is_some()
    {
        return true;
    }
    if said.is_some()
        && (trailing::ends_with_time(scene, next, bounds.end)
            || trailing::ends_with_listener(scene, index, next, bounds.end))
        && scene
            .own_subject(index)
            .is_some_and(|subject| subject.tokens.start > bounds.start + 2 && a.word(subject.tokens.start - 1) == ",")
    {
        return true;
    }
    // "The bank insisted on Tuesday, after a week of silence, that": somebody who is told something is no source.
    if let Some(cue) = group.cue.filter(|cue| cue.class == Class::Say && !cue.frames.any(Frames::OBJ))
        && complement(scene, index, cue.frames).joint == Joint::That
        && scene.own_subject(index).is_some()
    {
        return true;
    }
    // Only a verb of naming, telling or asking keeps an object when it is passive: "a bill called the Peace Act".
    let keeps = group.cue.is_some_and(|cue| {
        matches!(cue.class, Class::Describe | Class::Ask | Class::Think) || cue.frames.any(Frames::OBJ)
    });
    let object = matches!(a.tag(next), Tag::Prp | Tag::PrpPoss)
        || matches!(a.tag(next), Tag::Dt | Tag::Nnp | Tag::Nnps | Tag::Nns)
            && (!keeps || a.word(before) == "," || a.tag(before) == Tag::Prp || a.tag(before).is_proper());
    // "a claim shared millions of times"
    if (next..next + 4).any(|at| a.low(at) == "times") {
        return false;
    }
    // "The army denied responsibility."
    let bare = a.tag(next) == Tag::Nn
        && !keeps
        && scene.own_subject(index).is_some_and(|subject| subject.tokens.start == scene.bounds(group.head).start);
    (object || bare) && scene.own_subject(index).is_some()
}

fn active(scene: &Scene, index: usize, cue: Cue) -> Option<Draft> {
    let group = &scene.groups[index];
    let found = complement(scene, index, cue.frames);
    // "Vietnam said nothing."
    let silent = cue.class == Class::Say
        && matches!(scene.a.low(group.tokens.end), "nothing" | "little")
        && matches!(scene.a.tag(group.tokens.end + 1), Tag::Punct | Tag::None);
    if silent {
        return None;
    }
    if found.joint == Joint::End {
        if trailing::is_study(scene, index, cue) {
            return trailing::inverted(scene, index, cue);
        }
        return trailing::trailing(scene, index, cue, &found);
    }
    // "A rose, the office said last week, compared with B": when is not what.
    // "A rose, the office reported last week."
    if found.joint == Joint::Phrase
        && let Some(start) = nouns::time_end(scene.a, found.start).filter(|&end| {
            scene.a.word(end) == "," || scene.a.tag(end) == Tag::Punct && end + 1 >= scene.bounds(group.head).end
        })
        && let Some(draft) =
            trailing::trailing(scene, index, cue, &Complement { joint: Joint::End, start, listener: None })
    {
        return Some(draft);
    }
    // "Bees learn, Roe wrote on Monday in a study that some called thin": what describes the study is not what she wrote.
    if found.joint == Joint::That
        && described_in(scene, group.tokens.end, found.start)
        && let Some(draft) = trailing::trailing(
            scene,
            index,
            cue,
            &Complement { joint: Joint::End, start: group.tokens.end, listener: None },
        )
    {
        return Some(draft);
    }
    // "He had what he wanted, she argued: cash and thanks."
    if found.joint == Joint::Bare
        && scene.a.word(group.tokens.end) == ":"
        && found.start == group.tokens.end + 1
        && !scene.has_finite(index + 1, scene.bounds(group.head).end)
    {
        let colon = Complement { joint: Joint::End, start: group.tokens.end, listener: None };
        if let Some(draft) = trailing::trailing(scene, index, cue, &colon) {
            return Some(draft);
        }
    }
    // Taken back to front: "the plan, said Lee" is the quoted rule's or the trailing one's.
    if group.shape == Shape::Finite
        // "a diplomat, asked by the agency, told it that": nobody tells that A after A.
        && !(found.listener.is_some() && found.joint == Joint::That)
        && let Some(draft) = trailing::inverted(scene, index, cue)
    {
        return Some(draft);
    }
    // "The paper quoted Lee as saying that A": Lee says so, to the paper.
    if let Some(draft) = quoted::as_saying(scene, index) {
        return Some(draft);
    }
    // ", citing the police": what is cited is a source, not what is said.
    if group.shape == Shape::Gerund && cue.lemma == "cite" && found.joint == Joint::Phrase {
        return None;
    }
    let subject = scene.subject(index)?;
    if keeps_name_back(scene, group.tokens.clone()) || cannot_be_told(scene, index) {
        return None;
    }
    // "claimed without offering evidence that": what is claimed.
    if group.shape == Shape::Gerund
        && (group.tokens.start.saturating_sub(2)..group.tokens.start).any(|at| complement::without(scene, at).is_some())
        && index.checked_sub(1).is_some_and(|before| {
            let before = &scene.groups[before];
            before.cue.is_some_and(|cue| cue.frames.any(Frames::THAT) && before.tokens.end + 2 >= group.tokens.start)
        })
        && found.joint != Joint::That
    {
        return None;
    }
    if is_relief(scene, group.head) || takes_lives(scene, index, found.joint) {
        return None;
    }
    // "a gesture meant to reassure people that": what something is for it does not say.
    let purpose = index.checked_sub(1).map(|before| &scene.groups[before]).is_some_and(|before| {
        before.tokens.end == group.tokens.start
            && before.shape == Shape::Participle
            && matches!(scene.a.low(before.head), "meant" | "intended" | "designed" | "supposed")
    });
    if group.shape == Shape::Infinitive && purpose {
        return None;
    }
    let (rule, phrase) = match found.joint {
        Joint::That => ("reported_that", false),
        Joint::Bare => ("reported_clause", false),
        Joint::Quotation => ("reported_quotation", false),
        Joint::Wh => ("reported_question", false),
        Joint::To => ("intention", false),
        Joint::Gerund => ("reported_gerund", true),
        Joint::Preposition => ("reported_about", true),
        Joint::Phrase => ("reported_phrase", true),
        Joint::As => ("described_as", true),
        Joint::End => return None,
    };
    // "a clerk identified only as Jan R.": that is how he is called.
    let as_name = cue.lemma == "identify" && found.joint == Joint::As && scene.a.tag(found.start + 1).is_proper();
    if as_name && found.start <= group.tokens.end + 1 {
        return None;
    }
    // "were made to work and told to keep quiet": nobody tells to.
    // "the talks had gone on for weeks without a result": only "that" makes it speech.
    if cue.lemma == "go on" && found.joint == Joint::Bare {
        return None;
    }
    // "The club dismissed Ann Roe": from her post.
    let done = is_sacked(scene, group.head, found.start) || is_done_with(scene, group.head, found.start);
    if found.joint == Joint::Phrase && done {
        return None;
    }
    // "He called me from the ship": on the phone.
    if found.joint == Joint::Phrase && is_phoned(scene, group.head, found.start) {
        return None;
    }
    // "had no power to order them to": what somebody could do.
    if group.shape == Shape::Infinitive && is_power(scene, group.tokens.start) {
        return None;
    }
    // "It took them three hours to convict her": what was done.
    if scene.is_how_long(index) {
        return None;
    }
    let told = matches!(cue.lemma, "tell" | "order" | "instruct" | "urge" | "advise" | "persuade");
    if told && found.joint == Joint::To && found.listener.is_none() {
        return None;
    }
    let mut start = found.start;
    if cue.class == Class::Order
        && found.joint == Joint::To
        && let Some(listener) = &found.listener
    {
        start = listener.start;
    }
    let mut end = scene.content_end(index, start, phrase);
    // "The mayor, who friends say wants to retire, has": the clause ends with its comma.
    if found.joint == Joint::Bare && scene.is_inserted(group) {
        end = (start..end).find(|&at| scene.a.word(at) == ",").unwrap_or(end);
    }
    // "had been asking for years why": how long is not what for.
    if found.joint == Joint::Phrase && cue.lemma.ends_with(" for") && is_length_of_time(scene, start) {
        return None;
    }
    if found.joint == Joint::Phrase {
        end = scene.another_begins(start, end).unwrap_or(end);
    }
    // "may not want to wait: the guild has told its members": why is the article's.
    if matches!(found.joint, Joint::To | Joint::Preposition)
        && let Some(colon) = (start..end).find(|&at| scene.a.word(at) == ":" && scene.quotation_at(at).is_none())
        && scene.has_finite(scene.group_from(colon), end)
    {
        end = colon;
    }
    if end <= start || found.joint == Joint::Phrase && only_time(scene, start..end) {
        return None;
    }
    let mut draft = Draft::new(rule, group.head, group.tokens.clone(), start..end)
        .said_by(Some(subject.tokens))
        .told_to(found.listener.filter(|_| start == found.start));
    // A preposition belongs to the cue: "spoke about", "asked the mayor about".
    if found.joint == Joint::Preposition {
        let preposition = start - 1..start;
        match draft.cue.last_mut().filter(|cue| cue.end == preposition.start) {
            Some(cue) => cue.end = start,
            None => draft.cue.push(preposition),
        }
    }
    Some(draft)
}

/// "in a study that some called thin": whether the relative pronoun at token `that` describes what something is said in, behind the verb
/// that ends at token `from`.
pub(super) fn described_in(scene: &Scene, from: usize, that: usize) -> bool {
    let a = scene.a;
    let Some(noun) = that.checked_sub(1).filter(|&at| at > from && a.tag(that) == Tag::Wdt && a.tag(at) == Tag::Nn)
    else {
        return false;
    };
    // "Heading home, Roe told it in an interview that A": before the comma stands no clause.
    let start = scene.bounds(from.saturating_sub(1)).start;
    let mut told = scene.groups[scene.group_from(start)..].iter().take_while(|group| group.head + 1 < from);
    let within = |at: usize| a.low(at) == "in" && matches!(a.low(at + 1), "a" | "an" | "the");
    told.any(|group| group.shape == Shape::Finite) && (from..noun).rev().take(NAME).any(within)
}

/// "would not be drawn on when": who tells nothing of it.
fn not_drawn(scene: &Scene, index: usize) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let on = group.tokens.end;
    if a.low(group.head) != "drawn" || !scene.withholds(index) || !matches!(a.low(on), "on" | "about" | "into" | "over")
    {
        return None;
    }
    let subject = scene.subject(index)?;
    let end = scene.content_end(index, on + 1, true);
    (end > on + 1).then(|| {
        Draft::new("reported_about", group.head, group.tokens.start..on + 1, on + 1..end).said_by(Some(subject.tokens))
    })
}

/// Words with which a name is kept back, and how far behind "who" they stand.
const NAMING: [&str; 8] = ["named", "identified", "name", "names", "identity", "quoted", "anonymity", "anonymous"];
const NAMED: usize = 9;

/// How many words before a verb its aside may tell why a name is kept back.
const ASIDE: usize = 10;

/// "who asked not to be named", "who did not want to give her name": a relative clause that tells why a source has no name
/// says nothing else. `cue` are the tokens of its verb.
pub(super) fn keeps_name_back(scene: &Scene, cue: Range<usize>) -> bool {
    let a = scene.a;
    let before = cue.start.checked_sub(1);
    let relative = before.is_some_and(|at| a.low(at) == "who" && !a.tag(at).is_proper())
        // "…, an aide said, declining to be named"
        || a.tag(cue.start) == Tag::Vbg && before.is_some_and(|at| a.word(at) == ",");
    let clause = cue.start..cue.start + NAMED;
    // "An officer, speaking on condition of anonymity because he feared for his job, said": why, too.
    let gives_reason =
        (cue.start.saturating_sub(3)..cue.start).any(|at| matches!(a.low(at), "because" | "as" | "since" | "for"));
    let mut aside = (cue.start.saturating_sub(ASIDE)..cue.start).rev().take_while(|&at| {
        !matches!(a.word(at), "," | ";" | "." | "”" | "\"") && a.sentence_of(at) == a.sentence_of(cue.start)
    });
    if gives_reason && aside.any(|at| matches!(a.low(at), "anonymity" | "anonymously")) {
        return true;
    }
    // "a nurse who asked to be called Ann"
    let renamed = a.low(cue.end - 1) == "asked"
        && a.low(cue.end) == "to"
        && a.low(cue.end + 1) == "be"
        && matches!(a.low(cue.end + 2), "called" | "known" | "identified" | "named" | "quoted");
    if relative && renamed {
        return true;
    }
    relative
        && clause.clone().take_while(|&at| !matches!(a.word(at), "," | ";" | ".")).any(|at| NAMING.contains(&a.low(at)))
        && clause.clone().any(|at| {
            matches!(
                a.low(at),
                "not"
                    | "n't"
                    | "n’t"
                    | "only"
                    | "declined"
                    | "declining"
                    | "refusing"
                    | "withheld"
                    | "asking"
                    | "refused"
                    | "requested"
                    | "insisted"
                    | "condition"
                    | "anonymity"
                    | "anonymous"
            )
        })
}

/// "questioned the woman", "released her": whether the verb at token `verb` tells what was done with somebody, from token `object` on.
pub(super) fn is_done_with(scene: &Scene, verb: usize, object: usize) -> bool {
    let a = scene.a;
    let held = matches!(a.low(verb), "questioned" | "interrogated" | "released" | "detained" | "arrested");
    let Some(last) = nouns::base(a, object, object + NAME).map(|name| name.end - 1) else { return false };
    let person = matches!(a.low(last), "him" | "her" | "them") && a.tag(last) != Tag::PrpPoss;
    // "showed reporters the ship": a thing is seen, and nothing said.
    let seen = matches!(a.low(verb), "showed" | "shows" | "show")
        && matches!(a.tag(last + 1), Tag::Dt | Tag::PrpPoss)
        && (person || sources::may_say(a.low(last)));
    seen || held
        && (person
            || sources::may_say(a.low(last)) && !matches!(a.low(last + 1), "'s" | "’s" | "about" | "whether" | "on"))
}

/// "called me from the ship", "called President Roe and left": whether the verb at token `verb` has somebody on the phone, from token
/// `object` on.
pub(super) fn is_phoned(scene: &Scene, verb: usize, object: usize) -> bool {
    let a = scene.a;
    let calls = matches!(a.low(verb), "called" | "calls" | "call" | "phoned" | "rang");
    let pronoun = (a.tag(object) == Tag::Prp).then_some(object..object + 1);
    calls
        && object == verb + 1
        && pronoun.or_else(|| nouns::base(a, object, scene.bounds(verb).end)).is_some_and(|called| {
            let next = called.end;
            let somebody = called.clone().all(|at| a.tag(at).is_proper() || a.tag(at) == Tag::Prp);
            let ends = matches!(a.tag(next), Tag::In | Tag::Rb | Tag::Rp | Tag::Punct | Tag::To | Tag::Cc | Tag::None)
                && !matches!(a.word(next), "," | "—" | "–");
            somebody && ends && a.low(next) != "as" && scene.quotation_at(next) == scene.quotation_at(verb)
        })
}

/// "dismissed Ann Roe on Sunday": whether the verb at token `verb` has somebody for its object, from token `object` on, who loses a post.
pub(super) fn is_sacked(scene: &Scene, verb: usize, object: usize) -> bool {
    let a = scene.a;
    let Some(end) = nouns::base(a, object, object + NAME).map(|name| name.end) else { return false };
    matches!(a.low(verb), "dismissed" | "dismisses" | "dismiss")
        && (object..end).all(|at| a.tag(at) == Tag::Nnp)
        && !matches!(a.low(end), "'s" | "’s" | "as" | "'" | "’")
}

/// So many words a name has at most.
const NAME: usize = 6;

/// "groups supporting Roe have spent more": whether the cue of `draft` is a gerund that only tells which ones have a verb of their own.
pub(super) fn describes_subject(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let (Some(cue), Some(own), Some(said)) = (draft.cue.first(), draft.source.first(), draft.content.last()) else {
        return false;
    };
    let next = scene.groups.get(scene.group_from(said.end)).filter(|group| group.tokens.start <= said.end + 3);
    draft.rule == "reported_phrase"
        && a.tag(draft.head) == Tag::Vbg
        && own.end == cue.start
        && next.is_some_and(|group| group.shape == Shape::Finite)
        && scene
            .own_subject(scene.group_from(said.end))
            .is_some_and(|subject| subject.tokens.start <= own.start && subject.tokens.end > cue.start)
}

/// "a fire that claimed three more lives": whether group `index` tells of those lost, not of what is claimed.
fn takes_lives(scene: &Scene, index: usize, joint: Joint) -> bool {
    let a = scene.a;
    let group = &scene.groups[index];
    let at = group.tokens.end;
    // "claimed 40 lives were lost" is speech, unless it is a disaster's: "a flood which has claimed 40 lives was".
    let which = group.tokens.start.checked_sub(1).is_some_and(|before| matches!(a.low(before), "which" | "that"));
    let claims = group.cue.is_some_and(|cue| cue.lemma == "claim");
    if !claims || !matches!(joint, Joint::Phrase | Joint::Bare) {
        return false;
    }
    let noun = at
        + (at..at + NAME)
            .take_while(|&at| {
                let many =
                    matches!(a.low(at), "dozens" | "scores" | "hundreds" | "thousands" | "of" | "civilian" | "human");
                many || a.tag(at) == Tag::Cd
                    || a.tag(at).is_adjective()
                    || a.tag(at) == Tag::Dt
                    || a.tag(at) == Tag::PrpPoss
            })
            .count();
    let speech = joint == Joint::Bare && !which && a.tag(noun + 1).is_verb();
    matches!(a.low(noun), "lives" | "life" | "victims" | "victim") && noun > at && !speech
}

/// So far before a verb may stand that somebody would not: "declined twice last week to respond".
const SILENT: usize = 6;

/// "struggling to respond to the floods": whether the verb at token `verb` tells of help, not of an answer.
pub(super) fn is_relief(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    // "did not respond to attempts to reach him"
    let to = verb.checked_sub(1).is_some_and(|at| a.low(at) == "to");
    let responds = to && a.low(verb) == "respond" && a.low(verb + 1) == "to";
    let object = nouns::base(a, verb + 2, verb + 2 + NAME);
    responds
        && object.is_some_and(|object| {
            let last = a.low(object.end - 1);
            !a.tag(object.end - 1).is_proper()
                && a.tag(object.start) != Tag::Prp
                && !sources::may_say(last)
                && super::lexicon::Lexicon::get().noun(&super::super::lemma::noun(last)).is_none()
                && !super::vehicle::is_one(last)
        })
        && !(verb.saturating_sub(SILENT)..verb).any(|at| super::negation::keeps_silent(a.low(at)))
}

/// Whether the noun before the infinitive at token `at` says that somebody could or may do it.
fn is_power(scene: &Scene, at: usize) -> bool {
    let noun = at.checked_sub(1).map_or("", |before| scene.a.low(before));
    matches!(
        noun,
        "power" | "powers" | "right" | "authority" | "ability" | "chance" | "opportunity" | "way" | "means" | "mandate"
    )
}

/// Whether `tokens` say when or how often, not what: "last week", "three times".
fn only_time(scene: &Scene, tokens: Range<usize>) -> bool {
    let often = tokens.len() <= 3 && matches!(scene.a.low(tokens.end - 1), "times" | "occasions");
    often || tokens.clone().all(|at| nouns::is_time(scene.a, at) || scene.a.tag(at) == Tag::Punct)
}

/// "for years why": whether what stands at token `at` is a length of time, of which nobody asks for.
fn is_length_of_time(scene: &Scene, at: usize) -> bool {
    matches!(scene.a.low(at), "years" | "months" | "weeks" | "days" | "hours" | "decades" | "ages")
}

/// "too small to tell whether", "hard to say how": what cannot be told is told by nobody.
fn cannot_be_told(scene: &Scene, index: usize) -> bool {
    let a = scene.a;
    let first = scene.groups[index].tokens.start;
    let to = if a.low(first) == "to" { first } else { first.saturating_sub(1) };
    let word = |back: usize| to.checked_sub(back).map_or("", |at| a.low(at));
    a.low(to) == "to"
        && (word(2) == "too" || matches!(word(1), "hard" | "difficult" | "impossible" | "easy" | "soon" | "early"))
}

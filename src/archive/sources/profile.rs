//! When two persons of one full name are one: what articles say of them beside the name.
//!
//! Two agree when their affiliations or their roles do, and disagree when these, or their middle initials, speak
//! against it. [`group`] looks at all that is known under a name at once, so that the order in which articles came does
//! not matter. When in doubt two stay two.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fields::{Fields, is_common};
use super::identity::{Class, Word, bare, join, untitled, words};
use super::usual_names::usual;
use crate::model::SourceKind;

/// What one article says of a person, made ready for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    initials: String,
    /// The heads of the role: "researcher" of "senior defense researcher at RAND".
    heads: Vec<String>,
    /// Names in role and affiliation: "RAND". Countries in one form.
    proper: Vec<String>,
    /// All words of the two.
    all: Vec<String>,
    /// What these are about.
    fields: Fields,
    /// Whether the name says little, as many have it.
    is_common: bool,
    affiliation: Option<Affiliation>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Affiliation {
    /// The row that counts.
    id: i64,
    /// The name's words, in lower case.
    words: Vec<String>,
    /// The normal form of its usual name.
    usual: Option<&'static str>,
}

/// How two profiles of one name compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Something speaks against their being one.
    Against,
    /// Nothing does, and nothing for it but the name.
    NameAlone,
    /// The roles agree.
    Role,
    /// The affiliations agree.
    Affiliation,
}

impl Profile {
    /// What an article says of `name`. The affiliation is its row, mergers followed, and its name; one that only its
    /// article knows ("the company") tells nothing and is not given.
    pub(super) fn new(name: &str, role: Option<&str>, affiliation: Option<(i64, &str)>) -> Self {
        let (mut heads, mut proper, mut all) = (Vec::new(), Vec::new(), Vec::new());
        let is_common = is_common(&words(name));
        let role = words(role.unwrap_or_default());
        read_role(&role, &mut heads, &mut proper, &mut all);
        let affiliation = affiliation.map(|(id, name)| {
            let name = words(name);
            proper.extend(bare(&name).iter().filter(|word| word.is_name_like()).map(same_country));
            all.extend(bare(&name).iter().map(same_country));
            let words = bare(&name).iter().map(|word| word.folded.clone()).collect();
            Affiliation { id, words, usual: usual(SourceKind::Organisation, &name) }
        });
        for words in [&mut heads, &mut proper, &mut all] {
            words.sort();
            words.dedup();
        }
        let fields = Fields::of(all.iter().chain(&heads));
        Self { initials: middle_initials(name), heads, proper, all, fields, is_common, affiliation }
    }

    /// Whether nothing is known but the name.
    pub(super) fn is_bare(&self) -> bool {
        self.affiliation.is_none() && self.heads.is_empty()
    }

    /// What the person is, in single words: "researcher".
    pub(super) fn heads(&self) -> &[String] {
        &self.heads
    }

    /// How the two compare.
    pub(super) fn agreement(&self, other: &Self) -> Agreement {
        if self.has_other_initials(other) {
            return Agreement::Against;
        }
        match (&self.affiliation, &other.affiliation) {
            (Some(one), Some(other)) if one.is(other) => return Agreement::Affiliation,
            (Some(_), Some(_)) => return Agreement::Against,
            _ => {}
        }
        if self.heads.is_empty() || other.heads.is_empty() {
            return Agreement::NameAlone;
        }
        let heads = self.heads.iter().any(|one| other.heads.iter().any(|other| same_office(one, other)));
        if heads && !self.is_elsewhere(other) { Agreement::Role } else { Agreement::Against }
    }

    /// "mayor of Ashford", "Brimley Mayor": where each names something, one must know what the other names.
    fn is_elsewhere(&self, other: &Self) -> bool {
        let knows = |one: &Self, other: &Self| one.proper.iter().any(|name| other.all.contains(name));
        !self.proper.is_empty() && !other.proper.is_empty() && !knows(self, other) && !knows(other, self)
    }

    /// "Ann B. Lee", "Ann C. Lee"
    fn has_other_initials(&self, other: &Self) -> bool {
        !self.initials.is_empty() && !other.initials.is_empty() && self.initials != other.initials
    }

    /// Whether the two cannot well be one, though they are called otherwise: two bodies, two places, two fields ("judge",
    /// "midfielder"). "General" and "chief of staff" can.
    fn clashes(&self, other: &Self) -> bool {
        if self.agreement(other) > Agreement::Against {
            return false;
        }
        self.has_other_initials(other)
            || self.affiliation.is_some() && other.affiliation.is_some()
            || self.is_elsewhere(other)
            || self.fields.are_apart(other.fields)
    }
}

impl Affiliation {
    /// "RAND" and "the RAND Corporation", "UN" and "United Nations", "Royal Dyke Board" and "RDB", "Budget Committee" and "Senate
    /// Budget Committee".
    fn is(&self, other: &Self) -> bool {
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let letters = || long.words.iter().filter(|word| word.len() > 3).filter_map(|word| word.chars().next());
        self.id == other.id
            || self.usual.is_some() && self.usual == other.usual
            || !short.words.is_empty() && long.words.starts_with(&short.words)
            || short.words.len() > 1 && long.words.ends_with(&short.words)
            || matches!(short.words.as_slice(), [word] if word.len() > 1 && word.chars().eq(letters()))
    }
}

/// Takes a role apart. A segment ends at a preposition, a joiner or a comma; its last word is the head, unless the segment
/// says of what ("of Ashford").
fn read_role(role: &[Word<'_>], heads: &mut Vec<String>, proper: &mut Vec<String>, all: &mut Vec<String>) {
    let mut is_head_next = true;
    let mut last: Option<&Word<'_>> = None;
    let mut close = |last: Option<&Word<'_>>, is_head: bool, proper: &mut Vec<String>| {
        if let (Some(word), true) = (last, is_head) {
            let head = word.folded.strip_prefix("ex-").unwrap_or(&word.folded);
            heads.push(head.to_owned());
            // The head is what somebody is, not a name, however it is written.
            if word.is_name_like() {
                proper.retain(|name| *name != same_country(word));
            }
        }
    };
    for word in role {
        match word.class() {
            Some(Class::Preposition) => {
                close(last.take(), is_head_next, proper);
                is_head_next = false;
                continue;
            }
            Some(Class::Joiner) => {
                close(last.take(), is_head_next, proper);
                is_head_next = true;
                continue;
            }
            Some(Class::Article | Class::Pointer) => continue,
            class => {
                all.push(same_country(word));
                if word.is_name_like() && class != Some(Class::Title) {
                    proper.push(same_country(word));
                }
                last = Some(word);
            }
        }
        if word.written.ends_with([',', ';', '/']) {
            close(last.take(), is_head_next, proper);
            is_head_next = true;
        }
    }
    close(last, is_head_next, proper);
}

/// A word, or the country that it names: "ukrainian" and "kyiv" are "ukraine".
fn same_country(word: &Word<'_>) -> String {
    static COUNTRIES: OnceLock<HashMap<String, String>> = OnceLock::new();
    let countries = COUNTRIES.get_or_init(|| {
        let mut countries = HashMap::new();
        let lines = include_str!("../../reading/sources/lexicon/places.tsv").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let names: Vec<String> = line.split(['\t', '|']).map(|name| join(bare(&words(name)))).collect();
            let Some(country) = names.first().filter(|name| !name.is_empty()) else { continue };
            for name in names.iter().filter(|name| !name.is_empty() && !name.contains(' ')) {
                countries.entry(name.clone()).or_insert_with(|| country.clone());
            }
        }
        countries
    });
    match countries.get(&word.folded) {
        Some(country) if word.is_name_like() => country.clone(),
        _ => word.folded.clone(),
    }
}

/// Whether two words for what somebody is can mean one office: "spokesman" and "spokeswoman", "expert" and "analyst".
fn same_office(one: &str, other: &str) -> bool {
    static SAME: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let same = SAME.get_or_init(|| {
        include_str!("../../reading/sources/lexicon/same_role.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .map(|(word, others)| (word, others.split(' ').collect()))
            .collect()
    });
    let lists = |one: &str, other: &str| same.get(one).is_some_and(|words| words.contains(&other));
    one == other || lists(one, other) || lists(other, one)
}

/// "B" of "Ann B. Lee".
fn middle_initials(name: &str) -> String {
    let words = words(name);
    let rest = untitled(&words);
    let inner = rest.get(1..rest.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().filter(|word| word.is_initial()).map(|word| word.folded.as_str()).collect()
}

/// Which of the profiles under one name are one person: a number for each, the same for the same person.
///
/// 1. Those with an affiliation are one where these agree.
/// 2. Those with a role alone are one where these agree, and go to the affiliated person whose role agrees, if there is
///    just one.
/// 3. Two that are left and do not disagree ("Ann Lee of NATO", "Ann Lee, a researcher") are one if there is no third.
/// 4. Where few people can have the name, those whose roles are of one field ("General", "army spokesman") are one unless something
///    speaks against it, and so are all of the name if nothing does ("General", "chief of staff").
/// 5. Bare names are the only other person of the name, or else one of their own.
///
/// The result depends on the set of profiles alone, not on their order.
pub(super) fn group(profiles: &[Profile]) -> Vec<usize> {
    let mut of = Groups((0..profiles.len()).collect());
    let with = |wanted: fn(&Profile) -> bool| -> Vec<usize> {
        profiles.iter().enumerate().filter(|(_, profile)| wanted(profile)).map(|(at, _)| at).collect()
    };
    let strong = with(|profile| profile.affiliation.is_some());
    let weak = with(|profile| profile.affiliation.is_none() && !profile.heads.is_empty());
    let initialed = with(|profile| profile.is_bare() && !profile.initials.is_empty());
    let plain = with(|profile| profile.is_bare() && profile.initials.is_empty());
    let agreement = |one: usize, other: usize| match (profiles.get(one), profiles.get(other)) {
        (Some(one), Some(other)) => one.agreement(other),
        _ => Agreement::Against,
    };
    for set in [&strong, &weak] {
        for (place, &one) in set.iter().enumerate() {
            for &other in set.iter().skip(place + 1) {
                if agreement(one, other) > Agreement::NameAlone {
                    of.join(one, other);
                }
            }
        }
    }
    // Bare names with one initial are one.
    for (place, &one) in initialed.iter().enumerate() {
        for &other in initialed.iter().skip(place + 1) {
            if agreement(one, other) != Agreement::Against {
                of.join(one, other);
            }
        }
    }
    if let [first, rest @ ..] = plain.as_slice() {
        rest.iter().for_each(|&other| of.join(*first, other));
    }
    // Decided on what is known before any of them moves.
    let mut moves = Vec::new();
    for (label, members) in of.sets(&weak) {
        let mut hosts: Vec<usize> = strong
            .iter()
            .filter(|&&other| members.iter().any(|&one| agreement(one, other) > Agreement::NameAlone))
            .map(|&other| of.label(other))
            .collect();
        hosts.sort_unstable();
        hosts.dedup();
        if let [host] = hosts.as_slice() {
            moves.push((*host, label));
        }
    }
    moves.into_iter().for_each(|(one, other)| of.join(one, other));
    let known: Vec<usize> = strong.iter().chain(&weak).copied().collect();
    let against = |one: &[usize], other: &[usize]| {
        one.iter().any(|&one| other.iter().any(|&other| agreement(one, other) == Agreement::Against))
    };
    if let [one, other] = of.sets(&known).as_slice()
        && !against(&one.1, &other.1)
    {
        of.join(one.0, other.0);
    }
    join_rare(&mut of, &known, profiles);
    let mut persons = of.sets(&known);
    let named = of.sets(&initialed);
    match (persons.as_slice(), named.as_slice()) {
        ([person], [name]) if !against(&person.1, &name.1) => of.join(person.0, name.0),
        _ => persons.extend(named),
    }
    if let ([person], [first, ..]) = (persons.as_slice(), plain.as_slice()) {
        of.join(person.0, *first);
    }
    (0..profiles.len()).map(|at| of.label(at)).collect()
}

/// Joins those of `known` who are called otherwise and yet are one, if the name is none that many have.
fn join_rare(of: &mut Groups, known: &[usize], profiles: &[Profile]) {
    let get = |at: usize| profiles.get(at);
    if known.iter().filter_map(|&at| get(at)).any(|profile| profile.is_common) {
        return;
    }
    let any = |one: &[usize], other: &[usize], holds: fn(&Profile, &Profile) -> bool| {
        one.iter()
            .filter_map(|&at| get(at))
            .any(|one| other.iter().filter_map(|&at| get(at)).any(|other| holds(one, other)))
    };
    // Of one field, by way of others too; not where two of them clash.
    let sets = of.sets(known);
    let mut linked = Groups((0..sets.len()).collect());
    for (place, (_, one)) in sets.iter().enumerate() {
        for (next, (_, other)) in sets.iter().enumerate().skip(place + 1) {
            if any(one, other, |one, other| one.fields.meet(other.fields)) && !any(one, other, Profile::clashes) {
                linked.join(place, next);
            }
        }
    }
    let places: Vec<usize> = (0..sets.len()).collect();
    for (_, places) in linked.sets(&places) {
        join_all(of, places.iter().filter_map(|&place| sets.get(place)), &any);
    }
    join_all(of, of.sets(known).iter(), &any);
}

/// Makes `sets` one unless two of them clash.
fn join_all<'s>(
    of: &mut Groups,
    sets: impl Iterator<Item = &'s (usize, Vec<usize>)> + Clone,
    any: &impl Fn(&[usize], &[usize], fn(&Profile, &Profile) -> bool) -> bool,
) {
    let clash = sets
        .clone()
        .enumerate()
        .any(|(place, (_, one))| sets.clone().skip(place + 1).any(|(_, other)| any(one, other, Profile::clashes)));
    if !clash && let Some((first, _)) = sets.clone().next() {
        sets.for_each(|&(label, _)| of.join(*first, label));
    }
}

/// Sets that grow together; each goes by its least member.
struct Groups(Vec<usize>);

impl Groups {
    fn label(&self, mut at: usize) -> usize {
        while let Some(&up) = self.0.get(at).filter(|&&up| up != at) {
            at = up;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.label(one), self.label(other));
        if let Some(up) = self.0.get_mut(one.max(other)) {
            *up = one.min(other);
        }
    }

    /// The sets of `members`, by label.
    fn sets(&self, members: &[usize]) -> Vec<(usize, Vec<usize>)> {
        let mut sets: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut labelled: Vec<(usize, usize)> = members.iter().map(|&at| (self.label(at), at)).collect();
        labelled.sort_unstable();
        for (label, at) in labelled {
            match sets.last_mut().filter(|(last, _)| *last == label) {
                Some((_, set)) => set.push(at),
                None => sets.push((label, vec![at])),
            }
        }
        sets
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn lee(role: &str, body: &str) -> Profile {
        let id = body.bytes().map(i64::from).sum();
        Profile::new("Ann Lee", Some(role).filter(|role| !role.is_empty()), (!body.is_empty()).then_some((id, body)))
    }

    #[rstest]
    #[case(("", ""), ("", ""), Agreement::NameAlone)]
    #[case(("researcher", ""), ("senior defense researcher", ""), Agreement::Role)]
    #[case(("defense researcher", ""), ("defense secretary", ""), Agreement::Against)]
    #[case(("actor", ""), ("mayor", ""), Agreement::Against)]
    #[case(("actor and mayor", ""), ("mayor", ""), Agreement::Role)]
    #[case(("President", ""), ("Ukraine's president", ""), Agreement::Role)]
    #[case(("Ukrainian President", ""), ("Ukraine’s president", ""), Agreement::Role)]
    #[case(("Russian president", ""), ("Ukraine’s president", ""), Agreement::Against)]
    #[case(("mayor of Ashford", ""), ("Brimley Mayor", ""), Agreement::Against)]
    #[case(("mayor of Ashford", ""), ("Ashford Mayor", ""), Agreement::Role)]
    #[case(("U.S. Defense Secretary", ""), ("Defense Secretary", ""), Agreement::Role)]
    #[case(("CEO of Northwind", ""), ("chief executive", "Northwind"), Agreement::Role)]
    #[case(("spokesman for the army", ""), ("army spokesperson", ""), Agreement::Role)]
    #[case(("head of the dyke board", ""), ("teacher at the head office", ""), Agreement::Against)]
    #[case(("expert", ""), ("analyst", ""), Agreement::Role)]
    #[case(("CEO", ""), ("CEO", ""), Agreement::Role)]
    #[case(("ex-president", ""), ("president", ""), Agreement::Role)]
    #[case(("actor", "NATO"), ("mayor", "NATO"), Agreement::Affiliation)]
    #[case(("", "RAND"), ("", "the RAND Corporation"), Agreement::Affiliation)]
    #[case(("", "Royal Dyke Board"), ("", "RDB"), Agreement::Affiliation)]
    #[case(("", "UN"), ("", "United Nations"), Agreement::Affiliation)]
    #[case(("", "Army"), ("", "Salvation Army"), Agreement::Against)]
    #[case(("analyst", "RAND"), ("analyst", "NATO"), Agreement::Against)]
    #[case(("", "RAND"), ("analyst", ""), Agreement::NameAlone)]
    fn what_speaks_for_and_against(
        #[case] one: (&str, &str),
        #[case] other: (&str, &str),
        #[case] expected: Agreement,
    ) {
        let (one, other) = (lee(one.0, one.1), lee(other.0, other.1));
        assert_eq!(one.agreement(&other), expected);
        assert_eq!(other.agreement(&one), expected);
    }

    /// Of a name that few have: the same in any order.
    #[rstest]
    #[case::rank_and_office(&[("General", ""), ("chief of staff", "")], &[0, 0])]
    #[case::one_field(&[("Admiral", ""), ("head of the navy", ""), ("navy spokesman", "")], &[0, 0, 0])]
    #[case::two_fields(&[("judge", ""), ("midfielder", "")], &[0, 1])]
    #[case::whoever_stands_between(&[("judge", ""), ("midfielder", ""), ("deputy chief", "")], &[0, 1, 2])]
    #[case::two_places(&[("mayor of Ashford", ""), ("Brimley senator", "")], &[0, 1])]
    #[case::two_bodies(&[("spokesman", "NATO"), ("general", "RAND")], &[0, 1])]
    #[case::part_of_the_bodys_name(&[("chair", "Budget Committee"), ("senator", "Senate Budget Committee")], &[0, 0])]
    #[case::the_field_tells(&[("surgeon", ""), ("hospital director", ""), ("goalkeeper", "")], &[0, 0, 2])]
    #[case::a_suspect_is_nobody_else(&[("suspect", ""), ("councillor", "")], &[0, 1])]
    fn a_rare_name(#[case] profiles: &[(&str, &str)], #[case] expected: &[usize]) {
        let of = |name: &str, &(role, body): &(&str, &str)| {
            let id = body.bytes().map(i64::from).sum();
            Profile::new(name, Some(role), (!body.is_empty()).then_some((id, body)))
        };
        let rare: Vec<Profile> = profiles.iter().map(|said| of("Odo Brandvold", said)).collect();
        assert_eq!(group(&rare), expected);
        let back: Vec<Profile> = rare.iter().rev().cloned().collect();
        let persons = |labels: &[usize]| labels.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(persons(&group(&back)), persons(expected));
        let [one, other, ..] = profiles else { panic!("two at least") };
        if one.1.is_empty() {
            assert_eq!(group(&[of("Ann Lee", one), of("Ann Lee", other)]), [0, 1], "many are called Lee");
        }
    }

    #[test]
    fn middle_initials_tell_apart() {
        let of = |name: &str| Profile::new(name, None, Some((1, "RAND")));
        assert_eq!(of("Ann B. Lee").agreement(&of("Ann C. Lee")), Agreement::Against);
        assert_eq!(of("Ann B. Lee").agreement(&of("Ann Lee")), Agreement::Affiliation);
    }

    #[rstest]
    #[case::one_person(&[("", ""), ("researcher", "RAND"), ("expert", "")], &[0, 0, 0])]
    #[case::bare_names_between_two(&[("", ""), ("mayor", ""), ("actor", "")], &[0, 1, 2])]
    #[case::a_role_that_two_have(&[("researcher", ""), ("researcher", "RAND"), ("analyst", "NATO")], &[0, 1, 2])]
    #[case::a_role_that_links(&[("mayor", ""), ("actor", ""), ("actor and mayor", "")], &[0, 0, 0])]
    #[case::role_and_affiliation_alone(&[("mayor", ""), ("", "NATO")], &[0, 0])]
    #[case::with_a_third(&[("mayor", ""), ("", "NATO"), ("actor", "")], &[0, 1, 2])]
    fn one_name_any_order(#[case] profiles: &[(&str, &str)], #[case] expected: &[usize]) {
        let profiles: Vec<Profile> = profiles.iter().map(|&(role, body)| lee(role, body)).collect();
        assert_eq!(group(&profiles), expected);
    }

    proptest! {
        #[test]
        fn the_order_of_profiles_does_not_matter(
            picked in prop::collection::vec((0usize..10, 0usize..4, 0usize..3), 0..8),
            is_rare in any::<bool>(),
            seed in any::<u64>(),
        ) {
            let roles = [
                "", "", "researcher", "mayor of Ashford", "Brimley mayor", "actor and mayor", "expert", "general", "navy chief", "chief",
            ];
            let bodies = ["", "", "RAND", "NATO"];
            let names = if is_rare {
                ["Odo Brandvold", "Odo B. Brandvold", "Odo C. Brandvold"]
            } else {
                ["Ann Lee", "Ann B. Lee", "Ann C. Lee"]
            };
            let profiles: Vec<Profile> = picked
                .iter()
                .map(|&(role, body, name)| {
                    let role = Some(roles[role]).filter(|role| !role.is_empty());
                    Profile::new(names[name], role, (body > 1).then_some((body as i64, bodies[body])))
                })
                .collect();
            let mut order: Vec<usize> = (0..profiles.len()).collect();
            order.sort_by_key(|&at| (at as u64 + 1).wrapping_mul(seed | 1));
            let shuffled: Vec<Profile> = order.iter().map(|&at| profiles[at].clone()).collect();
            let (plain, other) = (group(&profiles), group(&shuffled));
            for (i, &a) in order.iter().enumerate() {
                for (j, &b) in order.iter().enumerate() {
                    prop_assert_eq!(other[i] == other[j], plain[a] == plain[b]);
                }
            }
        }
    }
}

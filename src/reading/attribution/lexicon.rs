//! The words that attribute: verbs, nouns, adjectives and light verbs, read from `lexicon/`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What a cue takes: a set of frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Frames(u32);

macro_rules! frames {
    ($($name:ident = $bit:expr, $word:literal;)*) => {
        impl Frames {
            $(#[doc = concat!("`", $word, "`")] pub const $name: Self = Self(1 << $bit);)*

            fn named(word: &str) -> Self {
                match word {
                    $($word => Self::$name,)*
                    _ => Self(0),
                }
            }
        }
    };
}

frames! {
    QUOTE = 0, "quote";
    THAT = 1, "that";
    WH = 2, "wh";
    TO = 3, "to";
    NP = 4, "np";
    AS = 5, "as";
    OBJ = 6, "obj";
    ING = 7, "ing";
    PTO = 8, "pto";
    ABOUT = 9, "about";
    OF = 10, "of";
    ON = 11, "on";
    FOR = 12, "for";
    WITH = 13, "with";
    AGAINST = 14, "against";
    BY = 15, "by";
    IN = 16, "in";
    AT = 17, "at";
    OVER = 18, "over";
    CONJUNCTION = 19, "that!";
}

impl Frames {
    /// Whether it has any of `other`.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn parse(words: &str) -> Self {
        words.split_whitespace().fold(Self(0), |frames, word| frames.with(Self::named(word)))
    }

    /// The frame of a preposition.
    pub fn preposition(word: &str) -> Self {
        match word {
            "about" | "of" | "on" | "for" | "with" | "against" | "by" | "in" | "at" | "over" => Self::named(word),
            _ => Self(0),
        }
    }
}

/// What kind of attribution a cue makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Speech and writing.
    Say,
    /// Questions.
    Ask,
    /// Beliefs, feelings, knowledge.
    Think,
    /// Intentions and promises.
    Plan,
    /// What findings and documents show.
    Show,
    /// Orders, advice, permission.
    Order,
    /// Blame.
    Accuse,
    /// Praise and support.
    Praise,
    /// Opposition and rejection.
    Oppose,
    /// Denials.
    Deny,
    /// Naming and describing.
    Describe,
    /// Appeals.
    Call,
    /// Agreement.
    Agree,
    /// Admissions.
    Admit,
    /// How things seem, to nobody named.
    Seem,
}

impl Class {
    fn named(word: &str) -> Self {
        match word {
            "ask" => Self::Ask,
            "think" => Self::Think,
            "plan" => Self::Plan,
            "show" => Self::Show,
            "order" => Self::Order,
            "accuse" => Self::Accuse,
            "praise" => Self::Praise,
            "oppose" => Self::Oppose,
            "deny" => Self::Deny,
            "describe" => Self::Describe,
            "call" => Self::Call,
            "agree" => Self::Agree,
            "admit" => Self::Admit,
            "seem" => Self::Seem,
            _ => Self::Say,
        }
    }
}

/// A word that attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    /// Its lemma, with its particle.
    pub lemma: &'static str,
    /// What it does.
    pub class: Class,
    /// What it takes.
    pub frames: Frames,
}

/// All of them, by their inflected forms in small letters.
#[derive(Default)]
pub(super) struct Lexicon {
    verbs: FxHashMap<String, Cue>,
    /// By form, with the particle of each.
    phrasal: FxHashMap<String, Vec<(&'static str, Cue)>>,
    nouns: FxHashMap<String, Cue>,
    adjectives: FxHashMap<&'static str, Cue>,
    light: FxHashSet<String>,
}

impl Lexicon {
    /// The lexicon, read once.
    pub fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut lexicon = Self::default();
        for (lemma, class, frames, forms) in rows(include_str!("lexicon/verbs.tsv")) {
            let cue = Cue { lemma, class: Class::named(class), frames: Frames::parse(frames) };
            let (verb, particle) = lemma.split_once(' ').map_or((lemma, None), |(verb, rest)| (verb, Some(rest)));
            for form in verb_forms(verb, forms) {
                match particle {
                    Some(particle) => {
                        let known = lexicon.phrasal.entry(form).or_default();
                        if known.iter().all(|(other, _)| *other != particle) {
                            known.push((particle, cue));
                        }
                    }
                    None => drop(lexicon.verbs.entry(form).or_insert(cue)),
                }
            }
        }
        for (lemma, class, frames, plural) in rows(include_str!("lexicon/nouns.tsv")) {
            let cue = Cue { lemma, class: Class::named(class), frames: Frames::parse(frames) };
            let plural = if plural.is_empty() { third_person(lemma) } else { plural.to_owned() };
            lexicon.nouns.insert(plural, cue);
            lexicon.nouns.insert(lemma.to_owned(), cue);
        }
        for (lemma, class, frames, _) in rows(include_str!("lexicon/adjectives.tsv")) {
            let cue = Cue { lemma, class: Class::named(class), frames: Frames::parse(frames) };
            lexicon.adjectives.insert(lemma, cue);
        }
        for line in lines(include_str!("lexicon/light_verbs.txt")) {
            let (verb, forms) = line.split_once(' ').unwrap_or((line, ""));
            lexicon.light.extend(verb_forms(verb, forms));
        }
        lexicon
    }

    /// The cue of which `form` is a form.
    pub fn verb(&self, form: &str) -> Option<&Cue> {
        self.verbs.get(form)
    }

    /// The cue of a form and the particle or preposition after it.
    pub fn phrasal(&self, form: &str, particle: &str) -> Option<&Cue> {
        self.phrasal.get(form)?.iter().find(|(listed, _)| *listed == particle).map(|(_, cue)| cue)
    }

    /// The noun cue of which `form` is a form.
    pub fn noun(&self, form: &str) -> Option<&Cue> {
        self.nouns.get(form)
    }

    /// The adjective cue.
    pub fn adjective(&self, form: &str) -> Option<&Cue> {
        self.adjectives.get(form)
    }

    /// Whether `form` is one of a light verb.
    pub fn is_light(&self, form: &str) -> bool {
        self.light.contains(form)
    }
}

/// The lines of a data file that are neither empty nor comments.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    lines(file).map(|line| {
        let mut cells = line.split('\t').map(str::trim);
        let mut next = || cells.next().unwrap_or("");
        (next(), next(), next(), next())
    })
}

/// The forms of the verb `lemma`; `irregular` gives its past tense and participle, if they are.
fn verb_forms(lemma: &str, irregular: &str) -> Vec<String> {
    let stem = lemma.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y']));
    let y = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    let mut forms = vec![lemma.to_owned(), third_person(lemma)];
    if irregular.is_empty() {
        forms.push(match (stem, y) {
            (Some(_), _) => format!("{lemma}d"),
            (None, Some(y)) => format!("{y}ied"),
            (None, None) if lemma.ends_with('e') => format!("{lemma}d"),
            (None, None) => format!("{lemma}ed"),
        });
    } else {
        forms.extend(irregular.split_whitespace().map(str::to_owned));
    }
    forms.push(match (stem, lemma.strip_suffix("ie")) {
        (_, Some(root)) => format!("{root}ying"),
        (Some(stem), _) => format!("{stem}ing"),
        _ => format!("{lemma}ing"),
    });
    // A short vowel doubles what follows it: brag, bragged; refer, referring. Both spellings are taken: a form that
    // nobody writes costs nothing.
    let mut tail = lemma.chars().rev();
    if let (Some(last), Some(vowel)) = (tail.next(), tail.next())
        && "bdglmnprt".contains(last)
        && "aeiou".contains(vowel)
    {
        forms.push(format!("{lemma}{last}ing"));
        if irregular.is_empty() {
            forms.push(format!("{lemma}{last}ed"));
        }
    }
    forms
}

/// "-s" as verbs in the third person and nouns in the plural take it.
fn third_person(lemma: &str) -> String {
    match lemma.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if lemma.ends_with(['s', 'x', 'z', 'o']) || lemma.ends_with("ch") || lemma.ends_with("sh") => {
            format!("{lemma}es")
        }
        _ => format!("{lemma}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("said", "say")]
    #[case("told", "tell")]
    #[case("denies", "deny")]
    #[case("denied", "deny")]
    #[case("bragged", "brag")]
    #[case("arguing", "argue")]
    #[case("agreeing", "agree")]
    #[case("teaches", "")]
    fn forms_lead_to_their_lemma(#[case] form: &str, #[case] lemma: &str) {
        assert_eq!(Lexicon::get().verb(form).map_or("", |cue| cue.lemma), lemma);
    }

    #[test]
    fn every_row_says_something() {
        for (file, rows) in [
            ("verbs", rows(include_str!("lexicon/verbs.tsv")).collect::<Vec<_>>()),
            ("nouns", rows(include_str!("lexicon/nouns.tsv")).collect()),
            ("adjectives", rows(include_str!("lexicon/adjectives.tsv")).collect()),
        ] {
            assert!(rows.len() > 60, "{file}");
            for (lemma, class, frames, _) in rows {
                assert!(!lemma.is_empty() && Frames::parse(frames) != Frames::default(), "{file}: {lemma}");
                assert!(class == "say" || Class::named(class) != Class::Say, "{file}: {lemma} has class {class}");
                if let Some((_, particle)) = lemma.split_once(' ') {
                    assert!(!particle.contains(' '), "{file}: {particle} is more than one word");
                }
            }
        }
    }
}

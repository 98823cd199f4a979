//! Parts of speech, by a greedy averaged perceptron (Collins 2002) over hashed features.
//!
//! [`tag`](mod@tag) names the tag set, [`lexicon`] which tags some words can have, [`features`] says what the model sees, [`mod@model`] keeps the weights, [`memory`] their
//! frequent sums, [`names`] makes the tags of names agree all through a text, [`clauses`] (with [`nouns`] and [`subordinate`]) mends
//! what the sentence around a word tells, [`verbless`] finds the verb that a sentence needs.
//! `examples/train_tagger.rs` learns them; `docs/tagger.md` says from what, and how well they do.

mod clauses;
mod features;
mod lexicon;
mod memory;
mod model;
mod names;
mod nouns;
mod subordinate;
mod tag;
mod verbless;

use std::cell::RefCell;
use std::sync::OnceLock;

use super::sentence::Sentence;
use super::token::Token;

use features::{Facts, History, Place};
use lexicon::Tags;
use memory::{Known, Memory};
use model::Model;

pub(super) use features::{hash, mix};
pub(super) use tag::Tag;

/// A tag for each of `tokens`, sentence by sentence; [`Tag::None`] for what stands in none.
pub(super) fn tag(text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Tag> {
    let mut tags = vec![Tag::None; tokens.len()];
    let Some(model) = model() else { return tags };
    thread_local! {
        static MEMORY: RefCell<Memory> = RefCell::new(Memory::new());
    }
    MEMORY.with_borrow_mut(|memory| tag_sentences(text, tokens, sentences, model, memory, &mut tags));
    names::settle(text, tokens, sentences, &mut tags);
    tags
}

fn tag_sentences(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    model: &Model,
    memory: &mut Memory,
    tags: &mut [Tag],
) {
    let (mut facts, mut sure) = (Vec::new(), Vec::new());
    for sentence in sentences {
        let (Some(tokens), Some(tags)) = (tokens.get(sentence.tokens.clone()), tags.get_mut(sentence.tokens.clone()))
        else {
            continue;
        };
        let word = |token: &Token| text.get(token.bytes()).unwrap_or("");
        let shouted = features::is_shouted(tokens.iter().map(word));
        facts.clear();
        sure.clear();
        for word in tokens.iter().map(word) {
            let known = if shouted { Known::new(model, Facts::new(word, true)) } else { *memory.word(model, word) };
            facts.push(known.facts);
            sure.push(known.sure);
        }
        features::in_sentence(&mut facts);
        let mut history = History::START;
        let mut quoted = false;
        for (index, slot) in tags.iter_mut().enumerate() {
            let apostrophe = matches!(word(&tokens[index]), "'" | "’" | "‘");
            let possessive = apostrophe && history.last.is_noun() && !quoted && is_possessive(text, tokens, index);
            if apostrophe {
                quoted = index == 0 || tokens[index - 1].end < tokens[index].start;
            }
            let tag = possessive
                .then_some(Tag::Pos)
                .or(sure[index])
                .or_else(|| only(facts[index].possible))
                .unwrap_or_else(|| memory.best(model, &Place::new(&facts, index, &history), facts[index].possible));
            // "The WHO", "the US", "AID": in capitals among small letters a pronoun or verb is an acronym.
            let closed = matches!(tag, Tag::Wp | Tag::Wdt | Tag::Prp | Tag::PrpPoss)
                || tag.is_verb()
                || tag == Tag::In && sure[index].is_none();
            let tag = if closed && !shouted && is_acronym(word(&tokens[index])) { Tag::Nnp } else { tag };
            // "…, treasurer Jane Roe said": prepositions are known; what ends like one who does something is no new one.
            let tag =
                if tag == Tag::In && sure[index].is_none() && is_agent(word(&tokens[index])) { Tag::Nn } else { tag };
            // The corpus, from the web, writes "its" for "it's" too; the press does not.
            let tag = if word(&tokens[index]).eq_ignore_ascii_case("its") { Tag::PrpPoss } else { tag };
            let before = |back: usize| index.checked_sub(back).map_or("", |at| word(&tokens[at]));
            let tag = casualties(before).unwrap_or(tag);
            let past = tag == Tag::Vbn && facts[index].possible.contains(Tag::Vbd) && has_subject(before(1), before(2));
            let tag = if past { Tag::Vbd } else { tag };
            *slot = tag;
            history.push(&facts[index], tag);
        }
        if sentence.prose {
            clauses::repair(&facts, tags, |at| tokens.get(at).map_or("", word));
            verbless::repair(&facts, tags);
        }
    }
}

/// The tag of the last of "the dead and wounded", "40 killed and injured": what looks like a past tense has no subject there. `word`
/// gives the word so many places before.
fn casualties<'a>(word: impl Fn(usize) -> &'a str) -> Option<Tag> {
    let hurt = |word: &str| matches!(word, "wounded" | "injured" | "missing" | "maimed");
    if !hurt(word(0)) || !matches!(word(1), "and" | "or") {
        return None;
    }
    match word(2) {
        "dead" => Some(Tag::Nns),
        "killed" | "dying" => Some(Tag::Vbn),
        other => hurt(other).then_some(Tag::Vbn),
    }
}

/// Whether a verb behind the word `last` has a subject in it, so that it is no participle: "said she expected a rise". In a question
/// the auxiliary, `second`, stands before: "had she expected".
fn has_subject(last: &str, second: &str) -> bool {
    let is_one = |word: &str, of: &[&str]| of.iter().any(|one| word.eq_ignore_ascii_case(one));
    is_one(last, &["he", "she", "they", "we", "I"])
        && !is_one(
            second,
            &["had", "has", "have", "having", "was", "were", "is", "are", "am", "be", "been", "n't", "n’t", "not"],
        )
}

/// The tag of a word that can have but one.
fn only(possible: Tags) -> Option<Tag> {
    possible.0.is_power_of_two().then(|| Tag::from_number(possible.0.trailing_zeros() as u8))
}

/// Whether a word in small letters ends like one for a person: "treasurer", "auditor", "columnist".
fn is_agent(word: &str) -> bool {
    const ENDINGS: [&str; 6] = ["er", "or", "ist", "ian", "man", "woman"];
    const OTHERS: [&str; 5] = ["ever", "ether", "after", "under", "over"];
    word.len() >= 6
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
        && !OTHERS.iter().any(|other| word.ends_with(other))
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether the apostrophe at `index` stands as in "the soldiers' families": against a plural, before another word. The
/// corpus has too few of them to learn it from.
fn is_possessive(text: &str, tokens: &[Token], index: usize) -> bool {
    let (Some(before), Some(after)) = (index.checked_sub(1).and_then(|index| tokens.get(index)), tokens.get(index + 1))
    else {
        return false;
    };
    let (this, word) = (tokens[index], |token: &Token| text.get(token.bytes()).unwrap_or(""));
    before.end == this.start
        && after.start > this.end
        && word(before).ends_with(['s', 'S'])
        && word(after).starts_with(char::is_alphanumeric)
}

/// The model, decoded once; `None` should its file be none.
fn model() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL.get_or_init(|| Model::decode(include_bytes!("model.bin"))).as_ref()
}

#[cfg(test)]
mod tests {
    use super::super::{layout, sentence, token};
    use super::*;
    use proptest::prelude::*;

    fn tags(text: &str) -> Vec<(String, Tag)> {
        let tokens = token::tokenize(text);
        let sentences = sentence::sentences(text, &layout::lay_out(text, &[]), &tokens);
        let tags = tag(text, &tokens, &sentences);
        tokens.iter().map(|token| text[token.bytes()].to_owned()).zip(tags).collect()
    }

    /// News sentences in our own words, as `form/TAG`; the tags are by hand.
    const NEWS: &[&str] = &[
        "The/DT defence/NN ministry/NN said/VBD on/IN Tuesday/NNP that/IN at/IN least/JJS 400/CD soldiers/NNS had/VBD \
         been/VBN killed/VBN in/IN the/DT fighting/NN ./PUNCT",
        "Officials/NNS in/IN Seoul/NNP believe/VBP the/DT troops/NNS were/VBD sent/VBN to/TO the/DT border/NN by/IN \
         train/NN ./PUNCT",
        "“/PUNCT We/PRP do/VBP n’t/RB know/VB how/WRB many/JJ of/IN them/PRP will/MD return/VB ,/PUNCT ”/PUNCT \
         Maria/NNP Lopez/NNP ,/PUNCT a/DT spokeswoman/NN for/IN the/DT union/NN ,/PUNCT told/VBD Reuters/NNP ./PUNCT",
        "Analysts/NNS estimate/VBP that/IN Moscow/NNP pays/VBZ about/RB $/SYM 2,000/CD a/DT month/NN for/IN each/DT \
         soldier/NN ./PUNCT",
        "The/DT minister/NN ’s/POS office/NN denied/VBD the/DT report/NN and/CC called/VBD it/PRP a/DT \
         fabrication/NN ./PUNCT",
        "He/PRP added/VBD that/IN his/PRP$ country/NN has/VBZ never/RB received/VBN weapons/NNS from/IN \
         Pyongyang/NNP ./PUNCT",
        "Witnesses/NNS described/VBD the/DT prisoners/NNS as/IN young/JJ ,/PUNCT hungry/JJ and/CC badly/RB \
         equipped/VBN ./PUNCT",
        "According/VBG to/IN the/DT agency/NN ,/PUNCT prices/NNS rose/VBD 3.5/CD percent/NN last/JJ year/NN ./PUNCT",
    ];

    #[test]
    fn news_is_tagged_as_by_hand() {
        let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
        for sentence in NEWS {
            let gold: Vec<(&str, &str)> =
                sentence.split_whitespace().map(|pair| pair.rsplit_once('/').expect("a pair")).collect();
            // Clitics and marks stand against the word before them, quotation marks and “$” against the one after.
            let mut text = String::new();
            for (form, _) in &gold {
                let glued = matches!(*form, "." | "," | "”" | "’s" | "n’t") || text.ends_with(['“', '$']);
                if !glued && !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(form);
            }
            let found = tags(&text);
            assert_eq!(found.len(), gold.len(), "{text}");
            for ((form, name), (word, tag)) in gold.iter().zip(&found) {
                assert_eq!(form, word);
                all += 1;
                right += usize::from(*name == tag.name());
                if *name != tag.name() {
                    wrong.push(format!("{word}: {name} as {}", tag.name()));
                }
            }
        }
        assert!(right * 100 >= all * 95, "{right} of {all} right; wrong: {wrong:?}");
    }

    #[test]
    fn apostrophes_after_plurals_are_possessive_unless_they_close_a_quotation() {
        let apostrophe = |text: &str| {
            let tags = tags(text);
            tags.iter().filter(|(word, _)| matches!(word.as_str(), "'" | "’")).map(|(_, tag)| *tag).collect::<Vec<_>>()
        };
        assert_eq!(apostrophe("The soldiers’ families fled."), [Tag::Pos]);
        assert_eq!(apostrophe("She calls the 'four wars' in the east lost."), [Tag::Punct, Tag::Punct]);
        assert_eq!(apostrophe("They are the soldiers'."), [Tag::Punct]);
    }

    #[test]
    fn there_is_a_model() {
        assert!(model().is_some());
    }

    #[test]
    fn names_are_names_all_through_a_text() {
        let text = "Officials met Bernie Sanders on Monday. Sanders then left. They asked Sanders why.";
        let tags = tags(text);
        let of = |form: &str| tags.iter().filter(|(word, _)| word == form).map(|(_, tag)| *tag).collect::<Vec<_>>();
        assert!(of("Sanders").iter().all(|tag| tag.is_proper()), "{tags:?}");
        assert_eq!(of("Officials"), [Tag::Nns]);
    }

    #[test]
    fn every_sentence_has_its_verb() {
        for (text, verb) in [
            ("Many of these soldiers face bleak prospects.", "face"),
            ("The report claims otherwise.", "claims"),
            ("The head of the agency questions the figures.", "questions"),
            ("Experts warn of it.", "warn"),
            ("Officials vow revenge.", "vow"),
            ("A clerk who had read the file declined to comment.", "declined"),
            ("A sailor who saw the fire refused to leave.", "refused"),
            ("Reports suggest so.", "suggest"),
            ("Police report two deaths.", "report"),
            ("Analysts estimate the cost.", "estimate"),
            ("Kyiv claims that Moscow lost 1,200 men.", "claims"),
        ] {
            let tags = tags(text);
            assert!(tags.iter().any(|(word, tag)| word == verb && tag.is_finite_verb()), "{tags:?}");
        }
        assert!(tags("A long list of questions.").iter().all(|(_, tag)| !tag.is_verb()));
    }

    #[test]
    fn the_sentence_decides() {
        for (text, form, tag) in [
            ("Corvane, based in Lille, sold the mill.", "based", Tag::Vbn),
            ("A note calls the ward unsafe and reports that nine are ill.", "reports", Tag::Vbz),
            ("Members of the board claim Holm hid the losses.", "claim", Tag::Vbp),
            ("Unite, which speaks for the drivers, called a strike.", "Unite", Tag::Nnp),
            ("He came, closed the door and left.", "closed", Tag::Vbd),
            ("Two aides briefed on the sale said it was off.", "briefed", Tag::Vbn),
            ("A Danish firm, Nordvik Bio, claims its vaccine holds.", "claims", Tag::Vbz),
            ("They argue that it works, and concede that it is dear.", "concede", Tag::Vbp),
            ("The surgeon put the number of burnt at 17.", "put", Tag::Vbd),
            (
                "Holm, 61, a retired pilot, vowed in a letter to the board to appeal, though he may lose.",
                "vowed",
                Tag::Vbd,
            ),
            (
                "The newest file, a note dated 3 May, states that leaks had spread and that it was late.",
                "states",
                Tag::Vbz,
            ),
            ("The bridge stands, and its builder, Mr Olsen, begged drivers to keep off.", "begged", Tag::Vbd),
            ("The letter, which the mayor says she never saw, runs to six pages.", "runs", Tag::Vbz),
            ("A man who police say was drunk drove off.", "police", Tag::Nns),
            ("Holm Foods, the largest grocer in the land, plans to shut ten shops.", "plans", Tag::Vbz),
            ("The prisons watchdog said it was late.", "prisons", Tag::Nns),
            ("The authors counter that frost would have split the stone.", "counter", Tag::Vbp),
            ("Such rings may form in any cave, notes Petra Lind, a geologist in Lund.", "notes", Tag::Vbz),
            (
                "The port was told twice, letters obtained by the broadcaster and seen by this paper show.",
                "show",
                Tag::Vbp,
            ),
            ("The lender's own forecast sees a rise.", "forecast", Tag::Nn),
            ("Labour said on Monday that it was late.", "Labour", Tag::Nnp),
            ("Barlays said on Monday that it was late.", "Barlays", Tag::Nnp),
            ("It was worn a year ago, track inspector Ada Lind told the paper.", "track", Tag::Nn),
            ("“Nobody paid me,” said auditor Ole Thun.", "auditor", Tag::Nn),
            ("The head of the mill, Ada Lind, sold sacks of flour for cash, a miller said.", "sold", Tag::Vbd),
            ("Tickets were sold out, papers said before the flower show.", "show", Tag::Nn),
        ] {
            let tags = tags(text);
            assert!(tags.contains(&(form.to_owned(), tag)), "{tags:?}");
        }
    }

    #[test]
    fn a_verb_behind_its_subject_is_no_participle() {
        let tags = tags("The governor said she expected prices to fall.");
        assert!(tags.contains(&("expected".to_owned(), Tag::Vbd)), "{tags:?}");
        assert!(!has_subject("he", "Had") && !has_subject("it", "that"));
    }

    #[test]
    fn history_ends_with_the_sentence() {
        let alone = tags("The troops left.");
        let after = tags("Who would have wanted to? The troops left.");
        assert_eq!(after[after.len() - alone.len()..], alone[..]);
    }

    proptest! {
        #[test]
        fn any_text_is_tagged_and_twice_alike(text in "(?s).{0,200}") {
            let once = tags(&text);
            prop_assert_eq!(&once, &tags(&text));
            prop_assert!(once.iter().all(|(_, tag)| *tag != Tag::None));
        }
    }
}

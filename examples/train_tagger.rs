//! Learns the tagger's weights from UD English EWT, and measures them.
//!
//!     cargo run --release --example train_tagger -- CORPUS [MODEL]
//!
//! CORPUS is a folder with `ewt-train.tsv`, `ewt-train.txt` and the same of `ewt-dev`: a token a line (start and end in
//! code points of the .txt, form, lemma, Penn tag, …), an empty line after a sentence. The weights go to
//! `src/reading/tagger/model.bin`, or to MODEL. The same corpus gives the same bytes.
//!
//! It takes in the tagger's own files, so that both sides cut and see the same.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal")]

#[path = "../src/reading/token.rs"]
mod token;

#[path = "../src/reading"]
mod reading {
    mod ending;
    mod lemma;
    pub mod tagger {
        pub mod features;
        pub mod lexicon;
        pub mod model;
        pub mod tag;
    }
}

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

use reading::tagger;
use rustc_hash::FxHashMap;
use tagger::features::{COUNT, Facts, History, Key, Place, facts_of};
use tagger::lexicon::Tags;
use tagger::model::{LANES, Model, Row, encode};
use tagger::tag::Tag;

/// Rounds over the corpus.
const ROUNDS: usize = 10;
/// A word seen so often …
const SURE_COUNT: u32 = 20;
/// … with one tag in this share of its uses has that tag always.
const SURE_SHARE: f64 = 0.997;
/// Weights (after scaling to ±127) below this are dropped, and rows without larger ones.
const LEAST_WEIGHT: i8 = 2;
const LEAST_ROW: i8 = 6;

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let Some(corpus) = arguments.next() else {
        return Err(io::Error::other("give the corpus folder: train_tagger CORPUS [MODEL]"));
    };
    let target = arguments.next().unwrap_or_else(|| "src/reading/tagger/model.bin".to_owned());
    let corpus = Path::new(&corpus);
    let train = read(corpus, "ewt-train")?;
    let dev = read(corpus, "ewt-dev")?;
    let words: usize = train.iter().map(|sentence| sentence.words.len()).sum();
    println!("{} sentences, {words} tokens to learn from", train.len());

    let sure = sure_words(&train);
    let rows = learn(&train, &sure);
    let sure: Vec<(u64, Tag)> = sure.into_iter().collect();
    let file = encode(&rows, &sure)?;
    fs::write(&target, &file)?;
    println!("{target}: {} rows, {} sure words, {} bytes", rows.len(), sure.len(), file.len());
    let Some(model) = Model::decode(&file) else {
        return Err(io::Error::other("the model just written cannot be read"));
    };
    measure(&model, "train", &train);
    measure(&model, "dev", &dev);
    let web = |sentence: &&Sentence| sentence.newsy;
    measure(&model, "dev, weblogs and newsgroups", &dev.iter().filter(web).cloned().collect::<Vec<_>>());
    Ok(())
}

#[derive(Clone)]
struct Sentence {
    words: Vec<String>,
    facts: Vec<Facts>,
    /// `None` (the tag) where the corpus has no answer that holds for our token.
    gold: Vec<Tag>,
    /// Of a weblog or newsgroup, the nearest to news.
    newsy: bool,
}

/// A token of the corpus, in code points.
struct Gold {
    start: usize,
    end: usize,
    form: String,
    tag: String,
}

fn read(corpus: &Path, name: &str) -> io::Result<Vec<Sentence>> {
    let text = fs::read_to_string(corpus.join(name).with_extension("txt"))?;
    let table = fs::read_to_string(corpus.join(name).with_extension("tsv"))?;
    let mut points = vec![0; text.len() + 1];
    let mut count = 0;
    for (byte, c) in text.char_indices() {
        points[byte..byte + c.len_utf8()].fill(count);
        count += 1;
    }
    points[text.len()] = count;
    let tokens: Vec<(usize, usize, &str)> = token::tokenize(&text)
        .into_iter()
        .map(|token| (points[token.start as usize], points[token.end as usize], &text[token.bytes()]))
        .collect();

    let mut sentences = Vec::new();
    let mut gold: Vec<Gold> = Vec::new();
    let mut newsy = false;
    for line in table.lines().chain([""]) {
        if let Some(document) = line.strip_prefix("#doc ") {
            newsy = document.contains("blogspot")
                || document.contains("typepad")
                || document.contains("juancole")
                || document.contains("groups.google");
        } else if line.is_empty() {
            if let (Some(first), Some(last)) = (gold.first(), gold.last()) {
                let from = tokens.partition_point(|token| token.0 < first.start);
                let to = tokens.partition_point(|token| token.0 < last.end);
                sentences.push(align(&tokens[from..to], &gold, newsy));
            }
            gold.clear();
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            if let [start, end, form, _, tag, ..] = columns[..] {
                let number = |cell: &str| cell.parse::<usize>().map_err(io::Error::other);
                gold.push(Gold {
                    start: number(start)?,
                    end: number(end)?,
                    form: form.to_owned(),
                    tag: tag.to_owned(),
                });
            }
        }
    }
    Ok(sentences)
}

/// Carries the corpus's tags over to our tokens, by place.
fn align(tokens: &[(usize, usize, &str)], gold: &[Gold], newsy: bool) -> Sentence {
    let words: Vec<String> = tokens.iter().map(|token| token.2.to_owned()).collect();
    let mut facts = Vec::new();
    facts_of(words.iter().map(String::as_str), &mut facts);
    let tags = tokens
        .iter()
        .map(|&(start, end, _)| {
            let from = gold.partition_point(|token| token.end <= start);
            let to = gold.partition_point(|token| token.start < end);
            joined(&gold[from..to], gold.get(to))
        })
        .collect();
    Sentence { words, facts, gold: tags, newsy }
}

/// The tag of one token of ours that covers `parts` and stands before `next`.
///
/// The corpus splits compounds at their hyphens, we do not: there the treebank's older rule holds, by which a compound
/// of a participle ("state-owned") or of a noun before a noun ("long-term plan") is an adjective.
fn joined(parts: &[Gold], next: Option<&Gold>) -> Tag {
    let words: Vec<&Gold> = parts.iter().filter(|part| part.form.chars().any(char::is_alphanumeric)).collect();
    let Some(last) = words.last() else { return Tag::None };
    let tag = single(last);
    let [first, _, ..] = words[..] else { return tag };
    if !parts.iter().any(|part| part.tag == "HYPH" || part.form == "-") || first.tag == "AFX" {
        return tag;
    }
    let before_noun = next.is_some_and(|next| next.tag.starts_with("NN"));
    match tag {
        Tag::Vbn | Tag::Vbg => Tag::Jj,
        Tag::Nn | Tag::Cd if before_noun && !first.tag.starts_with("NNP") => Tag::Jj,
        Tag::Rp | Tag::In => {
            if before_noun {
                Tag::Jj
            } else {
                Tag::Nn
            }
        }
        _ => tag,
    }
}

/// Our tag for one of the corpus's tokens.
fn single(token: &Gold) -> Tag {
    match token.tag.as_str() {
        "ADD" => Tag::Nnp,
        "AFX" => Tag::Jj,
        "''" | "``" | "," | "." | ":" | "-LRB-" | "-RRB-" => Tag::Punct,
        "GW" | "XX" | "NFP" | "HYPH" | "" | "_" => Tag::None,
        name => Tag::from_name(name).unwrap_or(Tag::None),
    }
}

/// Words that have one tag (nearly) always, by hash of their form.
fn sure_words(sentences: &[Sentence]) -> BTreeMap<u64, Tag> {
    let mut counts: BTreeMap<u64, BTreeMap<Tag, u32>> = BTreeMap::new();
    for sentence in sentences {
        for (facts, &tag) in sentence.facts.iter().zip(&sentence.gold) {
            if facts.mark.is_none() && tag != Tag::None {
                *counts.entry(facts.form).or_default().entry(tag).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter_map(|(form, tags)| {
            let all: u32 = tags.values().sum();
            let (tag, count) = tags.into_iter().max_by_key(|&(_, count)| count)?;
            (all >= SURE_COUNT && f64::from(count) >= SURE_SHARE * f64::from(all)).then_some((form, tag))
        })
        .collect()
}

/// Integer weights with their running sums, so that averages are exact and the same on every machine.
#[derive(Default)]
struct Weights {
    index: FxHashMap<Key, u32>,
    now: Vec<[i32; LANES]>,
    sums: Vec<[i64; LANES]>,
    since: Vec<[i64; LANES]>,
    step: i64,
}

impl Weights {
    fn best(&self, keys: &[Key; COUNT], possible: Tags) -> Tag {
        let mut scores = [0; LANES];
        for row in keys.iter().filter_map(|key| self.index.get(key)) {
            for (score, weight) in scores.iter_mut().zip(&self.now[*row as usize]) {
                *score += weight;
            }
        }
        let candidates = Tag::ALL.into_iter().skip(1).filter(|&tag| possible.0 == 0 || possible.contains(tag));
        // Of equals the first, as the model does.
        candidates.rev().max_by_key(|&tag| scores[tag as usize]).unwrap_or(Tag::Nn)
    }

    fn update(&mut self, keys: &[Key; COUNT], right: Tag, wrong: Tag) {
        for &key in keys {
            let row = *self.index.entry(key).or_insert_with(|| {
                self.now.push([0; LANES]);
                self.sums.push([0; LANES]);
                self.since.push([0; LANES]);
                self.now.len() as u32 - 1
            }) as usize;
            for (tag, change) in [(right as usize, 1), (wrong as usize, -1)] {
                self.sums[row][tag] += (self.step - self.since[row][tag]) * i64::from(self.now[row][tag]);
                self.since[row][tag] = self.step;
                self.now[row][tag] += change;
            }
        }
    }

    /// Averages over all steps, scaled to bytes, small ones dropped.
    fn finish(&self) -> Vec<(Key, Row)> {
        let mut averages: Vec<(Key, [f64; LANES])> = self
            .index
            .iter()
            .map(|(&key, &row)| {
                let row = row as usize;
                let mut average = [0.0; LANES];
                for (tag, slot) in average.iter_mut().enumerate() {
                    let rest = (self.step - self.since[row][tag]) * i64::from(self.now[row][tag]);
                    *slot = (self.sums[row][tag] + rest) as f64 / self.step.max(1) as f64;
                }
                (key, average)
            })
            .collect();
        averages.sort_by_key(|&(key, _)| key);
        // Nothing is clipped: the giants, endings such as "-ing", must keep their lead over all others.
        let largest = averages.iter().flat_map(|(_, row)| row).fold(0.0f64, |most, weight| most.max(weight.abs()));
        let largest = if largest > 0.0 { largest } else { 1.0 };
        averages
            .into_iter()
            .filter_map(|(key, average)| {
                let mut row = [0; LANES];
                for (slot, weight) in row.iter_mut().zip(average) {
                    let scaled = (weight / largest * 127.0).round().clamp(-127.0, 127.0) as i8;
                    *slot = if scaled.abs() < LEAST_WEIGHT { 0 } else { scaled };
                }
                row.iter().any(|weight| weight.abs() >= LEAST_ROW).then_some((key, row))
            })
            .collect()
    }
}

fn learn(sentences: &[Sentence], sure: &BTreeMap<u64, Tag>) -> Vec<(Key, Row)> {
    let mut weights = Weights::default();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random: u64 = 0x5EED;
    for round in 1..=ROUNDS {
        // Fisher and Yates with a generator of our own (xorshift), so that the order never changes.
        for place in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(place, (random % (place as u64 + 1)) as usize);
        }
        let (mut right, mut all) = (0, 0);
        for &number in &order {
            let sentence = &sentences[number];
            let mut history = History::START;
            for (index, facts) in sentence.facts.iter().enumerate() {
                let gold = sentence.gold[index];
                let tag = facts.mark.or_else(|| sure.get(&facts.form).copied()).unwrap_or_else(|| {
                    let keys = Place::new(&sentence.facts, index, &history).features();
                    let guess = weights.best(&keys, facts.possible);
                    // What the lexicon rules out cannot be learned.
                    let possible = facts.possible == Tags::default() || facts.possible.contains(gold);
                    if gold != Tag::None && possible {
                        weights.step += 1;
                        all += 1;
                        right += usize::from(guess == gold);
                        if guess != gold {
                            weights.update(&keys, gold, guess);
                        }
                    }
                    guess
                });
                history.push(facts, tag);
            }
        }
        println!("round {round}: {:.2} % right before learning, {} features", percent(right, all), weights.now.len());
    }
    weights.finish()
}

fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

/// What rules care about: noun, name, verb, and so on.
fn coarse(tag: Tag) -> u8 {
    match tag {
        Tag::Nn | Tag::Nns => 1,
        Tag::Nnp | Tag::Nnps => 2,
        tag if tag.is_verb() || tag == Tag::Md => 3,
        tag if tag.is_adjective() => 4,
        tag if tag.is_adverb() || tag == Tag::Wrb => 5,
        Tag::In | Tag::To | Tag::Rp => 6,
        tag if tag.is_pronoun() => 7,
        Tag::Dt | Tag::Pdt | Tag::Wdt | Tag::Ex => 8,
        other => 100 + other as u8,
    }
}

fn measure(model: &Model, name: &str, sentences: &[Sentence]) {
    let verbose = env::var_os("TAGGER_ERRORS").is_some() && name == "dev";
    let (mut all, mut right, mut words, mut words_right, mut alike) = (0, 0, 0, 0, 0);
    let mut confused: BTreeMap<(Tag, Tag), usize> = BTreeMap::new();
    for sentence in sentences {
        let mut history = History::START;
        for (index, facts) in sentence.facts.iter().enumerate() {
            let tag = facts.mark.or_else(|| model.sure(facts.form)).unwrap_or_else(|| {
                model.best(&Place::new(&sentence.facts, index, &history).features(), facts.possible)
            });
            history.push(facts, tag);
            // Marks are right by definition: the corpus's finer tags for them are folded into one.
            let gold = if facts.mark.is_some() { tag } else { sentence.gold[index] };
            if gold == Tag::None {
                continue;
            }
            all += 1;
            right += usize::from(tag == gold);
            if facts.mark.is_none() {
                words += 1;
                words_right += usize::from(tag == gold);
                alike += usize::from(coarse(tag) == coarse(gold));
            }
            if tag != gold {
                *confused.entry((gold, tag)).or_default() += 1;
                if verbose {
                    let near = index.saturating_sub(3)..(index + 4).min(sentence.words.len());
                    eprintln!(
                        "{}>{}\t{}\t{}",
                        gold.name(),
                        tag.name(),
                        sentence.words[index],
                        sentence.words[near].join(" ")
                    );
                }
            }
        }
    }
    println!(
        "{name}: tags {:.2} % of all, {:.2} % of {words} words; coarse {:.2} % of words",
        percent(right, all),
        percent(words_right, words),
        percent(alike, words)
    );
    let mut confused: Vec<_> = confused.into_iter().collect();
    confused.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    for ((gold, tag), count) in confused.iter().take(12) {
        print!("  {} as {}: {count};", gold.name(), tag.name());
    }
    println!();
}

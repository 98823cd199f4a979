//! Learns the weights of the span tagger from PolNeAR's train half, and how sure its claims are.
//!
//!     cargo run --release --features trainer --example train_spans -- CORPUS [--check]
//!
//! CORPUS is a folder with `train` and `dev`, each with `text/*.txt` and brat's `attributions/*.ann`. The weights go to
//! `src/reading/spans/model.bin`, those of the confidence to `src/reading/attribution/lexicon/evidence.tsv`; the same
//! corpus gives the same bytes. Of `dev` only the reliability of the confidence is printed, and with `--check` that of
//! the model that is there, without learning. `docs/claims.md` is the model card.
//!
//! Both stages are conditional random fields, learned online by FTRL-Proximal (McMahan et al., KDD 2013), which leaves
//! most weights at zero. The second stage learns from cues that the first found in texts that it had not seen
//! (jackknifing), and so does the confidence from claims that the tagger found in such texts.
#![allow(clippy::print_stdout, reason = "a tool for the terminal")]
#![allow(clippy::needless_range_loop, reason = "matrices are read by index")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::{fs, io, thread};

use rustc_hash::FxHashMap;
use sayso::model::Document;
use sayso::reading::training::{
    self, CUE_LABELS, Cues, FACTS, Key, LANES, Label, Model, NEVER, Observed, Role, Weights, encode, label, lanes,
    viterbi,
};

/// Parts of the corpus, for what must be learned from texts not seen.
const FOLDS: usize = 4;
/// Rounds over the corpus, of the first stage and of the second.
const CUE_ROUNDS: usize = 8;
const ROUNDS: usize = 9;
/// The rounds whose weights are averaged.
const AVERAGED: usize = 5;
/// A feature seen less often is not learned.
const LEAST_SEEN: u32 = 3;
/// A feature whose weights are all smaller is left out of the file.
const LEAST_WEIGHT: f32 = 0.06;
/// FTRL-Proximal: the learning rate, and how dear weights are.
const ALPHA: f32 = 0.05;
const BETA: f32 = 1.0;
const L1: f32 = 1.0;
const L2: f32 = 1.0;
/// A gradient smaller than this changes nothing.
const LEAST_GRADIENT: f32 = 1e-3;

const MODEL: &str = "src/reading/spans/model.bin";
const EVIDENCE: &str = "src/reading/attribution/lexicon/evidence.tsv";

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(corpus) = arguments.iter().find(|argument| !argument.starts_with("--")) else {
        return Err(io::Error::other("give the corpus folder: train_spans CORPUS [--check]"));
    };
    let dev = load(&Path::new(corpus).join("dev"))?;
    if arguments.iter().any(|argument| argument == "--check") {
        let model = Model::decode(fs::read(MODEL)?.into()).ok_or_else(|| io::Error::other("no model in model.bin"))?;
        print_reliability(&judged(&dev, &model), &kept_weights()?);
        return Ok(());
    }
    let train = load(&Path::new(corpus).join("train"))?;
    println!("{} texts, {} tokens to learn from", train.len(), train.iter().map(|text| text.gold.len()).sum::<usize>());
    let numbers = features(&train);
    println!("{} features ", numbers.len());

    let base: Vec<Vec<Sequence<CUE_LABELS>>> = train.iter().map(|text| text.cue_sequences(&numbers)).collect();
    let (all_cues, folds) = thread::scope(|scope| {
        let folds = scope.spawn(|| {
            let learn = |fold| fit(numbers.len(), &without(&base, fold), CUE_ROUNDS);
            (0..FOLDS).map(learn).collect::<Vec<_>>()
        });
        let all = fit(numbers.len(), &base.iter().flatten().collect::<Vec<_>>(), CUE_ROUNDS);
        Ok::<_, io::Error>((all, folds.join().map_err(|_| io::Error::other("a thread failed"))?))
    })?;
    println!("first stage learned");
    let sequences: Vec<Vec<Sequence<{ label::COUNT }>>> = train
        .iter()
        .zip(&base)
        .enumerate()
        .map(|(place, (text, base))| text.sequences(base, &folds[place % FOLDS], &numbers))
        .collect();
    drop(base);
    let (all_spans, judged_train) = thread::scope(|scope| {
        let judged_train = scope.spawn(|| {
            let mut judged_train = Vec::new();
            for (fold, cues) in folds.iter().enumerate() {
                let spans = fit(numbers.len(), &without(&sequences, fold), ROUNDS);
                let model = model(&numbers, cues, &spans);
                let part: Vec<&Text> = train.iter().skip(fold).step_by(FOLDS).collect();
                judged_train.extend(judged(part, &model));
            }
            judged_train
        });
        let all = fit(numbers.len(), &sequences.iter().flatten().collect::<Vec<_>>(), ROUNDS);
        Ok::<_, io::Error>((all, judged_train.join().map_err(|_| io::Error::other("a thread failed"))?))
    })?;
    println!("second stage learned");

    let weights = regression(&judged_train);
    let file = file(&numbers, &all_cues, &all_spans);
    println!("{} bytes of weights", file.len());
    fs::write(MODEL, &file)?;
    let mut table = String::from(
        "# What speaks for a claim, and how much: the weights of a logistic regression, learned by examples/train_spans.rs.\n\
         # Tab-separated: the fact (src/reading/attribution/confidence.rs says what it is), its weight.\n",
    );
    for (fact, weight) in FACTS.iter().zip(&weights) {
        table.push_str(&format!("{fact}\t{weight:.4}\n"));
    }

    fs::write(EVIDENCE, table)?;
    let model = Model::decode(file.into()).ok_or_else(|| io::Error::other("the model cannot be read again"))?;
    println!("on texts of train that the tagger had not seen:");
    print_reliability(&judged_train, &weights);
    println!("on dev:");
    print_reliability(&judged(&dev, &model), &weights);
    Ok(())
}

/// The parts of all texts but those of `fold`.
fn without<T>(parts: &[Vec<T>], fold: usize) -> Vec<&T> {
    parts.iter().enumerate().filter(|(place, _)| place % FOLDS != fold).flat_map(|(_, part)| part).collect()
}

// The corpus.

/// An annotated text.
struct Text {
    document: Document,
    observed: Observed,
    /// A label a token.
    gold: Vec<Label>,
    /// The contents of its attributions, in bytes.
    contents: Vec<Vec<Range<usize>>>,
}

/// Reads a half of the corpus, in order of the texts' names.
fn load(folder: &Path) -> io::Result<Vec<Text>> {
    // Of several annotators the first, as the scorer has it.
    let mut annotations = BTreeMap::new();
    for entry in fs::read_dir(folder.join("attributions"))? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some((stem, annotator)) = name.rsplit_once('_') else { continue };
        annotations.entry(stem.to_owned()).or_insert_with(BTreeMap::new).insert(annotator.to_owned(), path);
    }
    let mut texts = Vec::new();
    for (stem, annotators) in annotations {
        let Some(path) = annotators.values().next() else { continue };
        let text = fs::read_to_string(folder.join("text").join(stem).with_extension("txt"))?;
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let attributions = attributions(&fs::read_to_string(path)?);
        let to_bytes = |&(start, end): &(usize, usize)| {
            let at = |point: usize| bytes[point.min(bytes.len() - 1)];
            at(start)..at(end)
        };
        let mut spans: Vec<(Range<usize>, Role)> = Vec::new();
        let mut contents = Vec::new();
        for roles in &attributions {
            for (role, points) in roles {
                spans.extend(points.iter().map(|span| (to_bytes(span), *role)));
            }
            contents.push(roles[&Role::Content].iter().map(to_bytes).collect());
        }
        spans.sort_by_key(|(span, _)| (span.start, span.end));
        let document = Document { text, ..Document::default() };
        let observed = training::observe(&document);
        let gold = labels(&observed, &spans);
        texts.push(Text { document, observed, gold, contents });
    }
    Ok(texts)
}

type Roles = BTreeMap<Role, Vec<(usize, usize)>>;

/// The attributions of a file in brat's standoff format, in code points; those without a content are none.
fn attributions(file: &str) -> Vec<Roles> {
    let mut spans: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut events = Vec::new();
    for line in file.lines() {
        let mut fields = line.split('\t');
        let (Some(name), Some(what)) = (fields.next(), fields.next()) else { continue };
        if name.starts_with('T') {
            let (_, pieces) = what.split_once(' ').unwrap_or_default();
            let piece = |piece: &str| {
                let (start, end) = piece.split_once(' ')?;
                Some((start.parse().ok()?, end.parse().ok()?))
            };
            if let Some(pieces) = pieces.split(';').map(piece).collect() {
                spans.insert(name, pieces);
            }
        } else if name.starts_with('E') && what.starts_with("Attribution") {
            events.push(what);
        }
    }
    let mut attributions = Vec::new();
    for event in events {
        let mut roles = Roles::new();
        for argument in event.split_whitespace().skip(1) {
            let Some((name, span)) = argument.split_once(':') else { continue };
            let role = match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => Role::Source,
                "Cue" => Role::Cue,
                "Content" => Role::Content,
                _ => continue,
            };
            roles.entry(role).or_default().extend(spans.get(span).into_iter().flatten());
        }
        if roles.get(&Role::Content).is_some_and(|content| !content.is_empty()) {
            attributions.push(roles);
        }
    }
    attributions
}

/// The labels that `spans`, in order, give the tokens.
fn labels(observed: &Observed, spans: &[(Range<usize>, Role)]) -> Vec<Label> {
    let mut labels = vec![label::OUTSIDE; observed.tokens.len()];
    for paragraph in &observed.paragraphs {
        let mut last = None;
        for at in paragraph.clone() {
            let token = &observed.tokens[at];
            let after = spans.partition_point(|(span, _)| span.start <= token.start);
            let holder = after
                .checked_sub(1)
                .filter(|&span| spans[span].0.end > token.start)
                .or(Some(after).filter(|&span| spans.get(span).is_some_and(|(span, _)| span.start < token.end)));
            if let Some(span) = holder {
                let role = spans[span].1;
                labels[at] = if last == holder { label::inside(role) } else { label::begin(role) };
            }
            last = holder;
        }
    }
    labels
}

// Features by number.

type Numbers = FxHashMap<Key, u32>;

/// Numbers the features that were seen often enough, in the order of their keys.
fn features(texts: &[Text]) -> Numbers {
    let mut seen: FxHashMap<Key, u32> = FxHashMap::default();
    for text in texts {
        for paragraph in &text.observed.paragraphs {
            // The cues of the annotation stand for those that will be found.
            let cues = Cues::new(paragraph, &cue_labels(&text.gold[paragraph.clone()]));
            let (base, near) = (text.observed.base(paragraph), text.observed.near(paragraph, &cues));
            base.iter().chain(&near).flatten().for_each(|&key| *seen.entry(key).or_default() += 1);
        }
    }
    let mut often: Vec<Key> = seen.into_iter().filter(|&(_, count)| count >= LEAST_SEEN).map(|(key, _)| key).collect();
    often.sort_unstable();
    often.into_iter().zip(0..).collect()
}

/// The labels of the first stage: outside, beginning, inside.
fn cue_labels(labels: &[Label]) -> Vec<Label> {
    let cue = |&label: &Label| match label::role(label) {
        Some(Role::Cue) if label::begins(label) => 1,
        Some(Role::Cue) => 2,
        _ => 0,
    };
    labels.iter().map(cue).collect()
}

/// A paragraph to learn from: features by number, token after token, and labels.
struct Sequence<const N: usize> {
    numbers: Vec<u32>,
    /// Where the features of each token end.
    ends: Vec<u32>,
    gold: Vec<Label>,
}

impl<const N: usize> Sequence<N> {
    fn new(tokens: impl Iterator<Item = Vec<Key>>, gold: Vec<Label>, numbers: &Numbers) -> Self {
        let mut sequence = Self { numbers: Vec::new(), ends: Vec::new(), gold };
        for keys in tokens {
            sequence.numbers.extend(keys.iter().filter_map(|key| numbers.get(key)));
            sequence.ends.push(sequence.numbers.len() as u32);
        }
        sequence
    }

    fn token(&self, place: usize) -> &[u32] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start as usize..self.ends[place] as usize]
    }
}

impl Text {
    fn cue_sequences(&self, numbers: &Numbers) -> Vec<Sequence<CUE_LABELS>> {
        let sequence = |paragraph: &Range<usize>| {
            let gold = cue_labels(&self.gold[paragraph.clone()]);
            Sequence::new(self.observed.base(paragraph).into_iter(), gold, numbers)
        };
        self.observed.paragraphs.iter().map(sequence).collect()
    }

    /// What the second stage learns from, given the cues that `first` finds.
    fn sequences(
        &self,
        base: &[Sequence<CUE_LABELS>],
        first: &Field<CUE_LABELS>,
        numbers: &Numbers,
    ) -> Vec<Sequence<{ label::COUNT }>> {
        let mut sequences = Vec::new();
        for (paragraph, base) in self.observed.paragraphs.iter().zip(base) {
            let cues = Cues::new(paragraph, &first.labels(base));
            if self.observed.is_plain(paragraph, &cues) {
                continue;
            }
            let near = self.observed.near(paragraph, &cues);
            let tokens = self.observed.base(paragraph).into_iter().zip(near).map(|(mut base, near)| {
                base.extend(near);
                base
            });
            sequences.push(Sequence::new(tokens, self.gold[paragraph.clone()].to_vec(), numbers));
        }
        sequences
    }
}

// Learning.

/// What FTRL keeps of a weight.
#[derive(Clone, Copy, Default)]
struct Weight {
    value: f32,
    z: f32,
    n: f32,
}

impl Weight {
    fn learn(&mut self, gradient: f32, l1: f32, l2: f32) {
        let n = self.n + gradient * gradient;
        self.z += gradient - (n.sqrt() - self.n.sqrt()) / ALPHA * self.value;
        self.n = n;
        self.value =
            if self.z.abs() <= l1 { 0.0 } else { -(self.z - self.z.signum() * l1) / ((BETA + n.sqrt()) / ALPHA + l2) };
    }
}

/// A conditional random field over `N` labels.
struct Field<const N: usize> {
    rows: Vec<[Weight; N]>,
    transitions: [[Weight; N]; N],
}

fn follows(before: usize, label: usize) -> bool {
    label::follows(before as Label, label as Label)
}

impl<const N: usize> Field<N> {
    fn emissions(&self, sequence: &Sequence<N>) -> Vec<[f32; N]> {
        let token = |place| {
            let mut scores = [0.0; N];
            for &number in sequence.token(place) {
                for (score, weight) in scores.iter_mut().zip(&self.rows[number as usize]) {
                    *score += weight.value;
                }
            }
            scores
        };
        (0..sequence.gold.len()).map(token).collect()
    }

    /// The most probable labels.
    fn labels(&self, sequence: &Sequence<N>) -> Vec<Label> {
        const UNIT: f32 = 1000.0;
        let whole = |score: f32| (score * UNIT) as i32;
        let transitions: [[i32; N]; N] = std::array::from_fn(|before| {
            std::array::from_fn(|label| {
                if follows(before, label) { whole(self.transitions[before][label].value) } else { NEVER }
            })
        });
        let mut labels = Vec::new();
        viterbi(
            self.emissions(sequence).into_iter().map(|scores| lanes(&scores.map(whole), NEVER).into()),
            &transitions,
            &mut labels,
        );
        labels
    }

    /// Learns from one sequence: a step against the gradient of its negative log-likelihood.
    fn learn(&mut self, sequence: &Sequence<N>) {
        let length = sequence.gold.len();
        if length == 0 {
            return;
        }
        let steps: [[f32; N]; N] =
            std::array::from_fn(|before| {
                std::array::from_fn(|label| {
                    if follows(before, label) { self.transitions[before][label].value.exp() } else { 0.0 }
                })
            });
        let mut emissions = self.emissions(sequence);
        for scores in &mut emissions {
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            *scores = scores.map(|score| (score - most).exp());
        }
        let mut forward = vec![[0.0f32; N]; length];
        for label in 0..N {
            forward[0][label] = if follows(0, label) { emissions[0][label] } else { 0.0 };
        }
        for place in 0..length {
            if place > 0 {
                for label in 0..N {
                    let sum: f32 = (0..N).map(|before| forward[place - 1][before] * steps[before][label]).sum();
                    forward[place][label] = sum * emissions[place][label];
                }
            }
            let sum: f32 = forward[place].iter().sum();
            forward[place] = forward[place].map(|value| value / sum);
        }
        let mut backward = [1.0f32; N];
        let mut transitions = [[0.0f32; N]; N];
        for place in (0..length).rev() {
            let gold = usize::from(sequence.gold[place]);
            let mut gradient: [f32; N] = std::array::from_fn(|label| forward[place][label] * backward[label]);
            let sum: f32 = gradient.iter().sum();
            gradient = gradient.map(|value| value / sum);
            gradient[gold] -= 1.0;
            if place > 0 {
                let later: [f32; N] = std::array::from_fn(|label| emissions[place][label] * backward[label]);
                let pair =
                    |before: usize, label: usize| forward[place - 1][before] * steps[before][label] * later[label];
                let sum: f32 =
                    (0..N).flat_map(|before| (0..N).map(move |label| (before, label))).map(|(b, l)| pair(b, l)).sum();
                for before in 0..N {
                    for label in 0..N {
                        transitions[before][label] += pair(before, label) / sum;
                    }
                }
                transitions[usize::from(sequence.gold[place - 1])][gold] -= 1.0;
                backward = std::array::from_fn(|before| (0..N).map(|label| steps[before][label] * later[label]).sum());
                let sum: f32 = backward.iter().sum();
                backward = backward.map(|value| value / sum);
            }
            if gradient.iter().any(|value| value.abs() >= LEAST_GRADIENT) {
                for &number in sequence.token(place) {
                    for (weight, &gradient) in self.rows[number as usize].iter_mut().zip(&gradient) {
                        weight.learn(gradient, L1, L2);
                    }
                }
            }
        }
        for (row, gradients) in self.transitions.iter_mut().zip(&transitions) {
            for (weight, &gradient) in row.iter_mut().zip(gradients) {
                weight.learn(gradient, 0.0, 0.01);
            }
        }
    }
}

fn fit<const N: usize>(features: usize, sequences: &[&Sequence<N>], rounds: usize) -> Field<N> {
    let none = Weight::default();
    let mut field = Field { rows: vec![[none; N]; features], transitions: [[none; N]; N] };
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    // The weights are the mean of those after the later rounds, which chance moves less than the last.
    let mut sums = vec![[0.0f32; N]; features];
    let mut transition_sums = [[0.0f32; N]; N];
    let first = rounds.saturating_sub(AVERAGED);
    for round in 0..rounds {
        // Fisher-Yates by xorshift: another order each round, the same each run.
        for last in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(last, (state % (last as u64 + 1)) as usize);
        }
        for &place in &order {
            field.learn(sequences[place]);
        }
        if round >= first {
            let rows = sums.iter_mut().zip(&field.rows).chain(transition_sums.iter_mut().zip(&field.transitions));
            for (sum, weight) in rows.flat_map(|(sums, row)| sums.iter_mut().zip(row)) {
                *sum += weight.value;
            }
        }
    }
    let rows = field.rows.iter_mut().zip(&sums).chain(field.transitions.iter_mut().zip(&transition_sums));
    for (weight, sum) in rows.flat_map(|(row, sums)| row.iter_mut().zip(sums)) {
        weight.value = sum / (rounds - first) as f32;
    }
    field
}

// The file.

/// How many times a weight is multiplied to fill 8 bits.
fn unit<const N: usize>(field: &Field<N>) -> u32 {
    let most = field.rows.iter().flatten().map(|weight| weight.value.abs()).fold(0.1, f32::max);
    (127.0 / most.min(4.0)) as u32
}

fn file(numbers: &Numbers, cues: &Field<CUE_LABELS>, spans: &Field<{ label::COUNT }>) -> Vec<u8> {
    let units = [unit(cues), unit(spans)];
    let whole = |weight: &Weight, unit: u32| (weight.value * unit as f32).round();
    let mut rows: Vec<(Key, Weights)> = numbers
        .iter()
        .filter(|(_, number)| {
            let (spans, cues) = (&spans.rows[**number as usize], &cues.rows[**number as usize]);
            spans.iter().chain(cues).any(|weight| weight.value.abs() >= LEAST_WEIGHT)
        })
        .map(|(&key, &number)| {
            let lanes = spans.rows[number as usize].iter().map(|weight| whole(weight, units[1]));
            let mut lanes = lanes.chain(cues.rows[number as usize].iter().map(|weight| whole(weight, units[0])));
            let weights: [i8; LANES] = std::array::from_fn(|_| lanes.next().unwrap_or(0.0).clamp(-127.0, 127.0) as i8);
            (key, weights)
        })
        .collect();
    rows.sort_unstable();
    println!("{} features with weights", rows.len());
    let step = |weight: &Weight, unit: u32, before: usize, label: usize| {
        if follows(before, label) { whole(weight, unit) as i32 } else { NEVER }
    };
    let cue_transitions = std::array::from_fn(|before| {
        std::array::from_fn(|label| step(&cues.transitions[before][label], units[0], before, label))
    });
    let transitions = std::array::from_fn(|before| {
        std::array::from_fn(|label| step(&spans.transitions[before][label], units[1], before, label))
    });
    encode(&rows, &cue_transitions, &transitions, units)
}

fn model(numbers: &Numbers, cues: &Field<CUE_LABELS>, spans: &Field<{ label::COUNT }>) -> Model {
    let file = file(numbers, cues, spans);
    Model::decode(file.into()).unwrap_or_else(|| unreachable!("what encode writes decode reads"))
}

// How sure a claim is.

/// What speaks for a claim, and whether it is right.
type Judged = (Vec<f64>, bool);

/// All that rules and `model` find in `texts`: right is what shares half of the letters with an annotated content, as the
/// scorer has it.
fn judged<'a>(texts: impl IntoIterator<Item = &'a Text>, model: &Model) -> Vec<Judged> {
    let mut memo = training::memo();
    let mut judged = Vec::new();
    for text in texts {
        let letters = |spans: &[Range<usize>]| {
            let mut bytes: Vec<usize> = spans.iter().flat_map(Clone::clone).collect();
            bytes.retain(|&at| !text.document.text.as_bytes()[at].is_ascii_whitespace());
            bytes.sort_unstable();
            bytes.dedup();
            bytes
        };
        let gold: Vec<Vec<usize>> = text.contents.iter().map(|content| letters(content)).collect();
        let candidates = training::candidates(&text.document, model, &mut memo);
        let found: Vec<Vec<usize>> = candidates.iter().map(|candidate| letters(&candidate.content)).collect();
        let mut pairs = Vec::new();
        for (place, found) in found.iter().enumerate() {
            for (wanted, gold) in gold.iter().enumerate() {
                let apart = found.last() < gold.first() || gold.last() < found.first();
                let shared = if apart { 0 } else { found.iter().filter(|at| gold.binary_search(at).is_ok()).count() };
                let share = shared as f64 / (found.len() + gold.len() - shared).max(1) as f64;
                if share >= 0.5 {
                    pairs.push((share, place, wanted));
                }
            }
        }
        pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
        let (mut right, mut taken) = (vec![false; found.len()], vec![false; gold.len()]);
        for (_, place, wanted) in pairs {
            if !right[place] && !taken[wanted] {
                (right[place], taken[wanted]) = (true, true);
            }
        }
        judged.extend(candidates.into_iter().map(|candidate| candidate.evidence).zip(right));
    }
    judged
}

fn chance(facts: &[f64], weights: &[f64]) -> f64 {
    let sum: f64 = facts.iter().zip(weights).map(|(fact, weight)| fact * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The weights of a logistic regression, by Newton's method.
fn regression(judged: &[Judged]) -> Vec<f64> {
    const RIDGE: f64 = 1.0;
    let count = FACTS.len();
    let mut weights = vec![0.0; count];
    for _ in 0..25 {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| -RIDGE * weight).collect();
        let mut curve = vec![vec![0.0; count]; count];
        for (place, row) in curve.iter_mut().enumerate() {
            row[place] = RIDGE;
        }
        for (facts, right) in judged {
            let chance = chance(facts, &weights);
            let miss = f64::from(u8::from(*right)) - chance;
            for one in 0..count {
                gradient[one] += miss * facts[one];
                for other in 0..count {
                    curve[one][other] += chance * (1.0 - chance) * facts[one] * facts[other];
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(curve, gradient)) {
            *weight += step;
        }
    }
    weights
}

/// Solves a system of linear equations that is positive definite.
fn solve(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let count = right.len();
    for pivot in 0..count {
        for row in pivot + 1..count {
            let factor = rows[row][pivot] / rows[pivot][pivot];
            for column in pivot..count {
                rows[row][column] -= factor * rows[pivot][column];
            }
            right[row] -= factor * right[pivot];
        }
    }
    for pivot in (0..count).rev() {
        let known: f64 = (pivot + 1..count).map(|column| rows[pivot][column] * right[column]).sum();
        right[pivot] = (right[pivot] - known) / rows[pivot][pivot];
    }
    right
}

fn kept_weights() -> io::Result<Vec<f64>> {
    let table = fs::read_to_string(EVIDENCE)?;
    let cells = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').nth(1));
    Ok(cells.filter_map(|cell| cell.parse().ok()).collect())
}

/// Prints, of the claims given some confidence, how many are right.
fn print_reliability(judged: &[Judged], weights: &[f64]) {
    println!("| confidence | claims | mean confidence | right |\n| --- | --- | --- | --- |");
    for tenth in 0..10 {
        let (low, high) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let given: Vec<(f64, bool)> = judged
            .iter()
            .map(|(facts, right)| (chance(facts, weights), *right))
            .filter(|&(chance, _)| chance >= low && (chance < high || tenth == 9))
            .collect();
        let share = |sum: f64| sum / given.len().max(1) as f64;
        let mean = share(given.iter().map(|one| one.0).sum());
        let right = share(given.iter().filter(|one| one.1).count() as f64);
        println!("| {low:.1}–{high:.1} | {} | {mean:.2} | {right:.2} |", given.len());
    }
}

//! The arithmetic of a linear-chain conditional random field (Lafferty, McCallum and Pereira, ICML 2001).

use wide::{f32x8, i32x8};

use super::label::Label;

/// The score of what cannot be; sums of a few of it do not overflow.
pub const NEVER: i32 = i32::MIN / 8;

/// Scores of one label (the column) behind another (the row); label 0 stands before the first token. There are eight
/// labels at most.
pub type Transitions<const N: usize> = [[i32; N]; N];

/// `values`, filled up with `rest` to what a processor adds up at once.
pub fn lanes<const N: usize, T: Copy>(values: &[T; N], rest: T) -> [T; 8] {
    std::array::from_fn(|lane| values.get(lane).copied().unwrap_or(rest))
}

/// The labels that score highest together (Viterbi 1967), of equals the lower ones. Linear in the tokens, whose scores
/// are of 16 bits and so few that their sums stay far from what 32 bits hold: those of a paragraph. Lanes past the labels
/// do not count.
pub fn viterbi<const N: usize>(
    mut emissions: impl Iterator<Item = i32x8>,
    transitions: &Transitions<N>,
    labels: &mut Vec<Label>,
) {
    labels.clear();
    let Some(first) = emissions.next() else { return };
    let never = i32x8::splat(NEVER);
    let rows = transitions.each_ref().map(|row| i32x8::new(lanes(row, NEVER)));
    // Nothing is gained or lost by how the first token follows on nothing.
    let start = transitions[0].map(|step| if step > NEVER { 0 } else { NEVER });
    let mut best = (i32x8::new(lanes(&start, NEVER)) + first).max(never);
    // Plain arrays, here and below: what asks for alignment is slow to allocate.
    let mut back: Vec<[i32; 8]> = Vec::with_capacity(emissions.size_hint().0);
    for emission in emissions {
        let (mut next, mut from) = (never, i32x8::ZERO);
        for (before, (&score, &row)) in (0..).zip(best.as_array().iter().zip(&rows)) {
            let sums = row + i32x8::splat(score);
            let better = sums.simd_gt(next);
            next = better.select(sums, next);
            from = better.select(i32x8::splat(before), from);
        }
        best = (next + emission).max(never);
        back.push(from.to_array());
    }
    let mut last = 0;
    for (label, &score) in best.as_array()[..N].iter().enumerate() {
        if score > best.as_array()[last] {
            last = label;
        }
    }
    labels.resize(back.len() + 1, 0);
    for (label, from) in labels[1..].iter_mut().zip(&back).rev() {
        *label = last as Label;
        last = from[last] as usize;
    }
    labels[0] = last as Label;
}

/// What scores stand for: `unit` times the natural logarithm of what is multiplied.
pub struct Scale {
    unit: f32,
    /// What a score is worth that lies so far below the highest.
    below: Vec<f32>,
}

impl Scale {
    /// Of `unit`, 1 or more.
    pub fn new(unit: f32) -> Self {
        // Further down than this all is worth the same.
        let last = (LEAST_LIKELY * unit).clamp(0.0, 65_535.0).ceil() as u32;
        Self { unit, below: (0..=last).map(|below| Self::worth(below as f32, unit)).collect() }
    }

    fn worth(below: f32, unit: f32) -> f32 {
        (-below / unit).max(-LEAST_LIKELY).exp()
    }

    /// What `score` is worth where `most` is worth 1.
    #[inline]
    fn likelihood(&self, score: i32, most: i32) -> f32 {
        let below = most.saturating_sub(score).max(0) as usize;
        self.below.get(below).or(self.below.last()).copied().unwrap_or(0.0)
    }

    /// What steps from one label to the next are worth.
    fn steps<const N: usize>(&self, transitions: &Transitions<N>) -> [[f32; N]; N] {
        let worth = |step| if step <= NEVER { 0.0 } else { (step as f32 / self.unit).clamp(-40.0, 40.0).exp() };
        transitions.map(|row| row.map(worth))
    }
}

/// The logarithm of the least that a label is worth beside the best, negated.
const LEAST_LIKELY: f32 = 60.0;

/// How probable labels are, by the forward-backward algorithm in scaled numbers (Rabiner 1989).
pub struct Posterior<const N: usize> {
    /// Emissions, each token's largest taken as 1.
    emissions: Vec<[f32; 8]>,
    transitions: [[f32; N]; N],
    /// Of each token, sums to 1.
    forward: Vec<[f32; 8]>,
    /// What the forward numbers were divided by.
    scale: Vec<f32>,
    /// So that forward times backward is the probability of a token's label.
    backward: Vec<[f32; 8]>,
}

/// Adds `values` times the rows of `matrix`.
fn times<const N: usize>(values: &[f32; 8], matrix: &[f32x8; N]) -> f32x8 {
    let mut sums = f32x8::ZERO;
    for (&value, &row) in values.iter().zip(matrix) {
        sums += row * f32x8::splat(value);
    }
    sums
}

impl<const N: usize> Posterior<N> {
    /// Of scores of that `scale`.
    pub fn new(emissions: impl Iterator<Item = i32x8>, transitions: &Transitions<N>, scale: &Scale) -> Self {
        let transitions = scale.steps(transitions);
        let rows = transitions.map(|row| f32x8::new(lanes(&row, 0.0)));
        let columns: [f32x8; N] =
            std::array::from_fn(|column| f32x8::new(lanes(&transitions.map(|row| row[column]), 0.0)));
        let emissions: Vec<[f32; 8]> = emissions
            .map(|scores| {
                let scores = &scores.as_array()[..N];
                let most = scores.iter().copied().fold(NEVER, i32::max);
                std::array::from_fn(|lane| scores.get(lane).map_or(0.0, |&score| scale.likelihood(score, most)))
            })
            .collect();
        let mut forward: Vec<[f32; 8]> = Vec::with_capacity(emissions.len());
        let mut scale = Vec::with_capacity(emissions.len());
        for &emission in &emissions {
            let now = match forward.last() {
                None => f32x8::new(lanes(&transitions[0].map(|step| if step > 0.0 { 1.0 } else { 0.0 }), 0.0)),
                Some(before) => times(before, &rows),
            };
            let now = now * f32x8::new(emission);
            let total = now.as_array().iter().sum::<f32>().max(f32::MIN_POSITIVE);
            forward.push((now / f32x8::splat(total)).to_array());
            scale.push(total);
        }
        let mut backward = vec![[1.0; 8]; emissions.len()];
        for place in (1..emissions.len()).rev() {
            let weighed = f32x8::new(backward[place]) * f32x8::new(emissions[place]) / f32x8::splat(scale[place]);
            backward[place - 1] = times(weighed.as_array(), &columns).to_array();
        }
        Self { emissions, transitions, forward, scale, backward }
    }

    /// How probable `label` is for the token at `place`, 0 to 1.
    pub fn token(&self, place: usize, label: Label) -> f64 {
        let at = |rows: &[[f32; 8]]| rows.get(place).map_or(0.0, |row| row[usize::from(label)]);
        f64::from(at(&self.forward) * at(&self.backward)).clamp(0.0, 1.0)
    }

    /// The logarithm of how probable it is that the tokens from `start` on have just these labels; at least -20.
    pub fn span(&self, start: usize, labels: &[Label]) -> f64 {
        let (Some(&first), Some(&last)) = (labels.first(), labels.last()) else { return 0.0 };
        let Some(rows) = self.forward.get(start) else { return LEAST };
        let mut sum = f64::from(rows[usize::from(first)]).ln();
        for (offset, pair) in labels.windows(2).enumerate() {
            let place = start + offset + 1;
            let (before, label) = (usize::from(pair[0]), usize::from(pair[1]));
            let Some(emission) = self.emissions.get(place) else { return LEAST };
            sum += f64::from(self.transitions[before][label] * emission[label] / self.scale[place]).ln();
        }
        let after = self.backward.get(start + labels.len() - 1).map_or(0.0, |row| row[usize::from(last)]);
        let sum = sum + f64::from(after).ln();
        if sum.is_nan() { LEAST } else { sum.clamp(LEAST, 0.0) }
    }
}

/// Less probable than this is all the same.
const LEAST: f64 = -20.0;

#[cfg(test)]
mod tests {
    use super::super::label::follows;
    use super::*;
    use proptest::prelude::*;

    const N: usize = 7;

    fn wide(emissions: &[[i32; N]]) -> impl Iterator<Item = i32x8> {
        emissions.iter().map(|scores| i32x8::new(lanes(scores, 30_000)))
    }

    fn transitions(steps: &[i32]) -> Transitions<N> {
        let mut table = [[0; N]; N];
        for (before, row) in table.iter_mut().enumerate() {
            for (label, step) in row.iter_mut().enumerate() {
                *step = if follows(before as u8, label as u8) { steps[before * N + label] } else { NEVER };
            }
        }
        table
    }

    /// All sequences of labels that may be, with their scores.
    fn all(emissions: &[[i32; N]], transitions: &Transitions<N>) -> Vec<(Vec<Label>, i32)> {
        let mut sequences: Vec<(Vec<Label>, i32)> = vec![(Vec::new(), 0)];
        for (place, emission) in emissions.iter().enumerate() {
            sequences = sequences
                .into_iter()
                .flat_map(|(labels, score)| {
                    let before = usize::from(labels.last().copied().unwrap_or(0));
                    (0..N)
                        .filter(move |&label| follows(before as u8, label as u8))
                        .map(|label| {
                            let step = if place == 0 { 0 } else { transitions[before][label] };
                            let mut longer = labels.clone();
                            longer.push(label as Label);
                            (longer, score + step + emission[label])
                        })
                        .collect::<Vec<_>>()
                })
                .collect();
        }
        sequences
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn as_by_looking_at_every_sequence(
            steps in prop::collection::vec(-60i32..60, N * N),
            emissions in prop::collection::vec(prop::array::uniform7(-90i32..90), 1..5),
        ) {
            let transitions = transitions(&steps);
            let sequences = all(&emissions, &transitions);
            let best = sequences.iter().map(|sequence| sequence.1).max();
            let mut labels = Vec::new();
            viterbi(wide(&emissions), &transitions, &mut labels);
            let found = sequences.iter().find(|sequence| sequence.0 == labels).map(|sequence| sequence.1);
            prop_assert_eq!(found, best);

            let unit = 30.0;
            let posterior = Posterior::new(wide(&emissions), &transitions, &Scale::new(unit));
            let weigh = |score: i32| (f64::from(score) / f64::from(unit)).exp();
            let total: f64 = sequences.iter().map(|sequence| weigh(sequence.1)).sum();
            let share = |wanted: &dyn Fn(&[Label]) -> bool| {
                sequences.iter().filter(|one| wanted(&one.0)).map(|one| weigh(one.1)).sum::<f64>() / total
            };
            for place in 0..emissions.len() {
                for label in 0..N as u8 {
                    let expected = share(&|labels| labels[place] == label);
                    prop_assert!((posterior.token(place, label) - expected).abs() < 1e-3);
                }
            }
            let start = emissions.len() / 2;
            let expected = share(&|one| one[start..] == labels[start..]);
            prop_assert!((posterior.span(start, &labels[start..]).exp() - expected).abs() < 1e-3);
        }

        #[test]
        fn any_scores_give_labels_that_may_be(
            emissions in prop::collection::vec(prop::array::uniform7(-40_000i32..40_000), 0..60),
        ) {
            let transitions = transitions(&[5; N * N]);
            let mut labels = Vec::new();
            viterbi(wide(&emissions), &transitions, &mut labels);
            prop_assert_eq!(labels.len(), emissions.len());
            let mut before = 0;
            for &label in &labels {
                prop_assert!(follows(before, label));
                before = label;
            }
            let posterior = Posterior::new(wide(&emissions), &transitions, &Scale::new(30.0));
            prop_assert!((-20.0..=0.0).contains(&posterior.span(0, &labels)));
        }
    }
}

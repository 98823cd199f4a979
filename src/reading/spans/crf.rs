//! The arithmetic of a linear-chain conditional random field (Lafferty, McCallum and Pereira, ICML 2001).

use super::label::Label;

/// The score of what cannot be; sums of a few of it do not overflow.
pub const NEVER: i32 = i32::MIN / 8;

/// Scores of one label (the column) behind another (the row); label 0 stands before the first token.
pub type Transitions<const N: usize> = [[i32; N]; N];

/// The labels that score highest together (Viterbi 1967), of equals the lower ones. Linear in the tokens.
pub fn viterbi<const N: usize>(
    emissions: impl Iterator<Item = [i32; N]>,
    transitions: &Transitions<N>,
    labels: &mut Vec<Label>,
) {
    labels.clear();
    let mut back: Vec<[Label; N]> = Vec::with_capacity(emissions.size_hint().0);
    let mut best = [NEVER; N];
    best[0] = 0;
    for (place, emission) in emissions.enumerate() {
        let mut next = [NEVER; N];
        let mut from = [0; N];
        for (before, (&score, row)) in best.iter().zip(transitions).enumerate() {
            for (label, &step) in row.iter().enumerate() {
                // Nothing is gained or lost by how the first token follows on nothing.
                let step = if place == 0 && step > NEVER { 0 } else { step };
                let sum = score.saturating_add(step);
                if sum > next[label] {
                    next[label] = sum;
                    from[label] = before as Label;
                }
            }
        }
        for (score, emission) in next.iter_mut().zip(emission) {
            *score = score.saturating_add(emission).max(NEVER);
        }
        best = next;
        back.push(from);
    }
    let mut last = 0;
    for (label, &score) in best.iter().enumerate() {
        if score > best[last] {
            last = label;
        }
    }
    labels.resize(back.len(), 0);
    for (label, from) in labels.iter_mut().zip(&back).rev() {
        *label = last as Label;
        last = usize::from(from[last]);
    }
}

/// How probable labels are, by the forward-backward algorithm in scaled numbers (Rabiner 1989).
pub struct Posterior<const N: usize> {
    /// Emissions, each token's largest taken as 1.
    emissions: Vec<[f32; N]>,
    transitions: [[f32; N]; N],
    /// Of each token, sums to 1.
    forward: Vec<[f32; N]>,
    /// What the forward numbers were divided by.
    scale: Vec<f32>,
    /// So that forward times backward is the probability of a token's label.
    backward: Vec<[f32; N]>,
}

impl<const N: usize> Posterior<N> {
    /// Of scores that are `unit` times the natural logarithm of what is multiplied.
    pub fn new(emissions: impl Iterator<Item = [i32; N]>, transitions: &Transitions<N>, unit: f32) -> Self {
        let transitions = transitions
            .map(|row| row.map(|step| if step <= NEVER { 0.0 } else { (step as f32 / unit).clamp(-40.0, 40.0).exp() }));
        let emissions: Vec<[f32; N]> = emissions
            .map(|scores| {
                let most = scores.iter().copied().fold(NEVER, i32::max);
                scores.map(|score| (score.saturating_sub(most) as f32 / unit).max(-60.0).exp())
            })
            .collect();
        let mut forward: Vec<[f32; N]> = Vec::with_capacity(emissions.len());
        let mut scale = Vec::with_capacity(emissions.len());
        for emission in &emissions {
            let mut now = [0.0; N];
            match forward.last() {
                None => {
                    for (label, value) in now.iter_mut().enumerate() {
                        *value = if transitions[0][label] > 0.0 { emission[label] } else { 0.0 };
                    }
                }
                Some(before) => {
                    for (&value, row) in before.iter().zip(&transitions) {
                        for (sum, step) in now.iter_mut().zip(row) {
                            *sum += value * step;
                        }
                    }
                    for (sum, value) in now.iter_mut().zip(emission) {
                        *sum *= value;
                    }
                }
            }
            let total: f32 = now.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            forward.push(now.map(|value| value / total));
            scale.push(total);
        }
        let mut backward = vec![[1.0; N]; emissions.len()];
        for place in (1..emissions.len()).rev() {
            let mut weighed = [0.0; N];
            for (value, (later, emission)) in weighed.iter_mut().zip(backward[place].iter().zip(&emissions[place])) {
                *value = later * emission / scale[place];
            }
            backward[place - 1] =
                transitions.map(|row| row.iter().zip(&weighed).map(|(step, value)| step * value).sum());
        }
        Self { emissions, transitions, forward, scale, backward }
    }

    /// How probable `label` is for the token at `place`, 0 to 1.
    pub fn token(&self, place: usize, label: Label) -> f64 {
        let at = |rows: &[[f32; N]]| rows.get(place).map_or(0.0, |row| row[usize::from(label)]);
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
            viterbi(emissions.iter().copied(), &transitions, &mut labels);
            let found = sequences.iter().find(|sequence| sequence.0 == labels).map(|sequence| sequence.1);
            prop_assert_eq!(found, best);

            let unit = 30.0;
            let posterior = Posterior::new(emissions.iter().copied(), &transitions, unit);
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
            viterbi(emissions.iter().copied(), &transitions, &mut labels);
            prop_assert_eq!(labels.len(), emissions.len());
            let mut before = 0;
            for &label in &labels {
                prop_assert!(follows(before, label));
                before = label;
            }
            let posterior = Posterior::new(emissions.iter().copied(), &transitions, 30.0);
            prop_assert!((-20.0..=0.0).contains(&posterior.span(0, &labels)));
        }
    }
}

//! Which of many listed endings a word has: a trie of the endings, read from their last letter to their first.

/// What endings lead to. Most words are given up after a letter or two.
#[derive(Debug)]
pub(super) struct Endings<T> {
    nodes: Vec<Node<T>>,
}

#[derive(Debug)]
struct Node<T> {
    /// The letters before, byte by byte, and their nodes.
    before: Vec<(u8, u32)>,
    /// What the ending that begins here leads to.
    value: Option<T>,
}

impl<T: Copy> Endings<T> {
    /// No endings at all.
    pub fn new() -> Self {
        Self { nodes: vec![Node { before: Vec::new(), value: None }] }
    }

    /// Lists `ending`; where it stands already, `value` takes the place of its own.
    pub fn insert(&mut self, ending: &str, value: T) {
        let mut node = 0;
        for &byte in ending.as_bytes().iter().rev() {
            node = match self.next(node, byte) {
                Some(next) => next,
                None => {
                    let next = self.nodes.len();
                    self.nodes.push(Node { before: Vec::new(), value: None });
                    self.nodes[node].before.push((byte, next as u32));
                    next
                }
            };
        }
        self.nodes[node].value = Some(value);
    }

    /// The longest ending of `word` that leaves at least `least` bytes: where it begins, and what it leads to.
    pub fn longest(&self, word: &str, least: usize) -> Option<(usize, T)> {
        let mut found = None;
        let mut node = 0;
        for (at, &byte) in word.as_bytes().iter().enumerate().skip(least).rev() {
            let Some(next) = self.next(node, byte) else { break };
            node = next;
            if let Some(value) = self.nodes[node].value {
                found = Some((at, value));
            }
        }
        found
    }

    fn next(&self, node: usize, byte: u8) -> Option<usize> {
        self.nodes[node].before.iter().find(|(known, _)| *known == byte).map(|&(_, next)| next as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_longest_is_found(
            endings in proptest::collection::vec("[abé]{1,4}", 0..12), word in "[abé]{0,7}", least in 0usize..4,
        ) {
            let mut trie = Endings::new();
            for ending in &endings {
                trie.insert(ending, ending.len());
            }
            let expected = endings
                .iter()
                .filter(|ending| word.ends_with(ending.as_str()) && word.len() - ending.len() >= least)
                .max_by_key(|ending| ending.len())
                .map(|ending| (word.len() - ending.len(), ending.len()));
            prop_assert_eq!(trie.longest(&word, least), expected);
        }
    }
}

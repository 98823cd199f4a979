//! The usual name of outlets and bodies that go by several: "AP" is the Associated Press in every article.
//!
//! The lists are those that the reading uses. They are data, not code of that room, and one list cannot disagree with
//! itself.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::SourceKind;

use super::identity::{Word, bare, join, words};

const OUTLETS: &str = include_str!("../../reading/sources/lexicon/outlets.tsv");
const BODIES: &str = include_str!("../../reading/sources/lexicon/organisations.tsv");

struct Entry {
    /// The normal form of the usual name.
    usual: String,
    /// Counts only after "the": "the Hill".
    after_the: bool,
}

/// By normal form; none where two entries of one list claim it.
type List = HashMap<String, Option<Entry>>;

fn list(text: &str) -> List {
    let mut list = List::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let Some(usual) = columns.next().filter(|name| !name.trim().is_empty()) else { continue };
        let key = join(bare(&words(usual)));
        // Other names stand in the last column; a body has a column of its own before it.
        let others = columns.next_back().unwrap_or_default();
        for name in std::iter::once(usual).chain(others.split('|')).filter(|name| !name.trim().is_empty()) {
            let after_the = name.starts_with("the ");
            let form = join(bare(&words(name)));
            let entry = list.entry(form).or_insert_with(|| Some(Entry { usual: key.clone(), after_the }));
            match entry {
                Some(known) if known.usual == key => known.after_the &= after_the,
                _ => *entry = None,
            }
        }
    }
    list
}

/// The normal form of the usual name of what `name` calls, a body of `kind`; none where no list has it.
pub(super) fn usual(kind: SourceKind, name: &[Word<'_>]) -> Option<&'static str> {
    static LISTS: OnceLock<(List, List)> = OnceLock::new();
    let (outlets, bodies) = LISTS.get_or_init(|| (list(OUTLETS), list(BODIES)));
    let rest = bare(name);
    let form = join(rest);
    let find = |list: &'static List| {
        let entry = list.get(&form)?.as_ref()?;
        (!entry.after_the || rest.len() < name.len()).then_some(entry.usual.as_str())
    };
    match kind {
        SourceKind::Organisation => find(bodies).or_else(|| find(outlets)),
        _ => find(outlets).or_else(|| find(bodies)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(SourceKind::Outlet, "AP", Some("associated press"))]
    #[case(SourceKind::Outlet, "A.P.", Some("associated press"))]
    #[case(SourceKind::Outlet, "The Associated Press", Some("associated press"))]
    #[case(SourceKind::Outlet, "The Hill", Some("hill"))]
    #[case(SourceKind::Organisation, "the RAND Corp.", Some("rand"))]
    #[case(SourceKind::Organisation, "Thomson Reuters", Some("reuters"))]
    #[case(SourceKind::Organisation, "Fed", Some("federal reserve"))]
    #[case(SourceKind::Organisation, "House", None)]
    #[case(SourceKind::Organisation, "Northwind Grain", None)]
    fn bodies_go_by_their_usual_name(#[case] kind: SourceKind, #[case] name: &str, #[case] expected: Option<&str>) {
        assert_eq!(usual(kind, &words(name)), expected);
    }
}

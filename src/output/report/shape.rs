//! What the columns of an answer are, told by their names alone, so that any query gets a sensible page: which ones lead
//! to an article, which belong to one side of a comparison, which are for machines.

use super::Place;
use crate::model::Span;
use crate::query::{Table, Value};

/// What a side has that needs no name of its own.
const OF_AN_ARTICLE: [&str; 13] = [
    "words",
    "context",
    "content",
    "after",
    "given_by",
    "source",
    "speaker",
    "cue",
    "hedge",
    "via",
    "published_at",
    "outlet",
    "title",
];

/// The columns of an answer by what they are for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// What its rows lead to: one a pair of `article_id`, with what goes before or after the name (`article_id_a`).
    pub(super) sides: Vec<Side>,
    /// The columns that belong to no side, in order, without those for machines.
    pub(super) lead: Vec<usize>,
}

/// One article that each row leads to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Side {
    /// What tells its columns from those of the other side: `a`, `denial`; empty where there is one side alone.
    pub(super) label: String,
    article: usize,
    start: Option<usize>,
    end: Option<usize>,
    /// Its columns, in order: the name without what tells the side, and the place.
    pub(super) columns: Vec<(String, usize)>,
}

impl Shape {
    pub(super) fn of(table: &Table) -> Self {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let at = |name: &str| names.iter().position(|known| *known == name);
        let mut shape = Self::default();
        let mut taken = vec![false; names.len()];
        for (article, name) in names.iter().enumerate() {
            let Some((before, after)) = name.split_once("article_id") else { continue };
            let affixed = |name: &str| at(&format!("{before}{name}{after}"));
            let mut columns = Vec::new();
            if !before.is_empty() || !after.is_empty() {
                for (index, name) in names.iter().enumerate() {
                    // What is called as the side itself is what it says: `denial` beside `denial_article_id`.
                    let is_itself = !before.is_empty() && after.is_empty() && Some(*name) == before.strip_suffix('_');
                    let bare = if is_itself {
                        Some("itself")
                    } else {
                        name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after))
                    };
                    if let (Some(bare), Some(taken)) = (bare.filter(|bare| !bare.is_empty()), taken.get_mut(index)) {
                        *taken = true;
                        columns.push((bare.to_owned(), index));
                    }
                }
            }
            shape.sides.push(Side {
                label: format!("{before}{after}").trim_matches('_').replace('_', " "),
                article,
                start: affixed("start"),
                end: affixed("end"),
                columns,
            });
        }
        // Beside a side with a name of its own, the other has what an article is known by.
        if shape.sides.len() > 1
            && let Some(plain) = shape.sides.iter_mut().find(|side| side.label.is_empty())
        {
            for (index, name) in names.iter().enumerate() {
                if let (Some(taken @ false), true) = (taken.get_mut(index), OF_AN_ARTICLE.contains(name)) {
                    *taken = true;
                    plain.columns.push(((*name).to_owned(), index));
                }
            }
        }
        // Who stands for the side with a name: `denied_by` beside `denial_article_id`.
        if let [_, _] = shape.sides.as_slice()
            && shape.sides.iter().any(|side| side.label.is_empty())
            && let Some(named) = shape.sides.iter_mut().find(|side| !side.label.is_empty())
        {
            for (index, name) in names.iter().enumerate() {
                if let (Some(taken @ false), true) = (taken.get_mut(index), name.ends_with("_by")) {
                    *taken = true;
                    named.columns.push(("given_by".to_owned(), index));
                }
            }
        }
        let is_place = |index: usize| {
            shape.sides.iter().any(|side| side.article == index || side.start == Some(index) || side.end == Some(index))
        };
        shape.lead = (0..names.len())
            .filter(|&index| taken.get(index) == Some(&false) && !is_place(index))
            .filter(|&index| !names.get(index).is_some_and(|name| is_key(name)))
            .filter(|&index| table.rows.iter().any(|row| !matches!(row.get(index), None | Some(Value::Null))))
            .collect();
        shape
    }

    /// Whether each row holds two things side by side.
    pub(super) fn is_comparison(&self) -> bool {
        self.sides.iter().filter(|side| !side.columns.is_empty()).count() > 1
    }
}

impl Side {
    /// Where `row` leads on this side.
    pub(super) fn place(&self, row: &[Value]) -> Option<Place> {
        let number = |index: Option<usize>| match row.get(index?)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        };
        let point = |index| u32::try_from(number(index)?).ok();
        let span = match (point(self.start), point(self.end)) {
            (Some(start), Some(end)) if start <= end => Some(Span::new(start, end)),
            _ => None,
        };
        Some(Place { article: number(Some(self.article))?, span })
    }

    /// The text in the first of the columns called `names` that holds one.
    pub(super) fn text<'a>(&self, row: &'a [Value], names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|wanted| {
            let (_, index) = self.columns.iter().find(|(name, _)| name == wanted)?;
            text(row, *index)
        })
    }
}

/// The text at `index`, if there is one and it is not empty.
pub(super) fn text(row: &[Value], index: usize) -> Option<&str> {
    match row.get(index) {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

/// The number at `index`.
pub(super) fn number(row: &[Value], index: usize) -> Option<f64> {
    match row.get(index)? {
        Value::Integer(number) => Some(*number as f64),
        Value::Real(number) => Some(*number),
        _ => None,
    }
}

/// The place of the column called `name`.
pub(super) fn column(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name == name)
}

/// Whether a column numbers rows of a table: for machines.
fn is_key(name: &str) -> bool {
    name == "id" || name.ends_with("_id") || name.contains("_id_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Column;

    fn table(names: &[&str]) -> Table {
        let columns = names.iter().map(|name| Column { name: (*name).to_owned() }).collect();
        Table { columns, rows: vec![names.iter().map(|_| Value::Integer(7)).collect()] }
    }

    #[test]
    fn one_article_a_row_is_one_side() {
        let table = table(&["words", "title", "article_id", "start", "end", "claim_id"]);
        let shape = Shape::of(&table);
        assert_eq!(shape.lead, [0, 1]);
        assert!(!shape.is_comparison());
        let place = shape.sides[0].place(&table.rows[0]).unwrap();
        assert_eq!(place, Place { article: 7, span: Some(Span::new(7, 7)) });
    }

    #[test]
    fn what_comes_twice_is_two_sides() {
        let names =
            ["subject", "words_a", "words_b", "article_id_a", "start_a", "end_a", "article_id_b", "figure_id_b"];
        let shape = Shape::of(&table(&names));
        assert_eq!(shape.lead, [0]);
        assert!(shape.is_comparison());
        assert_eq!(shape.sides[1].label, "b");
        assert_eq!(shape.sides[1].columns[0], ("words".to_owned(), 2));
        let shape = Shape::of(&table(&["denial_content", "denial_article_id", "content", "article_id"]));
        assert_eq!(shape.sides[0].label, "denial");
        assert_eq!(shape.sides[1].columns, [("content".to_owned(), 2)]);
        assert!(shape.lead.is_empty() && shape.is_comparison());
        let shape = Shape::of(&table(&["days", "content", "article_id", "denial", "denied_by", "denial_article_id"]));
        assert_eq!(
            shape.sides[1].columns,
            [("itself", 3), ("article_id", 5), ("given_by", 4)].map(|(name, at)| (name.to_owned(), at))
        );
        assert_eq!(shape.lead, [0]);
    }

    #[test]
    fn a_query_without_articles_leads_nowhere() {
        let shape = Shape::of(&table(&["n"]));
        assert!(shape.sides.is_empty());
        assert_eq!(shape.lead, [0]);
    }
}

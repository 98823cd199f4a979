//! The names of queries, and the user's own queries read from the archive. The archive room writes them.

use super::{Bindings, Query, QueryError, Reader, Value, builtin, find, parse, suggest};

/// A query in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// One line that says what it answers.
    pub title: Option<String>,
    /// Whether it is part of the program and not the user's.
    pub built_in: bool,
}

/// Whether a user's query may be saved, or removed, under this name.
///
/// # Errors
/// A name with other characters than `a-z`, `0-9`, `-` and `_`, an empty one, one longer than 64, a built-in one.
pub fn check_name(name: &str) -> Result<(), QueryError> {
    let fail = |message: &str| Err(QueryError::Name { name: name.to_owned(), message: message.to_owned() });
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if name.is_empty() {
        return fail("give it a name");
    }
    if !name.chars().all(good) || name.starts_with('-') {
        return fail("use lower-case letters, digits, - and _, and no - in front");
    }
    if name.len() > 64 {
        return fail("use 64 characters at most");
    }
    if find(name).is_some() {
        return fail("a built-in query has that name, and those stay as they are");
    }
    Ok(())
}

impl Reader {
    /// All queries, the built-in ones first, each sort by name.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn queries(&self) -> Result<Vec<Listed>, QueryError> {
        let own = self.table("SELECT name, title FROM saved_queries ORDER BY name", &Bindings::default())?;
        let mut all: Vec<_> = builtin()
            .iter()
            .map(|query| Listed { name: query.name.clone(), title: query.title.clone(), built_in: true })
            .collect();
        for row in own.rows {
            let mut row = row.into_iter().map(text);
            if let Some(Some(name)) = row.next() {
                all.push(Listed { name, title: row.next().flatten(), built_in: false });
            }
        }
        Ok(all)
    }

    /// The query called `name`: a built-in one, or the user's own.
    ///
    /// # Errors
    /// There is none of that name (with the nearest one that is), the archive cannot be read, or the saved text is no
    /// query any more.
    pub fn query(&self, name: &str) -> Result<Query, QueryError> {
        if let Some(query) = find(name) {
            return Ok(query.clone());
        }
        let mut bindings = Bindings::default();
        bindings.set("name", Value::Text(name.to_owned()));
        let found = self.table("SELECT title, description, sql FROM saved_queries WHERE name = :name", &bindings)?;
        if let Some(row) = found.rows.into_iter().next() {
            let mut row = row.into_iter().map(text);
            let (title, description) = (row.next().flatten(), row.next().flatten());
            let mut query = parse(name, &row.next().flatten().unwrap_or_default())?;
            query.title = title.or(query.title);
            query.description = description.or(query.description);
            return Ok(query);
        }
        let known = self.queries()?;
        let suggestion = suggest::did_you_mean(name, known.iter().map(|query| query.name.as_str()));
        Err(QueryError::NoSuchQuery { name: name.to_owned(), suggestion })
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("my-query_2", true)]
    #[case("disagreements", false)]
    #[case("", false)]
    #[case("Mine", false)]
    #[case("a b", false)]
    #[case("-x", false)]
    #[case("é", false)]
    #[case("../x", false)]
    fn names_are_plain(#[case] name: &str, #[case] good: bool) {
        assert_eq!(check_name(name).is_ok(), good);
    }
}

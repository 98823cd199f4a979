//! A query for programs that give every parameter as text, an empty one where nothing was filled in (Datasette's forms): its
//! defaults and kinds go into the statement.

use super::{Kind, Parameter, Query, Value, scan};

impl Query {
    /// The statement with its header, each parameter put so that a text gives what it would give here: the default where
    /// the text is empty, a number where one is declared.
    pub fn textual(&self) -> String {
        let mut sql = String::with_capacity(self.sql.len() + 256);
        let mut from = 0;
        for used in scan::scan(&self.sql).uses {
            let (Some(before), Some(word)) = (self.sql.get(from..used.start), self.sql.get(used.clone())) else {
                continue;
            };
            sql.push_str(before);
            let name = word.get(1..).unwrap_or_default();
            match self.parameters.iter().find(|parameter| parameter.name == name) {
                Some(parameter) => sql.push_str(&expression(parameter)),
                None => sql.push_str(word),
            }
            from = used.end;
        }
        sql.push_str(self.sql.get(from..).unwrap_or_default());
        sql
    }
}

fn expression(parameter: &Parameter) -> String {
    let name = format!(":{}", parameter.name);
    let filled = match &parameter.default {
        // It must be given, and an empty text is a text.
        None => name,
        Some(Value::Null) => format!("nullif({name}, '')"),
        Some(default) => format!("coalesce(nullif({name}, ''), {})", literal(default)),
    };
    match parameter.kind {
        Kind::Text | Kind::Date | Kind::Any => filled,
        Kind::Integer => format!("CAST({filled} AS INTEGER)"),
        Kind::Real => format!("CAST({filled} AS REAL)"),
        Kind::Boolean => format!("(lower({filled}) IN ('true', 'yes', 'on', '1'))"),
    }
}

fn literal(value: &Value) -> String {
    match value {
        Value::Null | Value::Blob(_) => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => format!("{number:?}"),
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Bindings, Reader, bind, builtin, parse};
    use super::*;
    use crate::archive::Archive;
    use crate::query::Limits;
    use rstest::rstest;

    #[rstest]
    #[case("-- param n integer = 5\nSELECT :n, ':n'", "SELECT CAST(coalesce(nullif(:n, ''), 5) AS INTEGER), ':n'")]
    #[case("-- param d date = null\nSELECT 1 WHERE :d IS NULL", "SELECT 1 WHERE nullif(:d, '') IS NULL")]
    #[case("-- param t text = 'it''s'\nSELECT @t", "SELECT coalesce(nullif(:t, ''), 'it''s')")]
    #[case("-- param s text\nSELECT :s || 'é' || $s", "SELECT :s || 'é' || :s")]
    #[case(
        "-- param b boolean = false\nSELECT :b",
        "SELECT (lower(coalesce(nullif(:b, ''), 0)) IN ('true', 'yes', 'on', '1'))"
    )]
    #[case("SELECT :any", "SELECT :any")]
    fn defaults_go_into_the_statement(#[case] sql: &str, #[case] expected: &str) {
        let textual = parse("", sql).unwrap().textual();
        assert_eq!(textual.lines().last().unwrap(), expected);
    }

    #[test]
    fn every_built_in_query_runs_so_and_answers_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Archive::create(&path).unwrap());
        let reader = Reader::open(&path, Limits::default()).unwrap();
        for query in builtin() {
            let given =
                |parameter: &Parameter| parameter.default.is_none().then(|| (parameter.name.clone(), "x".to_owned()));
            let given: Vec<(String, String)> = query.parameters.iter().filter_map(given).collect();
            let plain = reader.table(query, &bind(query, &given).unwrap()).unwrap();
            let mut texts = Bindings::default();
            for parameter in &query.parameters {
                let text = if parameter.default.is_none() { "x" } else { "" };
                texts.set(parameter.name.as_str(), Value::Text(text.to_owned()));
            }
            let textual = parse(&query.name, &query.textual()).unwrap();
            assert_eq!(reader.table(&textual, &texts).unwrap(), plain, "{}", query.name);
        }
    }
}

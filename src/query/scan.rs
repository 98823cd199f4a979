//! As much of SQLite's grammar as it takes to find parameters and the end of a statement: strings, quoted names and
//! comments are passed over, as SQLite's own tokenizer does.

use std::ops::Range;

/// What a text of SQL holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    /// The named parameters without their sign, in order of first use, each once.
    pub parameters: Vec<String>,
    /// The bytes of every use of a named parameter, its sign included, in order.
    pub uses: Vec<Range<usize>>,
    /// The byte at which a positional parameter (`?`, `?1`) stands first.
    pub positional: Option<usize>,
    /// The byte at which the first statement starts; none where there is nothing but space, comments and semicolons.
    pub statement: Option<usize>,
    /// The byte at which a second one starts.
    pub second: Option<usize>,
}

/// Reads `sql` once, in linear time; never fails, as SQLite itself will say what it cannot read.
pub fn scan(sql: &str) -> Scan {
    let bytes = sql.as_bytes();
    let mut found = Scan::default();
    let mut ended = false;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let next = bytes.get(at + 1).copied();
        let start = at;
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0C => {
                at += 1;
                continue;
            }
            // A byte-order mark is space to SQLite.
            0xEF if bytes[at..].starts_with(&[0xEF, 0xBB, 0xBF]) => {
                at += 3;
                continue;
            }
            b'-' if next == Some(b'-') => {
                at = past(bytes, at, b"\n");
                continue;
            }
            b'/' if next == Some(b'*') => {
                at = past(bytes, at + 2, b"*/");
                continue;
            }
            b';' => {
                ended = found.statement.is_some();
                at += 1;
                continue;
            }
            b'\'' | b'"' | b'`' => at = past_quoted(bytes, at),
            b'[' => at = past(bytes, at, b"]"),
            b'?' => {
                found.positional.get_or_insert(at);
                at += 1;
            }
            b':' | b'@' | b'$' if next.is_some_and(is_word) => {
                at = past_word(bytes, at + 1);
                found.uses.push(start..at);
                let name = &sql[start + 1..at];
                if !found.parameters.iter().any(|known| known == name) {
                    found.parameters.push(name.to_owned());
                }
            }
            _ if is_word(byte) => at = past_word(bytes, at),
            _ => at += 1,
        }
        if ended {
            found.second.get_or_insert(start);
        } else {
            found.statement.get_or_insert(start);
        }
    }
    found
}

/// Line and column, both from 1 and the column in code points, of byte `offset`.
pub fn line_and_column(sql: &str, offset: usize) -> (usize, usize) {
    let before = sql.get(..offset).unwrap_or(sql);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (line, column)
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn past_word(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && is_word(bytes[at]) {
        at += 1;
    }
    at
}

fn past(bytes: &[u8], at: usize, end: &[u8]) -> usize {
    memchr::memmem::find(bytes.get(at..).unwrap_or_default(), end).map_or(bytes.len(), |found| at + found + end.len())
}

fn past_quoted(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        if bytes[at] == quote {
            at += 1;
            // Doubled, it stands for itself.
            if bytes.get(at) != Some(&quote) {
                return at;
            }
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("select :a, @b, $c, :a", &["a", "b", "c"])]
    #[case("select ':a', \":b\", `:c`, [:d], x.y -- :e\n /* :f */ , :g", &["g"])]
    #[case("select 'it''s :a' || :b", &["b"])]
    #[case("select a::b", &["b"])]
    #[case("select :größe", &["größe"])]
    #[case("select ':unterminated", &[])]
    #[case("select 1 /* :open", &[])]
    fn finds_parameters(#[case] sql: &str, #[case] names: &[&str]) {
        assert_eq!(scan(sql).parameters, names);
    }

    #[rstest]
    #[case("", None, None)]
    #[case(" ; -- nothing\n /* at all */ ;", None, None)]
    #[case("select 1", Some(0), None)]
    #[case("select 1; -- done\n;", Some(0), None)]
    #[case("\u{feff}-- a\nselect ';' ; x", Some(8), Some(21))]
    #[case("; select 1; select 2; select 3", Some(2), Some(12))]
    fn finds_statements(#[case] sql: &str, #[case] first: Option<usize>, #[case] second: Option<usize>) {
        let scan = scan(sql);
        assert_eq!((scan.statement, scan.second), (first, second));
    }

    #[test]
    fn counts_lines_and_columns() {
        assert_eq!(line_and_column("a\nbé c", 6), (2, 4));
        assert_eq!(line_and_column("a", 99), (1, 2));
    }

    proptest! {
        #[test]
        fn takes_any_text(sql in "(?s)['\"`\\[\\]:@$?;/*a-c0é \n-]{0,200}") {
            let found = scan(&sql);
            if let (Some(first), Some(second)) = (found.statement, found.second) {
                prop_assert!(first < second);
            }
        }
    }
}

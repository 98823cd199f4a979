//! A query and the comment header that explains it.
//!
//! ```sql
//! -- title: Claims by a source
//! -- description: What a source said, in which words, and where.
//! --   A line that is indented by two spaces or more goes on with the one above.
//! -- param source text            Part of a name or alias
//! -- param since date = null      From this day on
//! -- param outlet text = 'Reuters' A default in SQL's quotes, or one bare word
//! select …
//! ```
//!
//! The header is the run of `--` lines before the statement; other comments may stand among them. A parameter is
//! `param NAME KIND [= DEFAULT] [DESCRIPTION]`, with KIND one of text, integer, real, date, boolean. Without a default it
//! must be given. A parameter that the statement uses and the header does not declare is of kind [`Kind::Any`] and
//! must be given.

use super::{Kind, Parameter, QueryError, Value, scan, suggest};

/// A query with what its header says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Its name; empty for a statement that has none.
    pub name: String,
    /// One line that says what it answers.
    pub title: Option<String>,
    /// More about it.
    pub description: Option<String>,
    /// Its parameters: the declared ones in the header's order, then the others in the statement's.
    pub parameters: Vec<Parameter>,
    /// The whole text, header included, so that positions in messages are positions in the file.
    pub sql: String,
}

impl Query {
    /// How messages call it: `query "name"`, or `the statement`.
    pub fn label(&self) -> String {
        label(&self.name)
    }
}

pub(super) fn label(name: &str) -> String {
    if name.is_empty() { "the statement".to_owned() } else { format!("query {name:?}") }
}

/// Which entry a continuation line belongs to.
enum Entry {
    None,
    Title,
    Description,
    Parameter,
}

/// Reads a query; `name` may be empty for a statement that has none. The SQL itself is SQLite's to judge, later.
///
/// # Errors
/// An entry of the header that cannot be read, a parameter declared twice or not used, positional parameters, no
/// statement or several.
pub fn parse(name: &str, text: &str) -> Result<Query, QueryError> {
    let label = label(name);
    let scan = scan::scan(text);
    let Some(statement) = scan.statement else { return Err(QueryError::Empty { query: label }) };
    if let Some(second) = scan.second {
        return Err(QueryError::Several { query: label, line: scan::line_and_column(text, second).0 });
    }
    if let Some(at) = scan.positional {
        return Err(QueryError::Sql {
            query: label,
            message: "a parameter needs a name".to_owned(),
            at: Some(scan::line_and_column(text, at)),
            hint: "; write :name instead of ?".to_owned(),
        });
    }
    let mut query =
        Query { name: name.to_owned(), title: None, description: None, parameters: Vec::new(), sql: text.to_owned() };
    let mut entry = Entry::None;
    let head = text.get(..statement).unwrap_or_default();
    for (number, line) in head.trim_start_matches('\u{feff}').lines().enumerate() {
        let fail = |message: String| QueryError::Header { query: label.clone(), line: number + 1, message };
        let Some(comment) = line.trim_start().strip_prefix("--") else {
            entry = Entry::None;
            continue;
        };
        let words = comment.trim();
        if (comment.starts_with("  ") || comment.starts_with('\t')) && !words.is_empty() {
            let last = match entry {
                Entry::None => None,
                Entry::Title => query.title.as_mut(),
                Entry::Description => query.description.as_mut(),
                Entry::Parameter => {
                    query.parameters.last_mut().map(|parameter| parameter.description.get_or_insert_default())
                }
            };
            if let Some(last) = last {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(words);
            }
            continue;
        }
        entry = Entry::None;
        let (key, rest) = split_word(words);
        let bare = key.trim_end_matches(':');
        match bare {
            "title" | "description" if key.ends_with(':') => {
                let slot = if bare == "title" { &mut query.title } else { &mut query.description };
                if slot.is_some() {
                    return Err(fail(format!("a second `{bare}:`; give one")));
                }
                *slot = Some(rest.to_owned());
                entry = if bare == "title" { Entry::Title } else { Entry::Description };
            }
            "param" => {
                let parameter = read_parameter(rest).map_err(fail)?;
                if query.parameters.iter().any(|known| known.name == parameter.name) {
                    return Err(fail(format!("the parameter {:?} is declared twice", parameter.name)));
                }
                if !scan.parameters.contains(&parameter.name) {
                    let hint = suggest::did_you_mean(&parameter.name, scan.parameters.iter().map(String::as_str));
                    return Err(fail(format!("the statement does not use :{}{hint}", parameter.name)));
                }
                query.parameters.push(parameter);
                entry = Entry::Parameter;
            }
            // A misspelt entry would otherwise pass for a comment and be lost.
            _ if key.ends_with(':') && key.len() > 4 => {
                if let Some(meant) = suggest::nearest(bare, ["title", "description", "param"]) {
                    return Err(fail(format!("no entry is called {bare:?}; did you mean {meant:?}?")));
                }
            }
            _ => {}
        }
    }
    for name in scan.parameters {
        if !query.parameters.iter().any(|known| known.name == name) {
            query.parameters.push(Parameter { name, kind: Kind::Any, default: None, description: None });
        }
    }
    Ok(query)
}

/// Reads what follows `param`.
fn read_parameter(text: &str) -> Result<Parameter, String> {
    let form = "write `-- param NAME KIND [= DEFAULT] [DESCRIPTION]`";
    let (name, rest) = split_word(text);
    let name = name.trim_start_matches(':');
    let (kind, rest) = split_word(rest);
    if name.is_empty() || kind.is_empty() {
        return Err(format!("a parameter needs a name and a kind; {form}"));
    }
    let kind = Kind::DECLARED.into_iter().find(|known| known.name() == kind.to_ascii_lowercase()).ok_or_else(|| {
        let known = Kind::DECLARED.map(Kind::name);
        format!(
            "{kind:?} is no kind of parameter{}; {form}, KIND one of {}",
            suggest::did_you_mean(kind, known),
            known.join(", ")
        )
    })?;
    let (default, description) = match rest.strip_prefix('=') {
        None => (None, rest),
        Some(rest) => {
            let (default, rest) = read_default(kind, rest.trim_start())?;
            (Some(default), rest)
        }
    };
    let description = Some(description.trim()).filter(|words| !words.is_empty()).map(str::to_owned);
    Ok(Parameter { name: name.to_owned(), kind, default, description })
}

/// Reads a default and gives what follows it.
fn read_default(kind: Kind, text: &str) -> Result<(Value, &str), String> {
    let bad = |word: &str| format!("the default {word} is no {}", kind.name());
    if let Some(quoted) = text.strip_prefix('\'') {
        let mut value = String::new();
        let mut chars = quoted.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c != '\'' {
                value.push(c);
            } else if chars.next_if(|(_, next)| *next == '\'').is_some() {
                // Doubled, it stands for itself.
                value.push(c);
            } else {
                let read = kind.read(&value).ok_or_else(|| bad(&format!("{value:?}")))?;
                return Ok((read, quoted.get(at + 1..).unwrap_or_default()));
            }
        }
        return Err("the default has no closing quote".to_owned());
    }
    let (word, rest) = split_word(text);
    if word.is_empty() {
        return Err("there is no default after `=`; write null for none".to_owned());
    }
    let value = if word.eq_ignore_ascii_case("null") { Some(Value::Null) } else { kind.read(word) };
    value.map(|value| (value, rest)).ok_or_else(|| bad(word))
}

fn split_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn reads_a_whole_header() {
        let text = "\u{feff}-- title: Claims\n--   by a source\n-- (a note)\n-- description: What a source said.\n\
                    --   Twice.\n--\n-- param :source text   Part of a name\n--   or alias\n\
                    -- param since DATE = null\n-- param outlet text = 'it''s: ''' By whom\n\
                    -- param most integer = 20 How many\n-- param own boolean = no\n\n\
                    select :source, :since, :outlet, :most, :own, :x;\n-- done";
        let query = parse("claims", text).unwrap();
        assert_eq!(query.title.as_deref(), Some("Claims by a source"));
        assert_eq!(query.description.as_deref(), Some("What a source said. Twice."));
        let found: Vec<_> = query
            .parameters
            .iter()
            .map(|p| (p.name.as_str(), p.kind, p.default.clone(), p.description.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                ("source", Kind::Text, None, Some("Part of a name or alias")),
                ("since", Kind::Date, Some(Value::Null), None),
                ("outlet", Kind::Text, Some(Value::Text("it's: '".into())), Some("By whom")),
                ("most", Kind::Integer, Some(Value::Integer(20)), Some("How many")),
                ("own", Kind::Boolean, Some(Value::Integer(0)), None),
                ("x", Kind::Any, None, None),
            ]
        );
    }

    #[rstest]
    #[case("select 1", "")]
    #[case("-- just a comment\nselect 1", "")]
    #[case("-- see also: other\nselect 1", "")]
    #[case("select 1 -- param late text", "")]
    #[case("-- title: Größe\r\n-- param x text = 'a'\r\nselect :x\r\n", "")]
    #[case("  ; -- nothing", "query \"q\" is empty: write one SELECT statement")]
    #[case(
        "select 1;\nselect 2",
        "query \"q\" holds more than one statement (a second starts on line 2): one is run at a time"
    )]
    #[case("select ?1", "query \"q\": a parameter needs a name (line 1, column 8); write :name instead of ?")]
    #[case("-- tilte: a\nselect 1", "query \"q\": line 1: no entry is called \"tilte\"; did you mean \"title\"?")]
    #[case("-- title: a\n-- title: b\nselect 1", "query \"q\": line 2: a second `title:`; give one")]
    #[case(
        "-- param x\nselect :x",
        "query \"q\": line 1: a parameter needs a name and a kind; write `-- param NAME KIND [= DEFAULT] [DESCRIPTION]`"
    )]
    #[case(
        "-- param x txt\nselect :x",
        "query \"q\": line 1: \"txt\" is no kind of parameter; did you mean \"text\"?; write `-- param NAME KIND \
         [= DEFAULT] [DESCRIPTION]`, KIND one of text, integer, real, date, boolean"
    )]
    #[case("-- param y text\nselect :x", "query \"q\": line 1: the statement does not use :y; did you mean \"x\"?")]
    #[case("-- param x text\n-- param x text\nselect :x", "query \"q\": line 2: the parameter \"x\" is declared twice")]
    #[case("-- param x integer = many\nselect :x", "query \"q\": line 1: the default many is no integer")]
    #[case("-- param x date = '3 May'\nselect :x", "query \"q\": line 1: the default \"3 May\" is no date")]
    #[case("-- param x text = 'a''\nselect :x", "query \"q\": line 1: the default has no closing quote")]
    #[case("-- param x text =\nselect :x", "query \"q\": line 1: there is no default after `=`; write null for none")]
    fn says_what_is_wrong(#[case] text: &str, #[case] message: &str) {
        let outcome = parse("q", text).err().map_or_else(String::new, |error| error.to_string());
        assert_eq!(outcome, message);
    }

    proptest! {
        #[test]
        fn takes_any_text(
            head in "(?s)(-- (title:|param|description:|é)? ?[a-z':= \n]{0,40}\n){0,4}",
            rest in "(?s).{0,80}",
        ) {
            let _ = parse("q", &format!("{head}{rest}"));
        }
    }
}

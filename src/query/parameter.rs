//! The parameters of a query: their kinds, defaults, and the values given for them.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Query, QueryError, Value, suggest};

/// A parameter of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name, without colon.
    pub name: String,
    /// What its values must be.
    pub kind: Kind,
    /// What it is when nobody gives it; [`Value::Null`] means "not filtered". None: it must be given.
    pub default: Option<Value>,
    /// What it is for.
    pub description: Option<String>,
}

/// What the values of a parameter must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Any text, the empty one too.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// ISO 8601, as precise as one likes: `2024`, `2024-11`, `2024-11-03`, `2024-11-03T09:15`.
    Date,
    /// `true` or `false`; SQL sees 1 or 0.
    Boolean,
    /// What an undeclared parameter is: a number where the text is just how a number is written (`5`, `-1.5`, not
    /// `007`, `1e3` or `1,000`), else text.
    Any,
}

impl Kind {
    /// The kinds a header can declare.
    pub const DECLARED: [Self; 5] = [Self::Text, Self::Integer, Self::Real, Self::Date, Self::Boolean];

    /// The name used in headers and listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Real => "real",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::Any => "any",
        }
    }

    /// What a good value looks like.
    const fn example(self) -> &'static str {
        match self {
            Self::Text | Self::Any => "a text",
            Self::Integer => "a whole number such as 12, without separators",
            Self::Real => "a number such as 1.5, without separators",
            Self::Date => "2024, 2024-11, 2024-11-03 or 2024-11-03T09:15",
            Self::Boolean => "true or false",
        }
    }

    /// The value that `text` stands for, where it is one of this kind. `null` is a value of every declared kind but text.
    pub fn read(self, text: &str) -> Option<Value> {
        let trimmed = text.trim();
        match self {
            Self::Text => Some(Value::Text(text.to_owned())),
            Self::Any => Some(guess(text)),
            _ if trimmed.eq_ignore_ascii_case("null") => Some(Value::Null),
            Self::Integer => trimmed.parse().ok().map(Value::Integer),
            Self::Real => trimmed.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::Real),
            Self::Date => is_date(trimmed).then(|| Value::Text(trimmed.to_owned())),
            Self::Boolean => match trimmed.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "1" => Some(Value::Integer(1)),
                "false" | "no" | "off" | "0" => Some(Value::Integer(0)),
                _ => None,
            },
        }
    }
}

/// Values by parameter name, ready to run a query with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bindings {
    values: Vec<(String, Value)>,
}

impl Bindings {
    /// The value of `name`, given without colon.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Sets the value of `name`, without the checks of [`bind`].
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        let name = name.into();
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value));
    }

    /// Names and values, in the order of the query's parameters.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// Puts what was given together with the query's defaults.
///
/// A name may come with or without its colon. An empty text is a text; for the other kinds it means "not filtered"
/// where that is the default.
///
/// # Errors
/// A parameter that is missing, unknown (the valid ones are listed), given twice, or of the wrong kind.
pub fn bind(query: &Query, given: &[(String, String)]) -> Result<Bindings, QueryError> {
    let label = query.label();
    let valid = || query.parameters.iter().map(|parameter| parameter.name.as_str());
    let mut taken: Vec<(&str, &str)> = Vec::new();
    for (name, value) in given {
        let name = name.trim().trim_start_matches([':', '@', '$']);
        if !valid().any(|known| known == name) {
            return Err(QueryError::UnknownParameter {
                query: label,
                name: name.to_owned(),
                suggestion: suggest::did_you_mean(name, valid()),
                valid: valid().map(str::to_owned).collect(),
            });
        }
        if taken.iter().any(|(known, _)| *known == name) {
            return Err(QueryError::RepeatedParameter { query: label, name: name.to_owned() });
        }
        taken.push((name, value));
    }
    let mut bindings = Bindings::default();
    let mut missing = Vec::new();
    for parameter in &query.parameters {
        let given = taken.iter().find(|(name, _)| *name == parameter.name).map(|(_, value)| *value);
        let value = match (given, &parameter.default) {
            (None, Some(default)) => Some(default.clone()),
            (None, None) => None,
            (Some(text), default) => Some(read_given(&label, parameter, text, default.as_ref())?),
        };
        match value {
            Some(value) => bindings.values.push((parameter.name.clone(), value)),
            None => missing.push(parameter.name.clone()),
        }
    }
    if missing.is_empty() { Ok(bindings) } else { Err(QueryError::MissingParameter { query: label, missing }) }
}

fn read_given(query: &str, parameter: &Parameter, text: &str, default: Option<&Value>) -> Result<Value, QueryError> {
    let typed = !matches!(parameter.kind, Kind::Text | Kind::Any);
    if typed && text.trim().is_empty() && default == Some(&Value::Null) {
        return Ok(Value::Null);
    }
    // A NUL would end the text for some of SQLite's functions and not for others.
    let read = if text.contains('\0') { None } else { parameter.kind.read(text) };
    read.ok_or_else(|| QueryError::BadValue {
        query: query.to_owned(),
        name: parameter.name.clone(),
        value: text.to_owned(),
        kind: parameter.kind.name(),
        example: parameter.kind.example(),
    })
}

/// A number where `text` is exactly how that number is written, else text.
fn guess(text: &str) -> Value {
    if let Ok(number) = text.parse::<i64>()
        && number.to_string() == text
    {
        return Value::Integer(number);
    }
    if text.contains('.')
        && let Ok(number) = text.parse::<f64>()
        && number.is_finite()
        && format!("{number:?}") == text
    {
        return Value::Real(number);
    }
    Value::Text(text.to_owned())
}

fn is_date(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if !digits(0..4) {
        return false;
    }
    match text.len() {
        4 => true,
        7 => NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").is_ok() && digits(5..7),
        10 => NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok() && digits(5..7) && digits(8..10),
        _ => {
            let text = text.replacen(' ', "T", 1);
            ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%.f"]
                .iter()
                .any(|form| NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), form).is_ok())
                || chrono::DateTime::parse_from_rfc3339(&text).is_ok()
                || chrono::DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z").is_ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use rstest::rstest;

    #[rstest]
    #[case(Kind::Text, "", Some(Value::Text(String::new())))]
    #[case(Kind::Text, "null", Some(Value::Text("null".into())))]
    #[case(Kind::Integer, " 12 ", Some(Value::Integer(12)))]
    #[case(Kind::Integer, "1,000", None)]
    #[case(Kind::Integer, "1.5", None)]
    #[case(Kind::Integer, "99999999999999999999", None)]
    #[case(Kind::Integer, "null", Some(Value::Null))]
    #[case(Kind::Real, "1.5", Some(Value::Real(1.5)))]
    #[case(Kind::Real, "2", Some(Value::Real(2.0)))]
    #[case(Kind::Real, "inf", None)]
    #[case(Kind::Real, "NaN", None)]
    #[case(Kind::Date, "2024", Some(Value::Text("2024".into())))]
    #[case(Kind::Date, "2024-11", Some(Value::Text("2024-11".into())))]
    #[case(Kind::Date, "2024-11-03", Some(Value::Text("2024-11-03".into())))]
    #[case(Kind::Date, "2024-11-03T09:15:00-05:00", Some(Value::Text("2024-11-03T09:15:00-05:00".into())))]
    #[case(Kind::Date, "2024-13", None)]
    #[case(Kind::Date, "2024-02-30", None)]
    #[case(Kind::Date, "2024-+1-03", None)]
    #[case(Kind::Date, "yesterday", None)]
    #[case(Kind::Date, "3 Nov 2024", None)]
    #[case(Kind::Date, "ééé", None)]
    #[case(Kind::Boolean, "Yes", Some(Value::Integer(1)))]
    #[case(Kind::Boolean, "0", Some(Value::Integer(0)))]
    #[case(Kind::Boolean, "2", None)]
    #[case(Kind::Any, "5", Some(Value::Integer(5)))]
    #[case(Kind::Any, "-5", Some(Value::Integer(-5)))]
    #[case(Kind::Any, "1.5", Some(Value::Real(1.5)))]
    #[case(Kind::Any, "007", Some(Value::Text("007".into())))]
    #[case(Kind::Any, "+5", Some(Value::Text("+5".into())))]
    #[case(Kind::Any, "1e3", Some(Value::Text("1e3".into())))]
    #[case(Kind::Any, "1.50", Some(Value::Text("1.50".into())))]
    #[case(Kind::Any, "", Some(Value::Text(String::new())))]
    fn reads_values(#[case] kind: Kind, #[case] text: &str, #[case] value: Option<Value>) {
        assert_eq!(kind.read(text), value);
    }

    fn given(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    const SQL: &str = "-- param since date = null From then on\n-- param factor real = 1.5\n-- param name text\n\
                       select :since, :factor, :name, :other";

    #[test]
    fn defaults_fill_what_is_not_given() {
        let query = parse("q", SQL).unwrap();
        let bindings = bind(&query, &given(&[(":name", ""), ("other", "7")])).unwrap();
        let all: Vec<_> = bindings.iter().map(|(name, value)| (name, value.clone())).collect();
        assert_eq!(
            all,
            [
                ("since", Value::Null),
                ("factor", Value::Real(1.5)),
                ("name", Value::Text(String::new())),
                ("other", Value::Integer(7)),
            ]
        );
    }

    #[rstest]
    #[case(&[("name", "x")], "query \"q\" needs a value for \"other\": give -p other=…")]
    #[case(&[], "query \"q\" needs a value for \"name\", \"other\": give -p name=… -p other=…")]
    #[case(&[("sinse", "2024")], "query \"q\" has no parameter \"sinse\"; did you mean \"since\"?; it takes since, factor, name, other")]
    #[case(&[("colour", "red")], "query \"q\" has no parameter \"colour\"; it takes since, factor, name, other")]
    #[case(&[("name", "x"), (":name", "y")], "query \"q\": the parameter \"name\" is given twice; give it once")]
    #[case(&[("name", "x"), ("other", "y"), ("factor", "lots")],
        "query \"q\": factor = \"lots\" is no real; write a number such as 1.5, without separators")]
    #[case(&[("name", "x"), ("other", "y"), ("since", "")], "")]
    #[case(&[("name", "x"), ("other", "y"), ("factor", "")],
        "query \"q\": factor = \"\" is no real; write a number such as 1.5, without separators")]
    #[case(&[("name", "x\0y"), ("other", "y")], "query \"q\": name = \"x\\0y\" is no text; write a text")]
    fn says_what_is_wrong(#[case] pairs: &[(&str, &str)], #[case] message: &str) {
        let query = parse("q", SQL).unwrap();
        let outcome = bind(&query, &given(pairs)).err().map_or_else(String::new, |error| error.to_string());
        assert_eq!(outcome, message);
    }
}

//! The fields of an article's record: schema.org's NewsArticle (JSON, JSONL, JSON-LD in pages) and the usual short names
//! (front matter). Names are compared without case, `_` and `-`; unknown ones are ignored.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::builder::folded;
use super::date::{self, Setting};
use super::{byline, language};
use crate::model::{Certainty, Document};

const TITLE: &[&str] = &["title", "headline"];
const TEXT: &[&str] = &["text", "body", "articleBody", "content"];
const URL: &[&str] = &["url", "link", "canonical", "canonicalUrl", "permalink"];
/// Other names that tables, interfaces and other languages have for the same; taken where none of the first is there.
const MORE_TITLE: &[&str] =
    &["articleTitle", "webTitle", "titel", "titre", "título", "titulo", "titolo", "überschrift"];
const MORE_TEXT: &[&str] = &[
    "articleText",
    "fullText",
    "mainText",
    "bodyText",
    "contentText",
    "plainText",
    "storyText",
    "story",
    "articleContent",
    "texte",
    "texto",
    "testo",
    "inhalt",
    "contenu",
    "contenido",
    "volltext",
    "article",
    "html",
    "leadParagraph",
];
const MORE_URL: &[&str] = &["articleUrl", "webUrl", "pageUrl", "sourceUrl", "articleLink", "href", "source", "quelle"];
const MORE_PUBLISHED: &[&str] = &[
    "publishDate",
    "articleDate",
    "publishedOn",
    "datum",
    "fecha",
    "veröffentlicht",
    "publishTime",
    "publicationTime",
    "datePublish",
    "webPublicationDate",
];
const MORE_OUTLET: &[&str] = &[
    "publication",
    "site",
    "sourceName",
    "newspaper",
    "outletName",
    "publisherName",
    "quelle",
    "fuente",
    "fonte",
    "journal",
    "mediaName",
    "newsSource",
    "publicationName",
    "medium",
    "zeitung",
];
const MORE_BYLINE: &[&str] = &[
    "authorName",
    "authorNames",
    "autor",
    "autorin",
    "autores",
    "auteur",
    "autore",
    "writer",
    "by",
    "primaryAuthor",
    "reporter",
];
const PUBLISHED: &[&str] = &[
    "published_at",
    "datePublished",
    "date",
    "published",
    "publishedDate",
    "publicationDate",
    "pubDate",
    "dateCreated",
];
const OUTLET: &[&str] = &["outlet", "publisher", "source", "siteName"];
const BYLINE: &[&str] = &["byline", "author", "authors", "creator"];
const LANGUAGE: &[&str] = &["language", "lang", "inLanguage"];

/// How deep a value may wrap another ("author" → list → object → name).
const DEEPEST: usize = 6;

/// The names under which a text is looked for, for messages.
pub(super) fn text_names() -> String {
    TEXT.join(", ")
}

/// Whether a text is looked for under `name`.
pub(super) fn is_text(name: &str) -> bool {
    TEXT.iter().chain(MORE_TEXT).any(|known| same(known, name))
}

/// Whether `name` is that of any field.
pub(super) fn is_field(name: &str) -> bool {
    let all = [TITLE, TEXT, URL, PUBLISHED, OUTLET, BYLINE, LANGUAGE];
    let more = [MORE_TITLE, MORE_TEXT, MORE_URL, MORE_PUBLISHED, MORE_OUTLET, MORE_BYLINE];
    name.eq_ignore_ascii_case("id")
        || all.iter().chain(&more).flat_map(|names| names.iter()).any(|known| same(known, name))
}

/// A text and the name of the field that held it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text<'a> {
    /// As it stands in the record; paragraphs of a list are joined by blank lines.
    pub text: Cow<'a, str>,
    /// The field, as named in [`TEXT`].
    pub field: &'static str,
}

/// Fills what `document` does not say yet with what `record` says.
pub(super) fn fill(document: &mut Document, record: &Map<String, Value>) {
    let fill = |slot: &mut Option<String>, found: Option<String>| {
        if slot.is_none() {
            *slot = found;
        }
    };
    if document.id.is_none() {
        document.id = get(record, "id").filter(|id| !id.is_null()).cloned();
    }
    let either = |names: &[&str], more: &[&str], read: &dyn Fn(&Value) -> Option<String>| {
        first(record, names, read).or_else(|| first(record, more, read))
    };
    fill(&mut document.title, either(TITLE, MORE_TITLE, &|value| string(value).map(|text| folded(&text))));
    fill(&mut document.byline, either(BYLINE, MORE_BYLINE, &people));
    fill(&mut document.outlet, either(OUTLET, MORE_OUTLET, &|value| name(value, 0)));
    fill(
        &mut document.url,
        first(record, URL, &address)
            .or_else(|| first(record, &["mainEntityOfPage", "@id"], &address))
            .or_else(|| first(record, MORE_URL, &address)),
    );
    let tag = LANGUAGE.iter().find_map(|name| get(record, name)?.as_str());
    let setting = Setting::of(tag, document.url.as_deref(), None);
    let dated = || PUBLISHED.iter().chain(MORE_PUBLISHED).find_map(|name| moment(get(record, name)?, &setting));
    if let (None, Some((date, certainty))) = (&document.published_at, dated()) {
        document.published_at = Some(date);
        document.published_certainty = Some(certainty);
    }
    fill(&mut document.language, first(record, LANGUAGE, &tongue));
}

/// The text of `record`.
pub(super) fn text(record: &Map<String, Value>) -> Option<Text<'_>> {
    TEXT.iter().chain(MORE_TEXT).find_map(|&field| {
        let text = match get(record, field)? {
            Value::String(text) => text.as_str().into(),
            Value::Array(list) => {
                let paragraphs: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                (paragraphs.len() == list.len()).then(|| paragraphs.join("\n\n").into())?
            }
            Value::Object(object) => inside(object)?.into(),
            _ => return None,
        };
        Some(Text { text, field }).filter(|found| !found.text.trim().is_empty())
    })
}

/// The record itself, or the article in its `@graph`.
pub(super) fn article(record: &Map<String, Value>) -> Cow<'_, Map<String, Value>> {
    if text(record).is_some() {
        return Cow::Borrowed(record);
    }
    let Some(Value::Array(graph)) = record.get("@graph") else { return Cow::Borrowed(record) };
    let nodes = || graph.iter().filter_map(Value::as_object);
    let found = nodes()
        .find(|node| is_article(node) && text(node).is_some())
        .or_else(|| nodes().find(|node| text(node).is_some()))
        .or_else(|| nodes().find(|node| is_article(node)));
    found.map_or(Cow::Borrowed(record), |node| Cow::Owned(resolved(node, &nodes().collect::<Vec<_>>())))
}

/// Names of lists of articles, and of what is wrapped around such a list or an article in it.
const LISTS: &[&str] = &[
    "@graph",
    "itemListElement",
    "articles",
    "items",
    "results",
    "docs",
    "documents",
    "posts",
    "entries",
    "stories",
    "news",
    "records",
    "hits",
];
const WRAPPERS: &[&str] = &["response", "data", "result", "hits", "item", "_source", "article", "mainEntity"];

/// The articles of a record that holds several, in `@graph` or a list, and has no text of its own; of one that wraps
/// a single one, that one.
pub(super) fn several(record: &Map<String, Value>) -> Vec<Map<String, Value>> {
    if text(record).is_some() {
        return Vec::new();
    }
    let objects: Vec<&Map<String, Value>> = LISTS
        .iter()
        .filter_map(|name| record.get(*name)?.as_array())
        .flatten()
        .filter_map(Value::as_object)
        .map(|object| match WRAPPERS.iter().find_map(|name| object.get(*name)?.as_object()) {
            Some(inner) if text(object).is_none() => inner,
            _ => object,
        })
        .collect();
    let found: Vec<_> = objects
        .iter()
        .filter_map(|object| {
            if text(object).is_some() {
                return Some(resolved(object, &objects));
            }
            // What was asked for beside the usual stands in an object of its own.
            let more = object.get("fields")?.as_object().filter(|more| text(more).is_some())?;
            let mut whole = (*object).clone();
            whole.extend(more.iter().map(|(name, value)| (name.clone(), value.clone())));
            Some(whole)
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let wrapped = || WRAPPERS.iter().filter_map(|name| record.get(*name)?.as_object());
    wrapped()
        .map(several)
        .find(|found| !found.is_empty())
        .or_else(|| wrapped().find(|inner| text(inner).is_some()).map(|inner| vec![inner.clone()]))
        .unwrap_or_default()
}

/// `node` with the author and publisher that it only points to put in their place.
pub(super) fn resolved(node: &Map<String, Value>, nodes: &[&Map<String, Value>]) -> Map<String, Value> {
    let mut node = node.clone();
    for key in ["author", "publisher", "creator"] {
        let Some(value) = node.get_mut(key) else { continue };
        let point = |value: &mut Value| {
            let id =
                value.as_object().filter(|object| !object.contains_key("name")).and_then(|object| object.get("@id"));
            let target =
                id.and_then(|id| nodes.iter().find(|node| node.get("@id") == Some(id) && node.contains_key("name")));
            if let Some(target) = target {
                *value = Value::Object((*target).clone());
            }
        };
        match value {
            Value::Array(list) => list.iter_mut().for_each(point),
            other => point(other),
        }
    }
    node
}

/// Whether schema.org calls `node` an article.
pub(super) fn is_article(node: &Map<String, Value>) -> bool {
    let is = |name: &str| {
        let name = name.rsplit(['/', ':', '#']).next().unwrap_or(name);
        name.ends_with("Article") || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report" | "NewsItem")
    };
    match node.get("@type") {
        Some(Value::String(name)) => is(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

/// The value of the field called `name`: spelt so, else spelt otherwise (the first such in order of spelling).
fn get<'a>(record: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = record.get(name) {
        return Some(value);
    }
    record.iter().filter(|(key, _)| same(key, name)).min_by_key(|(key, _)| key.as_str()).map(|(_, value)| value)
}

/// Whether two names have the same letters and digits: "Author(s)" is "authors".
fn same(one: &str, other: &str) -> bool {
    plain(one).eq(plain(other))
}

fn plain(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric() || *c == '@').flat_map(char::to_lowercase)
}

/// What `read` makes of the first of `names` from which it makes anything.
fn first(record: &Map<String, Value>, names: &[&str], read: &dyn Fn(&Value) -> Option<String>) -> Option<String> {
    names.iter().find_map(|name| read(get(record, name)?)).filter(|text| !text.is_empty())
}

/// The words that interfaces wrap in an object of their own: WordPress's `rendered`, `headline.main`, a value with a type.
fn inside(object: &Map<String, Value>) -> Option<&str> {
    ["rendered", "main", "@value", "value", "#text"].iter().find_map(|name| object.get(*name)?.as_str())
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => inside(object).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(list) => list.iter().find_map(|value| value.as_str()).map(|text| text.trim().to_owned()),
        _ => None,
    }
}

/// The name in a string, an object's `name`, or the first of a list.
fn name(value: &Value, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let found = match value {
        Value::String(text) => folded(text),
        Value::Object(object) => {
            let inner =
                ["name", "legalName", "alternateName", "title", "@value"].iter().find_map(|key| object.get(*key));
            name(inner?, depth + 1)?
        }
        Value::Array(list) => list.iter().find_map(|value| name(value, depth + 1))?,
        _ => return None,
    };
    (!found.is_empty() && !found.contains("://")).then_some(found)
}

/// The authors that `record` names, one by one, as they stand there.
pub(super) fn names(record: &Map<String, Value>) -> Vec<String> {
    let mut names = Vec::new();
    for value in BYLINE.iter().filter_map(|name| get(record, name)) {
        if names.is_empty() {
            gather(value, 0, &mut names);
        }
    }
    names
}

/// All names in strings, objects and lists of them.
fn people(value: &Value) -> Option<String> {
    let mut names = Vec::new();
    gather(value, 0, &mut names);
    // A cell of a table has several with semicolons between them.
    byline::clean(names.iter().flat_map(|name| name.split(';')))
}

fn gather(value: &Value, depth: usize, names: &mut Vec<String>) {
    match value {
        Value::Array(list) if depth < DEEPEST => list.iter().for_each(|value| gather(value, depth + 1, names)),
        // "byline": {"original": "By Jane Doe"}
        Value::Object(object) if object.get("original").is_some_and(Value::is_string) => {
            names.extend(object.get("original").and_then(|name| self::name(name, depth)));
        }
        Value::Object(object) if object.get("name").is_none() => {
            let part = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
            names.push(format!("{} {}", part("givenName"), part("familyName")).trim().to_owned());
        }
        Value::Object(object) => {
            if let (Some(inner), true) = (object.get("name"), depth < DEEPEST) {
                gather(inner, depth + 1, names);
            }
        }
        _ => names.extend(name(value, depth)),
    }
}

/// An absolute address, in a string or an object's `@id` or `url`.
fn address(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim(),
        Value::Object(object) => ["@id", "url"].iter().find_map(|key| object.get(*key)?.as_str())?.trim(),
        Value::Array(list) => return list.iter().find_map(|value| value.as_str().map(|_| value).and_then(address)),
        _ => return None,
    };
    let absolute = text.starts_with("https://") || text.starts_with("http://") || text.starts_with("//");
    (absolute || !text.contains(char::is_whitespace) && text.contains('.') && text.contains('/'))
        .then(|| text.to_owned())
}

/// A date and how sure it is: one that only the language or the outlet decides is worked out.
fn moment(value: &Value, setting: &Setting) -> Option<(String, Certainty)> {
    let stated = |date: String| (date, Certainty::Stated);
    let words = |text: &str| {
        let found = date::parse_in(text, setting)?;
        Some((found.iso, if found.worked_out { Certainty::Inferred } else { Certainty::Stated }))
    };
    match value {
        Value::Number(number) => {
            let number = number.as_i64().or_else(|| number.as_f64().map(|number| number as i64))?;
            // A bare year is no Unix time.
            let year = (1500..=2199).contains(&number);
            if year { date::parse(&number.to_string()) } else { date::from_unix(number) }.map(stated)
        }
        // Unix time in quotes.
        Value::String(text)
            if matches!(text.trim().len(), 10 | 13) && text.trim().bytes().all(|c| c.is_ascii_digit()) =>
        {
            date::from_unix(text.trim().parse().ok()?).map(stated)
        }
        value => strings(value).find_map(words),
    }
}

/// Every string in a value, its list or its `@value`.
pub(super) fn strings(value: &Value) -> impl Iterator<Item = &str> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        other => std::slice::from_ref(other),
    };
    list.iter().filter_map(|value| value.as_str().or_else(|| value.get("@value")?.as_str()))
}

fn tongue(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => language::declared(text),
        Value::Array(list) => list.iter().find_map(|value| language::declared(value.as_str()?)),
        Value::Object(object) => {
            ["alternateName", "name", "@value"].iter().find_map(|key| language::declared(object.get(*key)?.as_str()?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    fn filled(record: Value) -> Document {
        let mut document = Document::default();
        fill(&mut document, record.as_object().unwrap());
        document
    }

    #[rstest]
    #[case(json!({"author": "Jane Doe"}))]
    #[case(json!({"byline": "By Jane Doe", "author": "somebody else"}))]
    #[case(json!({"author": {"@type": "Person", "name": "Jane Doe"}}))]
    #[case(json!({"author": [{"name": "Jane Doe"}]}))]
    #[case(json!({"author": ["Jane Doe", "https://example.org/jane"]}))]
    #[case(json!({"Author": {"name": ["Jane Doe"]}}))]
    #[case(json!({"author": {"givenName": "Jane", "familyName": "Doe"}}))]
    #[case(json!({"byline": "", "author": "Jane Doe"}))]
    fn authors_come_in_many_shapes(#[case] record: Value) {
        assert_eq!(filled(record).byline.as_deref(), Some("Jane Doe"));
    }

    #[rstest]
    #[case::guardian(json!({"response": {"results": [{"webTitle": "Ships", "webUrl": "https://example.org/a",
        "webPublicationDate": "2024-11-03", "fields": {"byline": "Jane Doe", "bodyText": "Ten ships came."}}]}}))]
    #[case::wordpress(json!({"posts": [{"title": {"rendered": "Ships"}, "content": {"rendered": "Ten ships came."},
        "link": "https://example.org/a", "date": "2024-11-03", "author": "Jane Doe"}]}))]
    #[case::new_york(json!({"response": {"docs": [{"headline": {"main": "Ships"}, "byline": {"original": "By Jane Doe"},
        "web_url": "https://example.org/a", "pub_date": "2024-11-03", "lead_paragraph": "Ten ships came."}]}}))]
    #[case::graph(json!({"@graph": [{"@id": "#p", "name": "Jane Doe"}, {"@type": "NewsArticle", "headline": "Ships",
        "articleBody": "Ten ships came.", "author": {"@id": "#p"}, "datePublished": "2024-11-03", "url": "https://example.org/a"}]}))]
    #[case::collector(json!({"items": [{"title": "Ships", "maintext": "Ten ships came.", "authors": ["Jane Doe"],
        "date_publish": "2024-11-03", "source": "https://example.org/a"}]}))]
    fn answers_of_interfaces_are_known(#[case] answer: Value) {
        let found = several(answer.as_object().unwrap());
        let record = Value::Object(found[0].clone());
        let document = filled(record.clone());
        assert_eq!(text(record.as_object().unwrap()).unwrap().text, "Ten ships came.");
        let said = [&document.title, &document.byline, &document.url, &document.published_at].map(Option::as_deref);
        assert_eq!(said, [Some("Ships"), Some("Jane Doe"), Some("https://example.org/a"), Some("2024-11-03")]);
    }

    #[test]
    fn several_authors_are_kept() {
        let record = json!({"author": [{"name": "Jane Doe"}, {"name": "John Roe"}, {"name": "Jane Doe"}]});
        assert_eq!(filled(record).byline.as_deref(), Some("Jane Doe, John Roe"));
    }

    #[rstest]
    #[case(json!({"publisher": "The Daily Example"}))]
    #[case(json!({"publisher": {"name": "The Daily Example", "logo": {"url": "x"}}}))]
    #[case(json!({"outlet": [{"name": "The Daily Example"}]}))]
    fn outlets_come_in_many_shapes(#[case] record: Value) {
        assert_eq!(filled(record).outlet.as_deref(), Some("The Daily Example"));
    }

    #[rstest]
    #[case(json!({"published_at": "2024-11-03"}), Some("2024-11-03"))]
    #[case(json!({"date": "1700000000000"}), Some("2023-11-14T22:13:20Z"))]
    #[case(json!({"datePublished": "Nov. 3, 2024"}), Some("2024-11-03"))]
    #[case(json!({"publishedAt": "2024-11-03T09:15:00Z"}), Some("2024-11-03T09:15:00Z"))]
    #[case(json!({"date": 1_730_625_300}), Some("2024-11-03T09:15:00Z"))]
    #[case(json!({"date": 2024}), Some("2024"))]
    #[case(json!({"date": "03/11/2024"}), None)]
    #[case(json!({"date": "03/11/2024", "language": "en-GB"}), Some("2024-11-03"))]
    #[case(json!({"date": "03/11/2024", "url": "https://example.de/a"}), Some("2024-11-03"))]
    #[case(json!({"date": "03/11/2024", "language": "en"}), None)]
    #[case(json!({"dateModified": "2024-11-03"}), None)]
    fn dates_come_in_many_shapes(#[case] record: Value, #[case] expected: Option<&str>) {
        assert_eq!(filled(record).published_at.as_deref(), expected);
    }

    #[rstest]
    #[case(json!({"id": 7}), json!(7))]
    #[case(json!({"id": "a-7"}), json!("a-7"))]
    #[case(json!({"id": {"a": [1]}}), json!({"a": [1]}))]
    #[case(json!({"id": false}), json!(false))]
    fn an_id_of_any_type_is_kept(#[case] record: Value, #[case] id: Value) {
        assert_eq!(filled(record).id, Some(id));
    }

    #[rstest]
    #[case(json!({"text": "A", "body": "B"}), Some("A"))]
    #[case(json!({"text": " ", "body": "B"}), Some("B"))]
    #[case(json!({"articleBody": "B"}), Some("B"))]
    #[case(json!({"article_body": "B"}), Some("B"))]
    #[case(json!({"content": ["One.", "Two."]}), Some("One.\n\nTwo."))]
    #[case(json!({"content": 5}), None)]
    fn the_text_is_found(#[case] record: Value, #[case] expected: Option<&str>) {
        assert_eq!(text(record.as_object().unwrap()).map(|found| found.text.into_owned()).as_deref(), expected);
    }

    #[test]
    fn the_article_of_a_graph_is_found() {
        let record = json!({"@graph": [{"@type": "Organization", "name": "X"}, {"@type": "NewsArticle", "headline": "T", "articleBody": "B"}]});
        let found = article(record.as_object().unwrap());
        assert_eq!(found.get("headline"), Some(&json!("T")));
    }

    #[rstest]
    #[case(json!({"mainEntityOfPage": {"@id": "https://example.org/a"}}), Some("https://example.org/a"))]
    #[case(json!({"link": "https://example.org/a"}), Some("https://example.org/a"))]
    #[case(json!({"url": "example.org/a"}), Some("example.org/a"))]
    #[case(json!({"@id": "#article"}), None)]
    #[case(json!({"url": ["https://example.org/a"]}), Some("https://example.org/a"))]
    fn addresses_come_in_many_shapes(#[case] record: Value, #[case] expected: Option<&str>) {
        assert_eq!(filled(record).url.as_deref(), expected);
    }

    #[rstest]
    #[case(json!({"lang": "en-GB"}), "en")]
    #[case(json!({"inLanguage": {"@type": "Language", "name": "English"}}), "en")]
    fn languages_come_in_many_shapes(#[case] record: Value, #[case] expected: &str) {
        assert_eq!(filled(record).language.as_deref(), Some(expected));
    }
}

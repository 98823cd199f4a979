//! An article's text that a page gives to programs and not, or not whole, to readers: JSON-LD's `articleBody`, and the data
//! that scripts would have laid out (`__NEXT_DATA__` and its like).

use rustc_hash::FxHashSet;
use serde_json::{Map, Value};
use trafilatura::dom::Document as Page;

use super::{fragment, is_markup, size};
use crate::model::Block;

/// A text of fewer letters, in bytes, is a summary.
const LEAST: usize = 200;
/// Scripts longer than this are programs.
const LONGEST: usize = 4 * 1024 * 1024;
/// What the variables are called that scripts find their data in.
const MARKS: [&str; 5] = ["globalContent", "_STATE__", "_DATA__", "_CONTEXT__", "_PROPS__"];
/// A string of fewer words is no paragraph.
const PARAGRAPH: usize = 6;
/// The names under which data holds the words of a paragraph.
const WORDS: [&str; 8] = ["text", "content", "html", "value", "body", "paragraph", "innerHTML", "data"];

/// `told` as text and blocks, where it is more of the article than what was `found` in sight.
pub(super) fn fuller(told: &str, found: Option<&str>) -> Option<(String, Vec<Block>)> {
    let (text, blocks) = laid_out(told)?;
    let found = found.unwrap_or_default();
    let more = size(&text) >= LEAST && size(&text) * 2 > size(found) * 3;
    (more && (size(found) * 3 < size(&text) || same_story(found, &text))).then_some((text, blocks))
}

/// Whether most runs of three words in `part` are in `whole`.
fn same_story(part: &str, whole: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (part, whole) = (words(part), words(whole));
    let known: FxHashSet<&[String]> = whole.windows(3).collect();
    let shared = part.windows(3).filter(|run| known.contains(run)).count();
    shared * 2 > part.len()
}

/// Text or markup as text with its blocks; a line is a paragraph.
fn laid_out(told: &str) -> Option<(String, Vec<Block>)> {
    if is_markup(told) {
        return fragment(told).ok();
    }
    let lines = told.lines().map(str::trim).filter(|line| !line.is_empty());
    fragment(&lines.map(|line| format!("<p>{}</p>", line.replace('<', "&lt;"))).collect::<String>()).ok()
}

/// The text that stands in a page's data, and the record that it stands in.
pub(super) fn in_scripts(page: &Page) -> Option<(String, Vec<Block>, Map<String, Value>)> {
    let mut best = Best::default();
    for script in page.get_elements_by_tag_name(page.root(), "script") {
        let kind = page.get_attribute(script, "type").unwrap_or_default();
        let text = page.text_content(script);
        let json = match kind.as_str() {
            "application/json" => text.as_str(),
            "" | "text/javascript" | "application/javascript" => {
                let held = MARKS.iter().find_map(|mark| text.split_once(mark)?.1.split_once('='));
                held.map_or("", |(_, after)| after)
            }
            _ => continue,
        };
        if json.len() > LONGEST {
            continue;
        }
        // A script goes on behind its data.
        if let Some(Ok(value)) = serde_json::Deserializer::from_str(json).into_iter::<Value>().next() {
            best.look(&value, None);
        }
    }
    let (text, blocks) = laid_out(&best.text).filter(|(text, _)| size(text) >= LEAST)?;
    Some((text, blocks, best.record))
}

/// The longest text found so far.
#[derive(Default)]
struct Best {
    text: String,
    record: Map<String, Value>,
}

impl Best {
    fn look(&mut self, value: &Value, around: Option<&Map<String, Value>>) {
        match value {
            Value::Object(object) => object.values().for_each(|value| self.look(value, Some(object))),
            Value::Array(list) => {
                self.take(list.iter().filter_map(paragraph).collect::<Vec<_>>().join("\n"), around);
                list.iter().for_each(|value| self.look(value, around));
            }
            Value::String(text) if text.len() >= LEAST && prose(text) => self.take(text.clone(), around),
            _ => {}
        }
    }

    fn take(&mut self, text: String, around: Option<&Map<String, Value>>) {
        if text.len() > self.text.len() {
            self.text = text;
            self.record = around.cloned().unwrap_or_default();
        }
    }
}

/// The words of an element of a list of paragraphs.
fn paragraph(value: &Value) -> Option<&str> {
    let text = match value {
        Value::String(text) => text,
        Value::Object(object) => {
            let held = WORDS.iter().find_map(|key| object.get(*key))?;
            return match held {
                Value::String(text) => Some(text.as_str()).filter(|text| prose(text)),
                Value::Object(_) => paragraph(held),
                _ => None,
            };
        }
        _ => return None,
    };
    Some(text.as_str()).filter(|text| prose(text))
}

fn prose(text: &str) -> bool {
    let text = text.trim();
    !text.starts_with(['{', '['])
        && text.split(' ').take(PARAGRAPH).count() == PARAGRAPH
        && text.contains(['.', '!', '?', '。'])
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const FIRST: &str = "The army left the town on Monday, the ministry said, and nobody saw the soldiers go.";
    const SECOND: &str = "The families were told on Tuesday, by a letter that named neither a place nor a day.";
    const THIRD: &str = "“We do not know where they are,” said Jane Doe, whose brother is one of the soldiers.";

    fn text(html: &str) -> String {
        read(html.as_bytes(), Saved::default()).unwrap().text
    }

    #[rstest]
    #[case::nothing_in_sight("<div id=app></div>".to_owned())]
    #[case::its_beginning(format!("<article><h1>Troops leave</h1><p>{FIRST}</p></article><div class=paywall>Subscribe to read on.</div>"))]
    fn json_ld_holds_the_whole(#[case] body: String) {
        let html = format!(
            "<html><head><script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"Troops leave\", \
             \"articleBody\": \"{FIRST}\\n{SECOND}\\n{THIRD}\"}}</script></head><body>{body}</body></html>"
        );
        assert_eq!(text(&html), [FIRST, SECOND, THIRD].join("\n\n"));
    }

    #[test]
    fn another_text_in_json_ld_does_not_take_the_place_of_what_is_in_sight() {
        let html = format!(
            "<html><head><script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"articleBody\": \"{FIRST}\"}}</script>\
             </head><body><article><p>{SECOND}</p><p>{THIRD}</p></article></body></html>"
        );
        assert_eq!(text(&html), [SECOND, THIRD].join("\n\n"));
    }

    #[rstest]
    #[case("<script id=__NEXT_DATA__ type='application/json'>", "</script>")]
    #[case("<script>window.__PRELOADED_STATE__ = ", "; start();</script>")]
    fn data_for_scripts_is_read_where_nothing_is_in_sight(#[case] before: &str, #[case] after: &str) {
        let html = format!(
            "<html><body><div id=app></div>{before}{{\"page\": {{\"headline\": \"Troops leave\", \"byline\": \"Jane Doe\", \
             \"body\": [{{\"type\": \"p\", \"text\": \"{FIRST}\"}}, {{\"type\": \"p\", \"text\": \"{SECOND}\"}}, \
             {{\"type\": \"p\", \"text\": \"{THIRD}\"}}]}}}}{after}</body></html>"
        );
        let document = read(html.as_bytes(), Saved::default()).unwrap();
        assert_eq!(document.text, [FIRST, SECOND, THIRD].join("\n\n"));
        assert_eq!((document.title.as_deref(), document.byline.as_deref()), (Some("Troops leave"), Some("Jane Doe")));
    }
}

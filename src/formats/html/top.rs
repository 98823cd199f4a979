//! The lines between a page's headline and its text: who wrote it and when, in whatever elements they stand.

use trafilatura::dom::{Document as Page, NodeId};

use super::walk::is_small;
use crate::formats::author::{Named, is_opened, opened_within};
use crate::formats::builder::folded;
use crate::formats::{byline, date};

/// So many lines, of so many bytes each, may stand there.
const LINES: usize = 16;
const LINE: usize = 160;
/// Marks between what stands on a line.
const MARKS: [char; 6] = ['\u{1f}', '|', '·', '•', '—', '–'];

/// The author whom the lines under the headline name: after "By", or beside a date.
pub(super) fn author(page: &Page, title: Option<&str>, outlet: Option<&str>) -> Option<String> {
    let lines = lines(page, title)?;
    let people = |words: &str| Named::of([words], outlet).people();
    let said = lines.iter().flat_map(|line| parts_of(line)).find_map(|part| {
        let part = opened_within(part).unwrap_or(part);
        is_opened(part).then(|| people(part)).flatten()
    });
    // "Jane Doe", "3 November 2024": a name beside a date is the author's.
    said.or_else(|| {
        let dated = |at: usize| lines.get(at).is_some_and(|line| is_date(line) || parts_of(line).any(is_date));
        lines.iter().enumerate().find_map(|(at, line)| {
            // On the line of the date any part, else the first on the line before or behind.
            let candidates = if dated(at) { LINES } else { 1 };
            let near = dated(at) || dated(at + 1) || at.checked_sub(1).is_some_and(dated);
            let mut names = parts_of(line).take(candidates).filter(|part| near && is_whole_name(part));
            names.find_map(people)
        })
    })
}

fn parts_of(line: &str) -> impl Iterator<Item = &str> {
    line.split(MARKS)
        .flat_map(|part| part.split(" - ").flat_map(|part| part.split(" / ")))
        // "来源：… 作者：…"
        .flat_map(|part| part.split(if part.contains('：') { ' ' } else { '\u{1f}' }))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Whether `part` is the name of a person and nothing else.
fn is_whole_name(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let place = ["New ", "San ", "Los ", "Saint ", "St. ", "North ", "South ", "East ", "West "];
    (2..=4).contains(&words)
        && byline::is_name(part, false)
        && !byline::is_outlet(part)
        && !place.iter().any(|start| part.starts_with(start))
        && !part.contains(|c: char| c.is_ascii_digit())
}

fn is_date(words: &str) -> bool {
    let numbers = words.contains(|c: char| c.is_ascii_digit());
    let ago = || {
        let lower = words.to_lowercase();
        ["ago", "hace ", "il y a ", "vor ", "fa", "geleden", "назад", "temu"]
            .iter()
            .any(|mark| lower.starts_with(mark) || lower.ends_with(mark))
    };
    // "03/11/2024 09:15": whichever of them is the day.
    let in_numbers =
        || words.split([' ', ',']).any(|word| word.matches(['/', '.', '-']).count() == 2 && word.len() >= 8);
    numbers && words.len() < 60 && (date::line(words).is_some() || ago() || in_numbers())
}

/// The lines after the headline, up to the first paragraph. What spans part stands on one line with a mark between.
fn lines(page: &Page, title: Option<&str>) -> Option<Vec<String>> {
    let body = page.body().unwrap_or_else(|| page.root());
    let heading = heading(page, body, title)?;
    let mut lines = vec![String::new()];
    let mut found = false;
    let mut steps = vec![Step::Enter(body)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) if node == heading => found = true,
            Step::Enter(node) if page.is_text(node) => {
                if found && let Some(line) = lines.last_mut() {
                    line.push_str(&page.text(node));
                    if page.text(node).is_empty() {
                        line.push_str(&page.outer_html(node));
                    }
                }
            }
            Step::Enter(node) => {
                let mark = mark(page.tag_name(node));
                end(&mut lines, mark);
                steps.push(Step::Leave(mark));
                steps.extend(page.child_nodes(node).into_iter().rev().map(Step::Enter));
            }
            Step::Leave(mark) => end(&mut lines, mark),
        }
        let last = |line: &String| line.len() > LINE;
        if found && (lines.len() > LINES || lines.last().is_some_and(last)) {
            break;
        }
    }
    let lines = lines
        .into_iter()
        .map(|line| folded(&line).trim().to_owned())
        .filter(|line| !line.is_empty() && line.len() <= LINE);
    Some(with_openers(lines))
}

enum Step {
    Enter(NodeId),
    Leave(Mark),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Part,
    Line,
}

fn mark(tag: &str) -> Mark {
    match tag {
        "a" | "b" | "i" | "em" | "strong" | "font" | "u" | "small" | "abbr" | "bdi" => Mark::None,
        "span" | "time" | "address" | "label" => Mark::Part,
        _ => Mark::Line,
    }
}

fn end(lines: &mut Vec<String>, mark: Mark) {
    let Some(line) = lines.last_mut() else { return };
    if mark == Mark::None || line.trim_matches(|c: char| c.is_whitespace() || c == '\u{1f}').is_empty() {
        return;
    }
    if mark == Mark::Line {
        lines.push(String::new());
    } else if !line.ends_with('\u{1f}') {
        line.push('\u{1f}');
    }
}

/// "By" on a line or in an element of its own stands before the name that follows.
fn with_openers(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let alone = |words: &str| {
        words.len() < 24 && is_opened(&format!("{} Jane", words.trim_end_matches(':').trim())) && !is_opened(words)
    };
    for line in lines {
        let mut parts: Vec<String> = Vec::new();
        for part in line.split('\u{1f}').map(str::trim).filter(|part| !part.is_empty()) {
            match parts.last_mut() {
                Some(before) if alone(before) => *before = format!("{before} {part}"),
                _ => parts.push(part.to_owned()),
            }
        }
        let line = parts.join("\u{1f}");
        match joined.last_mut() {
            Some(before) if alone(before) => *before = format!("{before} {line}"),
            _ => joined.push(line),
        }
    }
    joined
}

/// The page's headline, or what has its words.
fn heading(page: &Page, body: NodeId, title: Option<&str>) -> Option<NodeId> {
    let headings = page.iter_descendants(body, &["h1"]);
    if let Some(first) = headings.first() {
        return Some(*first);
    }
    let title = title.map(|title| folded(title).to_lowercase()).filter(|title| title.len() > 8);
    let same = |node: &NodeId| {
        if !is_small(page, *node, 6) {
            return false;
        }
        let words = page.text_content(*node);
        words.len() < 400
            && title.as_ref().is_some_and(|title| {
                title.contains(folded(&words).trim().to_lowercase().as_str()) && words.split_whitespace().count() > 2
            })
    };
    let tags = ["h2", "h3", "div", "p", "b", "strong", "font", "span", "td", "a"];
    let found = page.iter_descendants(body, &tags).into_iter().take(400).find(same);
    found.or_else(|| page.iter_descendants(body, &["h2"]).first().copied())
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const TEXT: &str = "<p>The army left the town on Monday, the ministry said, and nobody saw the soldiers go.</p>\
        <p>The families were told on Tuesday, by a letter that named neither a place nor a day.</p>";

    fn author(top: &str) -> Option<String> {
        let html = format!(
            "<html lang=en><head><title>Troops leave the old town</title></head><body>{top}<div>{TEXT}</div></body></html>"
        );
        read(html.as_bytes(), Saved::default()).unwrap().byline
    }

    #[rstest]
    #[case::beside_a_date("<h1>Troops leave the old town</h1><div><span>Jane Doe</span><span>3 Nov 2024</span></div>")]
    #[case::before_a_date("<h1>Troops leave the old town</h1><div>Jane Doe · 3 hours ago</div>")]
    #[case::on_lines("<h1>Troops leave the old town</h1><p>November 3, 2024</p><p>Jane Doe</p>")]
    #[case::after_a_date(
        "<h1>Troops leave the old town</h1><div>Posted on November 3, 2024 by Jane Doe, Sample Wire</div>"
    )]
    #[case::in_german(
        "<h1>Troops leave the old town</h1><p>Geschrieben am 3. November 2024 von Jane Doe, Kategorie: Welt</p>"
    )]
    #[case::with_an_agency(
        "<h1>Troops leave the old town</h1><div><a>Jane Doe</a> / XYZ / Updated: Nov 3, 2024, 08:14 IST</div>"
    )]
    #[case::with_a_place(
        "<h1>Troops leave the old town</h1><div><a>Jane Doe</a> | Seoul</div><div>03/11/2024 17:34</div>"
    )]
    #[case::after_a_dash("<h1>Troops leave the old town</h1><div>3 Nov. 2024 - Jane Doe</div>")]
    #[case::with_a_role("<h1>Troops leave the old town</h1><p><em>Door onze redacteur Jane Doe</em></p>")]
    #[case::by_apart("<h1>Troops leave the old town</h1><div><span>By</span> <span>Jane Doe</span></div>")]
    #[case::in_a_table(
        "<table><tr><td><font size=5><b>Troops leave the old town</b></font><br><font size=1>Sunday, November 3, 2024<br>By Jane Doe</font></td></tr></table>"
    )]
    #[case::no_heading(
        "<div class=t1>Troops leave the old town</div><div class=t2>Reported by Jane Doe on Nov 3, 2024</div>"
    )]
    fn names_under_the_headline_are_found(#[case] top: &str) {
        assert_eq!(author(top).as_deref(), Some("Jane Doe"), "{top}");
    }

    #[test]
    fn a_chinese_line_names_its_author_among_others() {
        let top = "<h1>Troops leave the old town</h1><p>2024年11月03日 10:00 来源：海港报 作者：李明</p>";
        assert_eq!(author(top).as_deref(), Some("李明"));
    }

    #[rstest]
    #[case::a_section("<h1>Troops leave the old town</h1><div><span>World News</span></div>")]
    #[case::a_place("<h1>Troops leave the old town</h1><div>Published in New York</div>")]
    #[case::a_city("<h1>Troops leave the old town</h1><div>New York</div><div>Nov 3, 2024</div>")]
    #[case::nobody("<h1>Troops leave the old town</h1><div>November 3, 2024 by admin</div>")]
    fn others_are_no_authors(#[case] top: &str) {
        assert_eq!(author(top), None, "{top}");
    }
}

//! What `ingest` ends with: what was stored, and where figures contradict each other.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::archive::{Archive, Counts};
use crate::model::{CodePoints, Span};
use crate::output::number;
use crate::output::visible;
use crate::output::wrap;
use crate::query::{Limits, QueryError, Reader, Table, Value, bind, find};

/// Disagreements shown.
const SHOWN: usize = 5;
/// Kinds of what was passed over that are named.
const KINDS: usize = 12;
/// How long they are looked for.
const PATIENCE: Duration = Duration::from_secs(2);
/// Of no more new articles than this; of more, the comparison would be one of the whole archive.
const LOOKED_AT: usize = 2000;

/// What came of the documents.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// New articles.
    pub added: usize,
    /// Documents that were there.
    pub unchanged: usize,
    /// Texts that were there under another name.
    pub duplicates: usize,
    /// New articles that are nearly word for word another.
    pub near: usize,
    /// New articles with a date in the future.
    pub in_future: usize,
    /// Where the first of them is.
    pub first_in_future: Option<String>,
    /// Documents that were not stored.
    pub failed: usize,
    /// Claims in the new articles.
    pub claims: usize,
    /// Figures in the new articles.
    pub figures: usize,
    /// Files in folders that are no documents, by ending.
    pub left_out: BTreeMap<String, usize>,
    /// What lies in archives and crawls and is no document, by what it is.
    pub passed_over: BTreeMap<String, usize>,
}

impl Tally {
    /// All of them.
    pub fn documents(&self) -> usize {
        self.added + self.unchanged + self.duplicates + self.failed
    }

    /// Which dates lie in the future, in one line; none where none does.
    pub fn in_future(&self) -> Option<String> {
        let first = self.first_in_future.as_deref()?;
        Some(match self.in_future {
            1 => format!("1 article is dated in the future: {first}"),
            count => {
                format!("{} are dated in the future, {first} and others; --json names each", plural(count, "article"))
            }
        })
    }

    /// What was left out, in one line; none where nothing was.
    pub fn left_out(&self) -> Option<String> {
        let endings: Vec<String> = self.left_out.iter().map(|(ending, count)| format!("{count} .{ending}")).collect();
        let files = plural(self.left_out.values().sum::<usize>(), "file");
        (!endings.is_empty()).then(|| format!("{files} that are no documents: {}", endings.join(", ")))
    }

    /// What was passed over in archives and crawls, in one line; none where nothing was.
    pub fn passed_over(&self) -> Option<String> {
        let mut kinds: Vec<(&String, &usize)> = self.passed_over.iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let shown: Vec<String> = kinds.iter().take(KINDS).map(|(why, count)| format!("{count} {why}")).collect();
        let mut line = format!("{}: {}", plural(self.passed_over.values().sum::<usize>(), "record"), shown.join(", "));
        let more: usize = kinds.iter().skip(KINDS).map(|(_, count)| **count).sum();
        if more > 0 {
            let _ = write!(line, ", {more} of other kinds");
        }
        (!kinds.is_empty()).then_some(line)
    }

    /// In one line.
    pub fn line(&self) -> String {
        format!(
            "{} added, {} unchanged, {} duplicate, {} failed",
            self.added, self.unchanged, self.duplicates, self.failed
        )
    }
}

/// Writes what was done, and what the archive holds now.
pub fn counts(
    page: &mut String,
    db: &Path,
    tally: &Tally,
    archive: Option<&Archive>,
    dry_run: bool,
) -> anyhow::Result<()> {
    let documents = plural(tally.documents(), "document");
    let left_out = |page: &mut String| {
        if let Some(line) = tally.in_future() {
            let _ = writeln!(page, "dates:    {line}");
        }
        if let Some(line) = tally.left_out() {
            let _ = writeln!(page, "left out: {line}");
        }
        if let Some(line) = tally.passed_over() {
            let _ = writeln!(page, "skipped:  {line}");
        }
    };
    if dry_run {
        let _ = writeln!(page, "{documents}, none stored (dry run): {}", tally.line());
        let _ = writeln!(page, "found: {}, {}", plural(tally.claims, "claim"), plural(tally.figures, "figure"));
        left_out(page);
        return Ok(());
    }
    let _ = writeln!(page, "{documents}: {}", tally.line());
    if tally.added > 0 {
        let _ = writeln!(page, "read:     {}, {}", plural(tally.claims, "claim"), plural(tally.figures, "figure"));
    }
    if tally.near > 0 {
        let of = if tally.near == 1 {
            "1 of the new articles is"
        } else {
            &format!("{} of the new articles are", tally.near)
        };
        let _ = writeln!(page, "near:     {of} nearly word for word another: sayso query run duplicates");
    }
    left_out(page);
    if let Some(archive) = archive {
        let Counts { articles, duplicates, claims, figures, sources } = archive.counts()?;
        let copies = match duplicates {
            0 => String::new(),
            1 => " (and 1 linked copy)".to_owned(),
            _ => format!(" (and {duplicates} linked copies)"),
        };
        let _ = writeln!(
            page,
            "{} holds {}{copies}, {}, {}, {}",
            db.display(),
            plural(articles, "article"),
            plural(claims, "claim"),
            plural(figures, "figure"),
            plural(sources, "source")
        );
    }
    Ok(())
}

/// Writes the strongest disagreements that the articles `added` are part of.
///
/// That they cannot be found in time is said, and no failure of what was stored.
pub fn disagreements(page: &mut String, db: &Path, archive: Option<&Archive>, added: &HashSet<i64>, width: usize) {
    const LATER: &str = "\nNot looked for disagreements, as that takes long here: sayso query run disagreements\n";
    let Some(query) = find("disagreements") else { return };
    if added.is_empty() {
        return;
    }
    if added.len() > LOOKED_AT {
        page.push_str(LATER);
        return;
    }
    let mut ids: Vec<String> = added.iter().map(i64::to_string).collect();
    ids.sort();
    let among = [("among".to_owned(), format!("[{}]", ids.join(",")))];
    let found = bind(query, &among)
        .and_then(|bindings| Reader::open(db, Limits::with_timeout(PATIENCE))?.table(query, &bindings));
    let table = match found {
        Ok(table) => table,
        Err(QueryError::Timeout { .. }) => {
            page.push_str(LATER);
            return;
        }
        Err(error) => {
            super::exit::complain(&format!("no disagreements shown: {error}"));
            return;
        }
    };
    let rows: Vec<Pair<'_>> = (0..table.rows.len()).map(|row| Pair { table: &table, row }).collect();
    write(page, &rows, archive, width);
}

fn write(page: &mut String, pairs: &[Pair<'_>], archive: Option<&Archive>, width: usize) {
    if pairs.is_empty() {
        page.push_str("no figure in the new articles disagrees with another\n");
        return;
    }
    let mut pairs: Vec<&Pair<'_>> = pairs.iter().collect();
    pairs.sort_by_key(|pair| pair.doubt()); // stable: within a doubt, the strongest stays first
    // A subject once: its strongest pair, and the strongest within one article where that is another.
    let mut subjects: Vec<(Vec<Option<&str>>, Vec<&Pair<'_>>)> = Vec::new();
    for pair in pairs {
        let key = vec![pair.text("subject"), pair.text("unit"), pair.text("per")];
        match subjects.iter_mut().find(|(known, _)| *known == key) {
            Some((_, of_subject)) => of_subject.push(pair),
            None => subjects.push((key, vec![pair])),
        }
    }
    let heading = if subjects.len() == 1 { "Figures that disagree" } else { "Figures that disagree most" };
    let _ = writeln!(page, "\n{heading}");
    for (index, (_, of_subject)) in subjects.iter().take(SHOWN).enumerate() {
        let Some(strongest) = of_subject.first() else { continue };
        let _ = writeln!(page, "\n{:>2}. {}", index + 1, strongest.heading());
        strongest.sides(page, archive, width);
        let mut shown = 1;
        if !strongest.in_one_article()
            && let Some(inside) = of_subject.iter().find(|pair| pair.in_one_article())
        {
            let _ = writeln!(page, "    and {}:", inside.distance());
            inside.sides(page, archive, width);
            shown += 1;
        }
        if of_subject.len() > shown {
            let _ = writeln!(page, "    and {} on this subject", plural(of_subject.len() - shown, "more pair"));
        }
    }
    let more = subjects.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(page, "\n    and on {}", plural(more, "more subject"));
    }
    page.push_str("\nAll of them: sayso query run disagreements\n");
}

/// One row of the query `disagreements`.
struct Pair<'a> {
    table: &'a Table,
    row: usize,
}

impl<'a> Pair<'a> {
    fn value(&self, column: &str) -> Option<&'a Value> {
        let at = self.table.columns.iter().position(|known| known.name == column)?;
        self.table.rows.get(self.row)?.get(at)
    }

    fn text(&self, column: &str) -> Option<&'a str> {
        match self.value(column)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn integer(&self, column: &str) -> Option<i64> {
        match self.value(column)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// How doubtful it is that the two are about one thing, 0 to 2: a plain word ("troop") may count any part of what
    /// another counts, and a gap of over a hundred times is mostly between different things.
    fn doubt(&self) -> u8 {
        let plain = self.text("unit") == Some("count") && !self.text("subject").unwrap_or_default().contains(' ');
        let ratio = match self.value("ratio") {
            Some(Value::Real(ratio)) => *ratio,
            Some(Value::Integer(ratio)) => *ratio as f64,
            _ => f64::INFINITY,
        };
        if ratio > 100.0 { 2 } else { u8::from(plain) }
    }

    fn in_one_article(&self) -> bool {
        self.integer("same_article") == Some(1)
    }

    fn distance(&self) -> String {
        let ratio = match self.value("ratio") {
            Some(Value::Real(ratio)) => format!("{} times apart", number::grouped(*ratio)),
            Some(Value::Integer(ratio)) => format!("{ratio} times apart"),
            _ => "opposed".to_owned(),
        };
        if self.in_one_article() { format!("{ratio}, within one article") } else { ratio }
    }

    fn heading(&self) -> String {
        let mut subject = self.text("subject").unwrap_or("?").to_owned();
        let unit = self.text("unit").unwrap_or("count");
        if unit != "count" {
            let _ = write!(subject, " ({unit}");
            if let Some(per) = self.text("per") {
                let _ = write!(subject, " per {per}");
            }
            subject.push(')');
        } else if let Some(per) = self.text("per") {
            let _ = write!(subject, " (per {per})");
        }
        format!("{subject}: {}", self.distance())
    }

    fn sides(&self, page: &mut String, archive: Option<&Archive>, width: usize) {
        for side in ["a", "b"] {
            let of = |column: &str| self.text(&format!("{column}_{side}"));
            let article = self.integer(&format!("article_id_{side}")).unwrap_or_default();
            let stored = archive.and_then(|archive| archive.article(article).ok().flatten());
            let place_of = |end: &str| u32::try_from(self.integer(&format!("{end}_{side}"))?).ok();
            let words = stored
                .as_ref()
                .and_then(|stored| Some(context(&stored.body, Span::new(place_of("start")?, place_of("end")?))))
                .unwrap_or_else(|| of("words").or(of("figure")).unwrap_or_default().to_owned());
            paragraph(page, &format!("“{words}”"), "    ", "     ", width);
            let mut who = of("given_by").unwrap_or("(nobody named)").to_owned();
            if let Some(via) = of("via") {
                let _ = write!(who, ", via {via}");
            }
            let path = stored.map(|stored| stored.path);
            let place = place(path, article, of("title"), of("outlet"), of("published_at"));
            paragraph(page, &format!("— {who}; {place}"), "      ", "        ", width);
        }
    }
}

/// Characters shown on either side of a figure, at most.
const AROUND: usize = 60;

/// The words at `span` with what stands around them in their line, cut between words.
fn context(body: &str, span: Span) -> String {
    let points = CodePoints::new(body);
    let (start, end) = (points.byte_of(span.start), points.byte_of(span.end));
    let line =
        body[..start].rfind('\n').map_or(0, |at| at + 1)..body[end..].find('\n').map_or(body.len(), |at| end + at);
    let mut before = &body[line.start..start];
    if let Some((cut, _)) = before.char_indices().rev().nth(AROUND) {
        before = before[cut..].split_once(' ').map_or("", |(_, rest)| rest);
    }
    let mut after = &body[end..line.end];
    if let Some((cut, _)) = after.char_indices().nth(AROUND) {
        after = after[..cut].rsplit_once(' ').map_or("", |(rest, _)| rest);
    }
    let (first, last) = (start - before.len(), end + after.len());
    let open = if first > line.start { "…" } else { "" };
    let close = if last < line.end { "…" } else { "" };
    format!("{open}{}{close}", body[first..last].trim())
}

/// Where an article is to be found: its title or, without one, its path; outlet, day, and its number here.
fn place(
    path: Option<String>,
    article: i64,
    title: Option<&str>,
    outlet: Option<&str>,
    published_at: Option<&str>,
) -> String {
    let mut place = match title {
        Some(title) => format!("“{title}”"),
        None => path.unwrap_or_default(),
    };
    let day = published_at.map(|date| date.get(..10).unwrap_or(date));
    for part in [outlet, day].into_iter().flatten() {
        if !place.is_empty() {
            place.push_str(", ");
        }
        place.push_str(part);
    }
    if place.is_empty() { format!("article {article}") } else { format!("{place} (article {article})") }
}

/// `text` wrapped within `width`, the first line after `first`, the others after `rest`.
fn paragraph(page: &mut String, text: &str, first: &str, rest: &str, width: usize) {
    let text = visible::line(text);
    for (index, line) in wrap(&text, width.saturating_sub(rest.len()).max(10)).iter().enumerate() {
        let _ = writeln!(page, "{}{line}", if index == 0 { first } else { rest });
    }
}

fn plural(count: impl TryInto<u64>, what: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
    let shown = number::grouped(count as f64);
    if count == 1 { format!("{shown} {what}") } else { format!("{shown} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Column;

    fn table(rows: &[&[(&str, Value)]]) -> Table {
        let columns: Vec<Column> = rows[0].iter().map(|(name, _)| Column { name: (*name).to_owned() }).collect();
        Table { columns, rows: rows.iter().map(|row| row.iter().map(|(_, value)| value.clone()).collect()).collect() }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn a_pair_names_words_givers_and_articles() {
        let row = [
            ("subject", text("grain ship")),
            ("ratio", Value::Real(3.5)),
            ("words_a", text("…the port counted at least 35 grain ships, more than in any month since the war began…")),
            ("given_by_a", text("port authority")),
            ("words_b", text("…only 10 grain ships sailed.\u{1b}[2J")),
            ("given_by_b", text("(the article)")),
            ("same_article", Value::Integer(0)),
            ("title_a", text("Harbour busy")),
            ("title_b", text("Harbour idle")),
            ("outlet_a", text("Example Times")),
            ("outlet_b", Value::Null),
            ("published_at_a", text("2024-05-01T10:00:00Z")),
            ("published_at_b", Value::Null),
            ("via_a", text("Example Agency")),
            ("via_b", Value::Null),
            ("unit", text("count")),
            ("per", text("month")),
            ("article_id_a", Value::Integer(4)),
            ("article_id_b", Value::Integer(7)),
        ];
        let table = table(&[&row]);
        let mut page = String::new();
        write(&mut page, &[Pair { table: &table, row: 0 }], None, 60);
        insta::assert_snapshot!(page, @r"

        Figures that disagree

         1. grain ship (per month): 3.5 times apart
            “…the port counted at least 35 grain ships, more than
             in any month since the war began…”
              — port authority, via Example Agency; “Harbour
                busy”, Example Times, 2024-05-01 (article 4)
            “…only 10 grain ships sailed.␛[2J”
              — (the article); “Harbour idle” (article 7)

        All of them: sayso query run disagreements
        ");
    }

    #[test]
    fn dates_in_the_future_are_said_once() {
        let mut tally = Tally::default();
        assert_eq!(tally.in_future(), None);
        (tally.in_future, tally.first_in_future) = (1, Some("tide.html".to_owned()));
        assert_eq!(tally.in_future().unwrap(), "1 article is dated in the future: tide.html");
        tally.in_future = 31;
        assert_eq!(
            tally.in_future().unwrap(),
            "31 articles are dated in the future, tide.html and others; --json names each"
        );
    }

    #[test]
    fn counts_are_counted() {
        assert_eq!(plural(1_usize, "claim"), "1 claim");
        assert_eq!(plural(1200_usize, "claim"), "1,200 claims");
    }
}

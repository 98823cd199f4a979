//! Full text over articles and claims. Whatever is typed is words, never FTS5's syntax.

use std::ops::Range;

use rusqlite::{Connection, Row, named_params};

use crate::model::Span;

use super::{Archive, ArchiveError};

/// Stand around a match in a snippet until it is cut into text and marks: Unicode's noncharacters, which texts do not use.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// How many words a snippet shows at most (FTS5 allows 64).
const SNIPPET_WORDS: i64 = 24;

/// How many words of a request are searched for; a pasted page has more, and each costs a look-up.
const MOST_WORDS: usize = 200;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Whether the article or one of its claims matches.
    pub kind: HitKind,
    /// The article.
    pub article: i64,
    /// The claim, for one.
    pub claim: Option<i64>,
    /// Where the claim stands in the article's body, in code points.
    pub span: Option<Span>,
    /// The article's headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, ISO 8601.
    pub published_at: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// Where it was ingested from.
    pub path: String,
    /// The claim's source, or the words that name it.
    pub speaker: Option<String>,
    /// The words around the matches.
    pub snippet: Snippet,
    /// From 1 for the best of its kind down to 0.
    pub score: f64,
}

/// Whether a hit is an article or a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HitKind {
    /// In the article's title or body.
    Article,
    /// In what a source said, or in the words that name the source.
    Claim,
}

impl HitKind {
    /// The name printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Claim => "claim",
        }
    }
}

/// A piece of text with the places that matched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The words; "…" where more was cut off.
    pub text: String,
    /// The matches, in bytes of `text`, in order.
    pub marks: Vec<Range<usize>>,
}

impl Snippet {
    /// The text with `open` before and `close` after each match.
    pub fn marked(&self, open: &str, close: &str) -> String {
        let mut out = String::with_capacity(self.text.len() + self.marks.len() * (open.len() + close.len()));
        let mut at = 0;
        for mark in &self.marks {
            out.push_str(self.text.get(at..mark.start).unwrap_or_default());
            out.push_str(open);
            out.push_str(self.text.get(mark.clone()).unwrap_or_default());
            out.push_str(close);
            at = mark.end;
        }
        out.push_str(self.text.get(at..).unwrap_or_default());
        out
    }

    /// Cuts FTS5's snippet, with its marks, into text and marks.
    fn cut(snippet: &str) -> Self {
        let mut cut = Self::default();
        let mut open = None;
        for c in snippet.chars() {
            match c {
                OPEN => open = Some(cut.text.len()),
                CLOSE => cut.marks.extend(open.take().map(|start| start..cut.text.len())),
                // A line break would tear a listing.
                c if c.is_whitespace() => cut.text.push(' '),
                c => cut.text.push(c),
            }
        }
        cut
    }

    /// The words around the first of `literals` in `text`.
    fn around(text: &str, literals: &[String]) -> Self {
        let found = literals.iter().filter_map(|literal| Some((text.find(literal.as_str())?, literal.len()))).min();
        let Some((at, len)) = found else { return Self::default() };
        let before = text.get(..at).unwrap_or_default();
        let start = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        let after = text.get(at + len..).unwrap_or_default();
        let end = after.char_indices().nth(80).map_or(text.len(), |(more, _)| at + len + more);
        let mut marked = String::new();
        if start > 0 {
            marked.push('…');
        }
        marked.push_str(text.get(start..at).unwrap_or_default());
        marked.push(OPEN);
        marked.push_str(text.get(at..at + len).unwrap_or_default());
        marked.push(CLOSE);
        marked.push_str(text.get(at + len..end).unwrap_or_default());
        if end < text.len() {
            marked.push('…');
        }
        Self::cut(&marked)
    }
}

impl Archive {
    /// The articles and claims that hold all of `terms`, best first, at most `limit`. Words in quotation marks must
    /// follow one another. Nothing typed is an error; nothing to search for finds nothing.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn search(&self, terms: &str, limit: usize) -> Result<Vec<Hit>, ArchiveError> {
        let request = Request::new(terms);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = || {
            // What is found is what is then shown, whatever others write meanwhile.
            let snapshot = self.snapshot()?;
            let hits = if request.is_empty() { Vec::new() } else { run(&snapshot, &request, limit)? };
            snapshot.finish()?;
            Ok(hits)
        };
        let mut hits = found().map_err(|error| self.failed(error))?;
        hits.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(hits)
    }
}

/// What was typed, made ready for FTS5.
#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    /// FTS5 phrases joined by blanks (an implicit AND); empty when no word was typed.
    phrases: String,
    /// What the index does not hold and the text must: an emoji, the "++" of "C++".
    literals: Vec<String>,
}

impl Request {
    fn new(terms: &str) -> Self {
        let mut request = Self::default();
        let mut words = 0;
        for (phrase, quoted) in pieces(terms) {
            let piece: Vec<&str> = if quoted { vec![phrase] } else { phrase.split(is_blank).collect() };
            for word in piece {
                if words == MOST_WORDS {
                    return request;
                }
                if request.add(word) {
                    words += 1;
                }
            }
        }
        request
    }

    /// Takes one word or phrase in; says whether anything in it can be searched for.
    fn add(&mut self, word: &str) -> bool {
        let literals = literals(word);
        let is_word = word.chars().any(char::is_alphanumeric);
        if is_word {
            if !self.phrases.is_empty() {
                self.phrases.push(' ');
            }
            self.phrases.push('"');
            // A quotation mark would end the string, as would U+0000; no token holds either.
            self.phrases.extend(word.chars().map(|c| if c == '"' || c == '\0' { ' ' } else { c }));
            self.phrases.push('"');
        }
        let any = is_word || !literals.is_empty();
        self.literals.extend(literals);
        any
    }

    fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.literals.is_empty()
    }
}

/// Cuts what was typed at its quotation marks; true where the piece stood between two. One without a partner is a blank.
fn pieces(terms: &str) -> Vec<(&str, bool)> {
    let closer = |c| match c {
        '"' => Some('"'),
        '“' | '”' => Some('”'),
        '„' => Some('“'),
        '«' => Some('»'),
        _ => None,
    };
    let mut pieces = Vec::new();
    let mut rest = terms;
    while let Some((at, open, close)) = rest.char_indices().find_map(|(at, c)| Some((at, c, closer(c)?))) {
        let (before, after) = (rest.get(..at), rest.get(at + open.len_utf8()..).unwrap_or_default());
        pieces.push((before.unwrap_or_default(), false));
        match after.find(close) {
            Some(end) => {
                pieces.push((after.get(..end).unwrap_or_default(), true));
                rest = after.get(end + close.len_utf8()..).unwrap_or_default();
            }
            None => rest = after,
        }
    }
    pieces.push((rest, false));
    pieces
}

/// The parts of `word` that the tokenizer drops though they carry meaning: symbols beyond ASCII (an emoji, "€"), and
/// a word that ends in "+" or "#" ("C++", "C#") as a whole.
fn literals(word: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut symbols = String::new();
    for c in word.chars().chain(['\0']) {
        if is_symbol(c) {
            symbols.push(c);
        } else if !symbols.is_empty() {
            literals.push(std::mem::take(&mut symbols));
        }
    }
    let stem = word.trim_end_matches(['+', '#']);
    if stem.len() < word.len() && stem.ends_with(char::is_alphanumeric) && !word.contains(char::is_whitespace) {
        literals.push(word.to_owned());
    }
    literals
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// A character that is neither of a word nor of punctuation: an emoji, a currency sign, an arrow.
fn is_symbol(c: char) -> bool {
    let punctuation = matches!(
        c,
        '\u{A1}' | '\u{A7}' | '\u{AB}' | '\u{AD}' | '\u{B4}'..='\u{B8}' | '\u{BB}' | '\u{BF}'
    ) || matches!(c, '\u{0300}'..='\u{036F}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '\u{FE00}'..='\u{FE0F}');
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !punctuation
}

fn run(connection: &Connection, request: &Request, limit: i64) -> rusqlite::Result<Vec<Hit>> {
    if request.phrases.is_empty() {
        return scan(connection, &request.literals, limit);
    }
    let literals = serde_json::Value::from(request.literals.clone()).to_string();
    let mut found = Vec::new();
    for (kind, sql) in
        [(HitKind::Article, include_str!("search_articles.sql")), (HitKind::Claim, include_str!("search_claims.sql"))]
    {
        let mut of_kind: Vec<Found> = connection
            .prepare_cached(sql)?
            .query_map(named_params! { ":phrases": request.phrases, ":literals": literals, ":limit": limit }, |row| {
                Ok(Found { kind, id: row.get(0)?, article: row.get(1)?, score: row.get(2)? })
            })?
            .collect::<Result<_, _>>()?;
        // The two indexes weigh words differently; only within one do the weights compare. Less is better, best below 0.
        let best = of_kind.iter().map(|found| found.score).fold(0.0, f64::min);
        for found in &mut of_kind {
            found.score = if best < 0.0 { found.score / best } else { 1.0 };
        }
        found.append(&mut of_kind);
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.kind.cmp(&b.kind)).then(a.article.cmp(&b.article)));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    // Only now what is shown of each: the words around the matches take longer than to find it.
    let articles = shown(connection, request, &found, HitKind::Article, include_str!("shown_articles.sql"))?;
    let claims = shown(connection, request, &found, HitKind::Claim, include_str!("shown_claims.sql"))?;
    let (mut articles, mut claims) = (articles.into_iter(), claims.into_iter());
    let next = |found: &Found| {
        let hit = if found.kind == HitKind::Article { articles.next() } else { claims.next() };
        hit.map(|hit| Hit { score: found.score, ..hit })
    };
    Ok(found.iter().filter_map(next).collect())
}

/// Something found, before it is looked up.
struct Found {
    kind: HitKind,
    /// The article or claim.
    id: i64,
    article: i64,
    score: f64,
}

/// Those of `found` that are of one kind, as `sql` looks them up, in their order.
fn shown(
    connection: &Connection,
    request: &Request,
    found: &[Found],
    kind: HitKind,
    sql: &str,
) -> rusqlite::Result<Vec<Hit>> {
    let ids: Vec<i64> = found.iter().filter(|found| found.kind == kind).map(|found| found.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (open, close) = (OPEN.to_string(), CLOSE.to_string());
    let ids = serde_json::Value::from(ids).to_string();
    let mut statement = connection.prepare_cached(sql)?;
    let hits = statement.query_map(
        named_params! {
            ":ids": ids,
            ":phrases": request.phrases,
            ":open": open,
            ":close": close,
            ":words": SNIPPET_WORDS,
        },
        hit,
    )?;
    hits.collect()
}

/// Articles that hold all of `literals`, newest first: what no index holds is looked for in every text.
fn scan(connection: &Connection, literals: &[String], limit: i64) -> rusqlite::Result<Vec<Hit>> {
    let wanted = serde_json::Value::from(literals.to_vec()).to_string();
    connection
        .prepare_cached(include_str!("search_literals.sql"))?
        .query_map(named_params! { ":literals": wanted, ":limit": limit }, |row| {
            let mut hit = hit(row)?;
            let body: String = row.get(10)?;
            hit.snippet = Snippet::around(&body, literals);
            hit.score = row.get(11)?;
            if let (Some(title), true) = (&hit.title, hit.snippet.marks.is_empty()) {
                hit.snippet = Snippet::around(title, literals);
            }
            Ok(hit)
        })?
        .collect()
}

/// The columns that the three searches share; the score is for them to say.
fn hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let claim: Option<i64> = row.get(1)?;
    let span = match (row.get(8)?, row.get(9)?) {
        (Some(start), Some(end)) => Some(Span::new(start, end)),
        _ => None,
    };
    Ok(Hit {
        kind: if claim.is_some() { HitKind::Claim } else { HitKind::Article },
        article: row.get(0)?,
        claim,
        span,
        title: row.get(2)?,
        outlet: row.get(3)?,
        published_at: row.get(4)?,
        url: row.get(5)?,
        path: row.get(6)?,
        speaker: row.get(7)?,
        snippet: Snippet::cut(&row.get::<_, String>(10)?),
        score: 0.0,
    })
}

#[cfg(test)]
mod tests {
    use super::super::invented::{claim, document, entry, source, span};
    use super::*;
    use crate::model::{Reading, SourceKind};
    use proptest::prelude::*;
    use rstest::rstest;

    /// Five texts; the first has a claim.
    fn archive() -> Archive {
        let mut archive = Archive::in_memory().unwrap();
        let texts = [
            ("Pay", "Soldiers don't get it, Ann Pérez said. The trump-clinton debate came first."),
            ("Code", "It was written in C++ and the helmets 🪖 were counted."),
            ("Soldiers", "A title may hold the word. Vitamin C helps."),
            ("Operators", "Not near and or not: NEAR the camp, AND then * or OR."),
            ("Copy", "Prices rose by 5€ in the “old quarter” of the city."),
        ];
        for (title, text) in texts {
            let mut document = document(text);
            document.title = Some(title.to_owned());
            document.outlet = Some("Daily Wire".to_owned());
            let mut reading = Reading::default();
            if title == "Pay" {
                let mut said = claim(&[span(text, "Soldiers don't get it")], Some(0));
                said.source = vec![span(text, "Ann Pérez")];
                reading.claims.push(said);
                reading.sources.push(source(SourceKind::Person, "Ann Pérez"));
            }
            archive.store(&entry(&document, &reading, title)).unwrap();
        }
        // A copy is found through its first, once.
        let mut copy = document("Soldiers don't get it, Ann Pérez said. The trump-clinton debate came first.");
        copy.title = Some("Pay".to_owned());
        archive.store(&entry(&copy, &Reading::default(), "elsewhere")).unwrap();
        archive
    }

    #[rstest]
    #[case("don't", &[1])]
    #[case("don’t", &[1])]
    #[case("\"trump-clinton\"", &[1])]
    #[case("trump-clinton", &[1])]
    #[case("\"clinton trump\"", &[])]
    #[case("clinton trump", &[1])]
    #[case("soldier", &[1, 3])]
    #[case("SOLDIERS", &[1, 3])]
    #[case("perez", &[1])]
    #[case("C++", &[2])]
    #[case("c++ helmets", &[2])]
    #[case("🪖", &[2])]
    #[case("🪖 counted", &[2])]
    #[case("🪖 camp", &[])]
    #[case("🚀", &[])]
    #[case("€", &[5])]
    #[case("“old quarter”", &[5])]
    #[case("\"quarter old\"", &[])]
    #[case("NEAR", &[4])]
    #[case("AND OR NOT", &[4])]
    #[case("NEAR(camp, 2)", &[])]
    #[case("title:soldiers", &[])]
    #[case("camp*", &[4])]
    #[case("ca*", &[])]
    #[case("^camp", &[4])]
    #[case("{camp}", &[4])]
    #[case("camp\"", &[4])]
    #[case("\"camp", &[4])]
    #[case("\"\" camp", &[4])]
    #[case("camp -zebra", &[])]
    #[case("camp\0then", &[4])]
    #[case("*", &[])]
    #[case("\"", &[])]
    #[case("\"\"", &[])]
    #[case("()", &[])]
    #[case("+", &[])]
    #[case("--", &[])]
    #[case("'", &[])]
    #[case("\u{301}", &[])]
    #[case("\u{200d}", &[])]
    #[case("", &[])]
    #[case(" \n\t ", &[])]
    fn anything_typed_is_words(#[case] terms: &str, #[case] articles: &[i64]) {
        let archive = archive();
        let mut found: Vec<i64> = archive.search(terms, 20).unwrap().into_iter().map(|hit| hit.article).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, articles, "{terms:?}");
    }

    #[test]
    fn a_hit_says_where_and_who() {
        let hits = archive().search("soldiers", 20).unwrap();
        assert_eq!((hits[0].kind, hits[0].article, hits[0].score), (HitKind::Article, 3, 1.0), "the title counts most");
        let claim = hits.iter().find(|hit| hit.kind == HitKind::Claim).unwrap();
        assert_eq!(claim.speaker.as_deref(), Some("Ann Pérez"));
        assert_eq!(claim.span, Some(Span::new(0, 21)));
        assert_eq!(claim.outlet.as_deref(), Some("Daily Wire"));
        assert_eq!(claim.snippet.marked("[", "]"), "[Soldiers] don't get it");
        assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }

    #[test]
    fn an_emoji_is_shown_in_its_place() {
        let hits = archive().search("🪖", 20).unwrap();
        assert_eq!(hits[0].snippet.marked("[", "]"), "It was written in C++ and the helmets [🪖] were counted.");
    }

    #[test]
    fn no_more_than_asked_for() {
        let archive = archive();
        assert_eq!(archive.search("the", 2).unwrap().len(), 2);
        assert_eq!(archive.search("the", 0).unwrap().len(), 0);
        assert!(archive.search("the", usize::MAX).unwrap().len() > 2);
    }

    #[test]
    fn a_pasted_page_is_no_error() {
        let page = "soldiers don't get it ".repeat(20_000);
        assert!(archive().search(&page, 5).is_ok());
        let many: String = (0..5_000).map(|n| format!("word{n} ")).collect();
        assert_eq!(archive().search(&many, 5).unwrap(), []);
        let quoted = format!("\"{many}\"");
        assert_eq!(archive().search(&quoted, 5).unwrap(), []);
        assert_eq!(archive().search(&"🪖 ".repeat(5_000), 5).unwrap().len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn nothing_typed_is_an_error(terms in r#"([a-c"'*():^+\-“”{}\u{0}🪖é ]|NEAR|AND|OR|NOT|\PC){0,24}"#) {
            thread_local!(static ARCHIVE: Archive = archive());
            ARCHIVE.with(|archive| {
                for hit in archive.search(&terms, 5).unwrap() {
                    for mark in &hit.snippet.marks {
                        assert!(hit.snippet.text.get(mark.clone()).is_some());
                    }
                }
            });
        }
    }

    #[test]
    fn the_index_can_be_looked_into() {
        // What the words of a text become: anybody may ask this through the fts5vocab table.
        let archive = archive();
        archive
            .connection()
            .execute_batch("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, articles_fts, row)")
            .unwrap();
        let copies: i64 = archive
            .connection()
            .query_row("SELECT doc FROM temp.terms WHERE term = 'soldier'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(copies, 2, "one for each text, none for the copy");
    }
}

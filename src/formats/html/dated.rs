//! When a page was published. Its witnesses, in the order they are asked:
//!
//! 1. the day in its address; a moment of the same day that another gives makes it more precise,
//! 2. `article:published_time` and its kin, 3. `itemprop=datePublished`, `<time pubdate>`, 4. JSON-LD, 5. other `<meta>`,
//! 6. any `<time>` of the article, 7. what stands in sight near the headline, 8. what is told to counters of readers,
//! 9. what says when it was changed (guessed).
//!
//! The names of `<meta>` are a list, `lexicon/date_marks.tsv`. What lies after the day the page was fetched, or before there
//! were pages, dates nothing.

use serde_json::{Map, Value};
use trafilatura::dom::{Document as Page, NodeId};

use super::layer;
use super::metadata::{Meta, is_of_the_article};
use crate::formats::builder::folded;
use crate::formats::date::{self, DateLine, Setting};
use crate::formats::{byline, fields, lexicon};
use crate::model::Certainty;

/// A date, and how sure it is.
pub(super) type Sure = (String, Certainty);

/// Elements whose names say that they hold a date.
const MARKED: &str = "[class*=\"date\"], [class*=\"Date\"], [class*=\"publish\"], [class*=\"Publish\"], \
    [class*=\"posted\"], [class*=\"timestamp\"], [class*=\"Timestamp\"], [class*=\"byline\"], [class*=\"Byline\"], \
    [class*=\"meta\"], [class*=\"Meta\"], [class*=\"info\"], [id*=\"date\"], [id*=\"publish\"], \
    [data-testid*=\"date\"], [data-testid*=\"timestamp\"]";
/// Attributes that hold a moment.
const MOMENTS: [&str; 8] = [
    "datetime",
    "content",
    "data-utime",
    "data-timestamp",
    "data-datetime",
    "data-date",
    "data-published",
    "data-time",
];
/// A text in sight that dates a page is no longer than this, in bytes.
const IN_SIGHT: usize = 240;

/// What is known of the page before its dates are looked for.
pub(super) struct Evidence<'a> {
    pub page: &'a Page,
    /// With its scripts.
    pub whole: &'a Page,
    pub meta: &'a Meta,
    /// The objects of its JSON-LD, the article's own first.
    pub nodes: &'a [&'a Map<String, Value>],
    /// Where it stands, the surest first.
    pub urls: &'a [&'a str],
    pub setting: &'a Setting,
}

/// The date of a page.
pub(super) fn date(evidence: &Evidence<'_>) -> Option<Sure> {
    let day = evidence.urls.iter().find_map(|url| date::in_url(url)).filter(|day| evidence.plausible(day));
    let month = evidence.urls.iter().find_map(|url| date::month_in_url(url));
    let said = evidence.said();
    if let Some(day) = day {
        let same = |found: &Sure| found.0.len() > day.len() && found.0.starts_with(&day);
        let found = said.or_else(|| evidence.times());
        return Some(found.filter(same).unwrap_or((day, Certainty::Inferred)));
    }
    let fits = |found: &Sure| month.as_deref().is_none_or(|month| found.0.starts_with(month));
    // A month or year alone is less than what stands in sight.
    let whole = |found: &Sure| found.0.len() >= 10;
    said.clone()
        .filter(whole)
        .or_else(|| evidence.times().filter(fits))
        .or_else(|| evidence.in_sight().filter(fits))
        .or_else(|| evidence.counted().filter(fits))
        .or_else(|| evidence.changed().filter(fits))
        .or(said)
        .or(month.map(|month| (month, Certainty::Inferred)))
}

impl Evidence<'_> {
    /// The web is of 1990; many a template says 1970. What the page was fetched before is no date of it.
    fn plausible(&self, date: &str) -> bool {
        date >= "1990-02" && !self.setting.is_after(date)
    }

    /// What a field made for dates says, with `sure` for one that decides by itself.
    fn moment(&self, text: &str, sure: Certainty) -> Option<Sure> {
        let text = text.trim();
        let unix = || text.parse().ok().filter(|_| matches!(text.len(), 10 | 13)).and_then(date::from_unix);
        // "2024-11-03T09:15:00+00:00Z", "2024-11-03, 9.15": the day is beyond doubt.
        let day = || {
            let open = text.get(10..)?.starts_with(|c: char| !c.is_ascii_digit());
            date::parse(text.get(..10)?).filter(|day| open && day.len() == 10)
        };
        let found = date::parse_in(text, self.setting);
        let (date, sure) = match found {
            Some(found) if found.updated => return None,
            Some(found) if found.worked_out => (found.iso, sure.max(Certainty::Inferred)),
            Some(found) => (found.iso, sure),
            None => (unix().or_else(day)?, sure),
        };
        self.plausible(&date).then_some((date, sure))
    }

    fn metas(&self, tier: &str, sure: Certainty) -> Option<Sure> {
        let names = lexicon::date_marks().iter().filter(|(_, known)| *known == tier);
        names.flat_map(|(name, _)| self.meta.all(name)).find_map(|text| self.moment(text, sure))
    }

    /// What fields made for it say: the most precise of the first day that one gives.
    fn said(&self) -> Option<Sure> {
        let found = [
            self.metas("published", Certainty::Stated),
            self.marked(),
            self.told(&["datePublished"], Certainty::Stated),
            self.metas("other", Certainty::Stated),
            self.parsely(),
            self.told(&["dateCreated", "uploadDate"], Certainty::Inferred),
        ];
        let mut found = found.into_iter().flatten();
        let first = found.next()?;
        let finer =
            |other: &Sure| other.0.len() > first.0.len() && first.0.len() == 10 && other.0.starts_with(&first.0);
        Some(found.find(finer).unwrap_or(first))
    }

    fn parsely(&self) -> Option<Sure> {
        let page = self.meta.parsely()?;
        self.moment(page.get("pub_date")?.as_str()?, Certainty::Stated)
    }

    fn marked(&self) -> Option<Sure> {
        let marks = "[itemprop=\"datePublished\"], [property=\"datePublished\"], time[pubdate], time.published, \
             time.entry-date, .dt-published, abbr.published, abbr.date-published";
        let nodes = self.page.query_selector_all(self.page.root(), marks);
        nodes.into_iter().find_map(|node| {
            self.moment_of(node, Certainty::Stated)
                .or_else(|| self.moment(&self.page.get_attribute(node, "title")?, Certainty::Stated))
        })
    }

    /// In an element's attributes, else in its words.
    fn moment_of(&self, node: NodeId, sure: Certainty) -> Option<Sure> {
        MOMENTS
            .iter()
            .find_map(|key| self.moment(&self.page.get_attribute(node, key)?, sure))
            .or_else(|| self.moment(&folded(&self.page.text_content(node)), sure))
    }

    /// In JSON-LD under one of `keys`: of the article, else of anything.
    fn told(&self, keys: &[&str], sure: Certainty) -> Option<Sure> {
        keys.iter().find_map(|key| {
            self.nodes.iter().find_map(|node| match node.get(*key)? {
                Value::Number(number) => {
                    let date = date::from_unix(number.as_i64()?)?;
                    self.plausible(&date).then_some((date, sure))
                }
                value => fields::strings(value).find_map(|text| self.moment(text, sure)),
            })
        })
    }

    /// A `<time>` of the article itself, or an element that holds a moment for scripts.
    fn times(&self) -> Option<Sure> {
        let times = self.page.query_selector_all(self.page.root(), "time, abbr[data-utime], span[data-timestamp]");
        let ours = || times.iter().copied().filter(|node| is_of_the_article(self.page, *node));
        ours().filter(|node| !self.tells_a_change(*node)).find_map(|node| self.moment_of(node, Certainty::Inferred))
    }

    /// Whether the words right before an element say that its date is that of a change: `Updated: <time>`.
    fn tells_a_change(&self, node: NodeId) -> bool {
        let Some(parent) = self.page.parent(node) else { return false };
        let children = self.page.child_nodes(parent);
        let before = children.iter().position(|child| *child == node).and_then(|at| at.checked_sub(1));
        let Some(before) = before.map(|at| children[at]) else { return false };
        let text = match self.page.is_text(before) {
            true if self.page.text(before).is_empty() => self.page.outer_html(before),
            true => self.page.text(before).to_string(),
            false => self.page.text_content(before),
        };
        let mut words = text.split_whitespace().rev().take(2).map(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            lexicon::date_words().get(word.as_str()).copied()
        });
        text.len() < 60 && words.any(|sense| sense == Some("updated"))
    }

    /// In sight: first around the headline, then anywhere in the article, in what is marked as holding a date.
    fn in_sight(&self) -> Option<Sure> {
        let page = self.page;
        let mut around = page.query_selector(page.root(), "h1");
        for _ in 0..3 {
            around = around.and_then(|node| page.parent(node));
            let Some(node) = around else { break };
            let found = page.query_selector_all(node, MARKED);
            if let Some(found) = self.first_of(&found, 40) {
                return Some(found);
            }
        }
        let all = page.query_selector_all(page.root(), MARKED);
        self.first_of(&all, 80).or_else(|| self.under_headline())
    }

    fn first_of(&self, nodes: &[NodeId], most: usize) -> Option<Sure> {
        let ours = || nodes.iter().copied().take(most).filter(|node| is_of_the_article(self.page, *node));
        ours().find_map(|node| {
            let text = folded(&self.page.iter_text(node, " "));
            self.line(&text, Certainty::Inferred)
        })
    }

    /// In the words that follow the headline.
    fn under_headline(&self) -> Option<Sure> {
        let mut node = self.page.query_selector(self.page.root(), "h1")?;
        for _ in 0..6 {
            let mut next = self.page.next_element_sibling(node);
            while next.is_none() {
                node = self.page.parent(node)?;
                next = self.page.next_element_sibling(node);
            }
            node = next?;
            let text = folded(&self.page.iter_text(node, " "));
            let found = is_of_the_article(self.page, node).then(|| self.line(&text, Certainty::Guessed)).flatten();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The date of a line that gives little else: "By Jane Doe | Nov. 3, 2024", "Posted on 3 November 2024 in Politics".
    fn line(&self, text: &str, sure: Certainty) -> Option<Sure> {
        if text.is_empty() || text.len() > IN_SIGHT || !text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let whole = date::line_in(text, self.setting).or_else(|| byline::line(text)?.date);
        let DateLine { published, .. } = match whole {
            Some(line) => line,
            None => date::within(text, self.setting)?,
        };
        published.filter(|date| date.len() >= 10 && self.plausible(date)).map(|date| (date, sure))
    }

    /// What those who count readers are told, where all of it is of one day.
    fn counted(&self) -> Option<Sure> {
        let mut dates = layer::dates(self.whole).into_iter().filter_map(|text| self.moment(&text, Certainty::Inferred));
        let first = dates.next()?;
        let day = |found: &Sure| found.0.get(..10).map(str::to_owned);
        let same = day(&first).is_some() && dates.all(|other| day(&other) == day(&first));
        same.then_some(first)
    }

    /// When it was changed: of the article in JSON-LD, then by `<meta>`.
    fn changed(&self) -> Option<Sure> {
        self.told(&["dateModified"], Certainty::Guessed).or_else(|| self.metas("modified", Certainty::Guessed))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const TEXT: &str = "<p>The army left the town on Monday, the ministry said, and nobody saw the soldiers go.</p>";

    /// The date and how sure it is of a page that was fetched on 5 November 2024.
    fn dated(head: &str, body: &str) -> Option<(String, &'static str)> {
        let html =
            format!("<html lang=en><head>{head}</head><body><h1>Troops leave town</h1>{body}{TEXT}</body></html>");
        let saved = Saved { url: None, when: Some("2024-11-05T10:00:00Z".to_owned()) };
        let document = read(html.as_bytes(), saved).unwrap();
        Some((document.published_at?, document.published_certainty?.name()))
    }

    #[test]
    fn dates_of_other_articles_are_theirs() {
        let others = "<section><article><h3><a href=/b>Ships come</a></h3><time datetime=2024-05-05>5 May</time></article></section>";
        let html = format!(
            "<html lang=en><body><article><h1>Troops leave town</h1>{TEXT}</article>{others}\
             <aside class=related><span class=date>March 5, 2017</span></aside></body></html>"
        );
        assert_eq!(read(html.as_bytes(), Saved::default()).unwrap().published_at, None);
    }

    #[test]
    fn a_change_is_told_by_the_word_before_it() {
        let body = "<div>Updated: <time datetime=2024-11-04>4 Nov</time></div>\
            <div>Published: <time datetime=2024-11-03>3 Nov</time></div>";
        assert_eq!(dated("", body), Some(("2024-11-03".to_owned(), "inferred")));
    }

    const ADDRESS: &str = "<link rel=canonical href='https://example.org/2024/11/03/a'>";
    const MONTH: &str = "<link rel=canonical href='https://example.org/2024/11/a'>";

    #[rstest]
    #[case::address(ADDRESS.to_owned(), "2024-11-03", "inferred")]
    #[case::address_over_meta(format!("{ADDRESS}<meta name=date content='2024-11-01'>"), "2024-11-03", "inferred")]
    #[case::meta_with_the_time_of_that_day(
        format!("{ADDRESS}<meta property='article:published_time' content='2024-11-03T09:15:00Z'>"),
        "2024-11-03T09:15:00Z", "stated"
    )]
    #[case::meta_over_json(
        "<meta property='article:published_time' content='2024-11-03'>\
         <script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2024-11-01\"}</script>".to_owned(),
        "2024-11-03", "stated"
    )]
    #[case::json_makes_meta_more_precise(
        "<meta property='article:published_time' content='2024-11-03'>\
         <script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2024-11-03T09:15+01:00\"}</script>".to_owned(),
        "2024-11-03T09:15+01:00", "stated"
    )]
    #[case::json_over_other_meta(
        "<meta name='date' content='2024-11-01'>\
         <script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebSite\"}, {\"@type\": [\"ReportageNewsArticle\"], \
         \"datePublished\": \"2024-11-03\"}]}</script>".to_owned(),
        "2024-11-03", "stated"
    )]
    #[case::other_meta("<meta name='dc.date' content='2024-11-03'>".to_owned(), "2024-11-03", "stated")]
    #[case::unix_time("<meta name='timestamp' content='1730625300'>".to_owned(), "2024-11-03T09:15:00Z", "stated")]
    #[case::a_change("<meta property='article:modified_time' content='2024-11-03'>".to_owned(), "2024-11-03", "guessed")]
    #[case::a_change_in_json(
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"dateModified\": \"2024-11-03\"}</script>".to_owned(),
        "2024-11-03", "guessed"
    )]
    #[case::no_day_ahead(
        "<meta name='pubdate' content='2031-01-01'><meta name='date' content='2024-11-03'>".to_owned(), "2024-11-03", "stated"
    )]
    #[case::no_day_before_the_web(
        "<meta name='pubdate' content='1970-01-01'><meta name='date' content='2024-11-03'>".to_owned(), "2024-11-03", "stated"
    )]
    #[case::a_month(MONTH.to_owned(), "2024-11", "inferred")]
    #[case::a_change_in_another_month(
        format!("{MONTH}<meta property='article:modified_time' content='2024-10-03'>"), "2024-11", "inferred"
    )]
    fn what_fields_say(#[case] head: String, #[case] date: &str, #[case] certainty: &str) {
        assert_eq!(dated(&head, ""), Some((date.to_owned(), certainty)));
    }

    #[rstest]
    #[case::by_a_mark("<span itemprop=datePublished content='2024-11-03T09:15'>x</span>", "2024-11-03T09:15", "stated")]
    #[case::by_a_time("<time datetime='2024-11-03T09:15:00Z'>Sunday</time>", "2024-11-03T09:15:00Z", "inferred")]
    #[case::by_its_words("<div class=post-meta>Posted on November 3, 2024 by the desk</div>", "2024-11-03", "inferred")]
    #[case::counted_back("<span class=timestamp>2 hours ago</span>", "2024-11-05T08:00:00Z", "inferred")]
    #[case::yesterday("<p class=date>Yesterday, 9:15 p.m.</p>", "2024-11-04T21:15", "inferred")]
    #[case::one_reading_lies_ahead("<p class=date>12/04/2024</p>", "2024-04-12", "inferred")]
    #[case::not_of_a_change(
        "<p class=date>Updated 4 November 2024, published 3 November 2024</p>",
        "2024-11-03",
        "inferred"
    )]
    #[case::under_the_headline("<p>Politics desk, 3 November 2024, with agencies</p>", "2024-11-03", "guessed")]
    #[case::not_of_others(
        "<aside><time datetime='2023-01-05'>x</time></aside><p class=date>3 November 2024</p>",
        "2024-11-03",
        "inferred"
    )]
    fn what_stands_in_sight(#[case] body: &str, #[case] date: &str, #[case] certainty: &str) {
        assert_eq!(dated("", body), Some((date.to_owned(), certainty)));
    }

    #[rstest]
    #[case("")]
    #[case("<footer>© 2024 The Daily Example</footer>")]
    #[case("<p class=date>03/11/2024</p>")]
    #[case("<footer><p>Copyright 2019-2024. All rights reserved.</p></footer>")]
    fn what_dates_nothing(#[case] body: &str) {
        assert_eq!(dated("", body), None);
    }
}

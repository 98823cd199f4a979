//! An article as a page that needs nothing else: claims, figures and sources marked, and in the margin who says it, via
//! whom, how sure it is.

use maud::{DOCTYPE, Markup, html};

use super::legend;
use super::marks::pieces;
use crate::archive::{StoredArticle, StoredClaim, StoredFigure};
use crate::output::marked::{Mark, link, paragraphs};
use crate::output::{page_head, visible};

const STYLE: &str = include_str!("style.css");

/// The whole page.
pub(super) fn page(article: &StoredArticle) -> String {
    let title = article.title.as_deref().unwrap_or("(no title)");
    let place = legend::place(article);
    let (marks, owners) = marks(article);
    let page = html! {
        (DOCTYPE)
        html lang=(visible::line(article.language.as_deref().unwrap_or("en"))) {
            (page_head(title, STYLE))
            body {
                header {
                    h1 { (visible::line(title)) }
                    @if !place.is_empty() { p.about { (visible::line(&place)) } }
                    @if let Some(url) = &article.url { p.about { (link(url)) } }
                    p.about {
                        "Article " (article.id) ", from " (visible::line(&article.path))
                        @if let Some(first) = article.duplicate_of { ", a copy of article " (first) }
                        @if let Some(near) = legend::nearly(article) { ", " (near) }
                        ". " (article.claims.len()) " claims, " (article.figures.len()) " figures, "
                        (article.sources.len()) " sources."
                    }
                    @for notice in &article.notices { p.about { "Note: " (visible::line(notice)) } }
                    p.key {
                        mark.claim { "what is said" } " " mark.cue { "the words that attribute it" } " "
                        mark.figure { "a figure" } " " mark.source { "a source" }
                    }
                }
                main {
                    @for paragraph in paragraphs(&article.body, &marks) {
                        div.row {
                            p { (paragraph.markup()) }
                            aside aria-label="who says so" {
                                @for owner in paragraph.begins.iter().filter_map(|&mark| owners.get(mark)) {
                                    (note(article, *owner))
                                }
                            }
                        }
                    }
                    (sources(article))
                }
            }
        }
    };
    page.into_string() + "\n"
}

/// What a mark is of, where a note belongs beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Claim(usize),
    Figure(usize),
    Nothing,
}

/// The marks, and what each is of.
fn marks(article: &StoredArticle) -> (Vec<Mark>, Vec<Owner>) {
    let mut marks = Vec::new();
    let mut owners = Vec::new();
    for (index, claim) in article.claims.iter().enumerate() {
        let label = format!("C{}", index + 1);
        for (piece, span) in pieces(claim).into_iter().enumerate() {
            let label = Some((format!("#{label}"), label.clone()));
            let id = (piece == 0).then(|| format!("in-C{}", index + 1));
            marks.push(Mark { span, id, class: "claim", label });
            owners.push(if piece == 0 { Owner::Claim(index) } else { Owner::Nothing });
        }
        for part in claim.parts.iter().filter(|part| part.role == "cue") {
            marks.push(Mark { span: part.span, id: None, class: "cue", label: None });
            owners.push(Owner::Nothing);
        }
    }
    for source in &article.sources {
        for (mention, &span) in source.mentions.iter().enumerate() {
            let id = (mention == 0).then(|| format!("in-S{}", source.id));
            marks.push(Mark { span, id, class: "source", label: None });
            owners.push(Owner::Nothing);
        }
    }
    for (index, figure) in article.figures.iter().enumerate() {
        let label = format!("F{}", index + 1);
        let id = Some(format!("in-{label}"));
        marks.push(Mark { span: figure.span, id, class: "figure", label: Some((format!("#{label}"), label)) });
        owners.push(Owner::Figure(index));
    }
    (marks, owners)
}

fn note(article: &StoredArticle, owner: Owner) -> Markup {
    match owner {
        Owner::Claim(index) => {
            article.claims.get(index).map_or_else(Markup::default, |claim| claim_note(article, index, claim))
        }
        Owner::Figure(index) => {
            article.figures.get(index).map_or_else(Markup::default, |figure| figure_note(article, index, figure))
        }
        Owner::Nothing => Markup::default(),
    }
}

fn claim_note(article: &StoredArticle, index: usize, claim: &StoredClaim) -> Markup {
    let label = format!("C{}", index + 1);
    let (who, about) = legend::who(article, claim);
    let within = claim.within_id.and_then(|id| article.claims.iter().position(|outer| outer.id == id));
    html! {
        div class=(if within.is_some() { "note within" } else { "note" }) id=(label) tabindex="-1" {
            a href={ "#in-" (label) } aria-label={ (label) ", to the text" } { (label) }
            " " strong { (visible::line(who)) }
            @if !about.is_empty() { " " span.soft { "(" (visible::line(&about)) ")" } }
            @if let Some(via) = &claim.via { div { "via " strong { (visible::line(via)) } } }
            div {
                (claim.kind)
                @if let Some(cue) = &claim.cue { ", “" (visible::line(cue)) "”" }
                @if claim.negated { ", " strong { "denied" } }
                @if let Some(hedge) = &claim.hedge { "; hedged: “" (visible::line(hedge)) "”" }
                @if let Some(outer) = within { "; within " a href={ "#C" (outer + 1) } { "C" (outer + 1) } }
            }
            div {
                meter min="0" max="1" low="0.6" high="0.85" optimum="1" value={ (format!("{:.2}", claim.confidence)) } aria-hidden="true" {}
                " sure: " (format!("{:.2}", claim.confidence)) ", by " (visible::line(&claim.rule))
            }
        }
    }
}

fn figure_note(article: &StoredArticle, index: usize, figure: &StoredFigure) -> Markup {
    let label = format!("F{}", index + 1);
    let said = legend::figure(article, figure);
    let (what, rest) = said.split_once("; ").unwrap_or((&said, ""));
    html! {
        div.note id=(label) tabindex="-1" {
            a href={ "#in-" (label) } aria-label={ (label) ", to the text" } { (label) }
            " " strong { (visible::line(what)) }
            div { (visible::line(rest)) }
            @if let Some(qualifier) = &figure.subject_qualifier { div { "where and when: " (visible::line(qualifier)) } }
        }
    }
}

/// The sources that the article names, those with most claims first.
fn sources(article: &StoredArticle) -> Markup {
    let claims_of = |id: i64| article.claims.iter().filter(|claim| claim.source_id == Some(id)).count();
    let mut sources: Vec<_> = article.sources.iter().map(|source| (claims_of(source.id), source)).collect();
    sources.sort_by_key(|(claims, _)| std::cmp::Reverse(*claims));
    html! {
        @if !sources.is_empty() {
            section.sources aria-labelledby="sources" {
                h2 id="sources" { "On whose say-so" }
                ul {
                    @for (claims, source) in sources {
                        li {
                            @if source.mentions.is_empty() { (visible::line(&source.name)) }
                            @else { a href={ "#in-S" (source.id) } { (visible::line(&source.name)) } }
                            span.soft {
                                ", " (source.kind)
                                @for words in [&source.role, &source.affiliation].into_iter().flatten() { ", " (visible::line(words)) }
                                @match claims { 0 => "", 1 => ": 1 claim", _ => { ": " (claims) " claims" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_every_note_has_its_mark() {
        let page = page(&super::super::invented::article());
        assert!(!page.contains("<b>not markup</b>") && page.contains("&lt;b&gt;not markup&lt;/b&gt;"), "{page}");
        assert!(!page.contains('\u{1b}'), "{page}");
        for label in ["C1", "C2", "F1"] {
            for id in [label.to_owned(), format!("in-{label}")] {
                assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {page}");
                assert!(page.contains(&format!("href=\"#{id}\"")), "{id} in {page}");
            }
        }
        assert!(!page.contains("src=") && !page.contains("<script") && !page.contains("@import"), "{page}");
    }

    #[test]
    fn a_claim_within_another_is_a_mark_within_a_mark() {
        let page = page(&super::super::invented::article());
        let outer = page.find("id=\"in-C1\"").unwrap();
        assert!(
            page[outer..].contains("say <mark id=\"in-C2\" class=\"claim\">")
                || page.contains("</mark> <mark id=\"in-C2\""),
            "{page}"
        );
        assert!(page.contains("class=\"note within\" id=\"C2\""), "{page}");
        assert!(
            page.contains("<strong>Ines Okoye</strong>") && page.contains("(harbour master, Example Port)"),
            "{page}"
        );
    }

    #[test]
    fn hostile_words_of_a_reading_are_escaped() {
        let mut article = super::super::invented::article();
        let hostile = "\"><script>alert(1)</script>\u{202e}".to_owned();
        article.title = Some(hostile.clone());
        article.url = Some(format!("https://example.org/{hostile}"));
        article.language = Some(hostile.clone());
        article.notices.push(hostile.clone());
        for claim in &mut article.claims {
            (claim.source, claim.via, claim.cue) =
                (Some(hostile.clone()), Some(hostile.clone()), Some(hostile.clone()));
            (claim.hedge, claim.rule) = (Some(hostile.clone()), hostile.clone());
        }
        for source in &mut article.sources {
            (source.name, source.role) = (hostile.clone(), Some(hostile.clone()));
        }
        article.figures[0].counted = Some(hostile.clone());
        article.figures[0].subject_qualifier = Some(hostile);
        let page = page(&article);
        assert!(!page.contains("<script") && !page.contains('\u{202e}'), "{page}");
    }
}

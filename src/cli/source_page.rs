//! One source on a page, and a decision in a sentence.

use std::fmt::Write as _;
use std::path::Path;

use super::destination;
use super::exit::Ending;
use super::source_args::PageFormat;
use crate::archive::{Decision, InArticle, SourcePage};
use crate::output::visible;

/// Writes `page` where it is wanted.
///
/// # Errors
/// When it cannot be written.
pub(super) fn show(page: &SourcePage, format: Option<PageFormat>, output: Option<&Path>) -> anyhow::Result<Ending> {
    let is_json = output.and_then(Path::extension).is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let text = match format {
        Some(PageFormat::Json) => json(page)?,
        None if is_json => json(page)?,
        _ => visible::lines(&text(page)).into_owned(),
    };
    destination::with_writer(output, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(Ending::Done)
}

fn json(page: &SourcePage) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(page)? + "\n")
}

fn text(page: &SourcePage) -> String {
    let mut text = format!("{} (source {})\n\n", page.name, page.id);
    let mut line = |what: &str, value: &str| {
        let _ = writeln!(text, "  {what:<12} {value}");
    };
    line("kind", &page.kind);
    if let Some(role) = &page.role {
        line("role", role);
    }
    if let (Some(id), Some(name)) = (page.affiliation_id, &page.affiliation) {
        line("affiliation", &format!("{name} (source {id})"));
    }
    if let Some(article) = page.article_id {
        line("known to", &format!("article {article} alone"));
    }
    for (at, alias) in page.aliases.iter().enumerate() {
        let by_hand = if alias.by_hand { " (by hand)" } else { "" };
        line(if at == 0 { "also called" } else { "" }, &format!("{}{by_hand}", alias.alias));
    }
    for (at, merged) in page.merged.iter().enumerate() {
        let role = merged.role.as_ref().map_or_else(String::new, |role| format!(", {role}"));
        let home = merged.article_id.map_or_else(String::new, |article| format!(", in article {article}"));
        let value = format!("{} {} ({}{role}{home})", merged.id, merged.name, merged.kind);
        line(if at == 0 { "merged" } else { "" }, &value);
    }
    line("claims", &page.claims.to_string());
    line("figures", &page.figures.to_string());
    if page.claims_via > 0 {
        line("told to it", &many(page.claims_via, "claim"));
    }
    if page.published > 0 {
        line("published", &many(page.published, "article"));
    }
    if !page.articles.is_empty() {
        text.push_str("\nArticles that name it\n");
        for article in &page.articles {
            in_article(&mut text, page, article);
        }
    }
    if !page.decisions.is_empty() {
        text.push_str("\nDecisions\n");
        for decision in &page.decisions {
            let undone = if decision.stands() { "" } else { " (taken back)" };
            let day = decision.made_at.get(..10).unwrap_or(&decision.made_at);
            let _ = writeln!(text, "  {:>4}  {day}  {}{undone}", decision.id, sentence(decision));
        }
    }
    text
}

fn in_article(text: &mut String, page: &SourcePage, article: &InArticle) {
    let date = article.published_at.as_deref().map_or("no date", |date| date.get(..10).unwrap_or(date));
    let outlet = article.outlet.as_ref().map_or_else(String::new, |outlet| format!(", {outlet}"));
    let _ = write!(text, "  {:>4}  {date:<10}  {}{outlet}\n                    ", article.article_id, article.title);
    let mut said = vec![many(article.claims, "claim"), many(article.figures, "figure")];
    if article.name != page.name {
        said.push(format!("as {:?}", article.name));
    }
    said.extend(article.role.clone());
    said.extend(article.affiliation.clone());
    let _ = writeln!(text, "{}", said.join(", "));
}

fn many(count: i64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What was decided, in a sentence.
pub(super) fn sentence(decision: &Decision) -> String {
    let source = format!("{} {}", decision.source_id, decision.source);
    let other = match (decision.other_id, &decision.other) {
        (Some(id), Some(name)) => format!("{id} {name}"),
        _ => String::new(),
    };
    let before = decision.before.as_deref().unwrap_or_default();
    let after = decision.after.as_deref().unwrap_or_default();
    match decision.action.as_str() {
        "merge" => format!("{source} merged into {other}"),
        "split" => {
            let articles: Vec<String> = decision.articles.iter().map(i64::to_string).collect();
            let what = if articles.len() == 1 { "article" } else { "articles" };
            format!("{source} split from {other}, in {what} {}", articles.join(", "))
        }
        "rename" => format!("{} renamed from {before:?} to {after:?}", decision.source_id),
        "alias" => format!("{source} is also {after:?}"),
        "unalias" => format!("{source} is not {before:?}"),
        other => format!("{source}: {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("merge", Some(9), None, None, "3 Lee merged into 9 Ann Lee")]
    #[case("split", Some(9), None, None, "3 Lee split from 9 Ann Lee, in articles 4, 7")]
    #[case("rename", None, Some("Leigh"), Some("Lee"), "3 renamed from \"Leigh\" to \"Lee\"")]
    #[case("alias", None, None, Some("Leigh"), "3 Lee is also \"Leigh\"")]
    #[case("unalias", None, Some("Leigh"), None, "3 Lee is not \"Leigh\"")]
    fn decisions_in_a_sentence(
        #[case] action: &str,
        #[case] other_id: Option<i64>,
        #[case] before: Option<&str>,
        #[case] after: Option<&str>,
        #[case] expected: &str,
    ) {
        let decision = Decision {
            id: 1,
            made_at: "2024-11-03T12:00:00Z".to_owned(),
            action: action.to_owned(),
            source_id: 3,
            source: "Lee".to_owned(),
            other_id,
            other: other_id.map(|_| "Ann Lee".to_owned()),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
            articles: vec![4, 7],
            undone_at: None,
        };
        assert_eq!(sentence(&decision), expected);
    }
}

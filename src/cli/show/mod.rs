//! `sayso show`: an article with its claims and figures marked.

mod html;
#[cfg(test)]
mod invented;
mod legend;
mod marks;
mod text;

use std::path::Path;

use super::args::{ShowArgs, ShowFormat};
use super::exit::Ending;
use super::{destination, terminal};
use crate::archive::{Archive, StoredArticle};

pub(super) fn run(db: &Path, args: &ShowArgs) -> anyhow::Result<Ending> {
    let archive = Archive::open(db)?;
    let Some(mut article) = archive.article(args.article)? else {
        anyhow::bail!("{} has no article {}; `sayso query run articles` lists them", db.display(), args.article);
    };
    let ending = || match args.output.as_deref()?.extension()?.to_str()? {
        "json" => Some(ShowFormat::Json),
        "html" | "htm" => Some(ShowFormat::Html),
        _ => None,
    };
    let format = args.format.or_else(ending).unwrap_or(ShowFormat::Text);
    // A linked copy has the text of the first, and so what was read there holds here.
    if let (Some(first), true) = (article.duplicate_of, format != ShowFormat::Json)
        && let Some(first) = archive.article(first)?
    {
        StoredArticle { claims: article.claims, figures: article.figures, sources: article.sources, .. } = first;
    }
    let to_terminal = args.output.as_deref().is_none_or(|path| path.as_os_str() == "-");
    match format {
        ShowFormat::Text => {
            let colour = to_terminal && terminal::colour();
            let page = text::page(&article, terminal::width(), colour);
            destination::with_plain_writer(args.output.as_deref(), |out| Ok(out.write_all(page.as_bytes())?))?;
        }
        ShowFormat::Json => destination::with_writer(args.output.as_deref(), |out| {
            serde_json::to_writer_pretty(&mut *out, &article)?;
            Ok(out.write_all(b"\n")?)
        })?,
        ShowFormat::Html => {
            let page = html::page(&article);
            destination::with_writer(args.output.as_deref(), |out| Ok(out.write_all(page.as_bytes())?))?;
        }
    }
    Ok(Ending::Done)
}

//! Addresses: one article, one address. What follows readers, and the dress for telephones, is folded by an editable list
//! (`lexicon/addresses.tsv`); the address as it was is kept beside it.

use std::sync::OnceLock;

use url::Url;

use super::lexicon;
use crate::model::Document;

const LIST: &str = include_str!("lexicon/addresses.tsv");

/// The canonical form of `address`; `None` for anything but an address of the web.
fn canonical(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.host_str()?;
    for wrapper in entries("wrapper") {
        let (host, path) = wrapper.split_at(wrapper.find('/').unwrap_or(wrapper.len()));
        let wraps = url.host_str().is_some_and(|found| found == host || found.ends_with(&format!(".{host}")));
        if let Some(inner) = url.path().strip_prefix(path).filter(|_| wraps)
            && let Ok(inner) = Url::parse(&format!("https://{inner}"))
        {
            url = inner;
        }
    }
    // "#!/story/7" is a path in disguise.
    if !url.fragment().is_some_and(|fragment| fragment.starts_with('!')) {
        url.set_fragment(None);
    }
    fold_host(&mut url);
    fold_path(&mut url);
    fold_query(&mut url);
    Some(url.into())
}

/// Makes the address of `document` canonical, and keeps what it was where that differs.
pub fn settle(document: &mut Document) {
    let Some(canonical) = document.url.as_deref().and_then(canonical) else { return };
    if document.url.as_deref() != Some(canonical.as_str()) {
        document.original_url = document.url.replace(canonical);
    }
}

/// The list's entries of a kind, in its order.
fn entries(kind: &'static str) -> impl Iterator<Item = &'static str> {
    static ENTRIES: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let parsed = || lexicon::rows(LIST).filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect();
    ENTRIES.get_or_init(parsed).iter().filter(move |entry| entry.0 == kind).map(|entry| entry.1)
}

fn fold_host(url: &mut Url) {
    let Some(host) = url.host_str().map(str::to_owned) else { return };
    let mut bare = host.as_str();
    // "m.example.org", but not "m.org".
    while let Some(rest) = entries("host").find_map(|start| bare.strip_prefix(start)).filter(|rest| rest.contains('.'))
    {
        bare = rest;
    }
    // "en.m.example.org", but not "x.m.org".
    let within = entries("within").find_map(|label| {
        let (before, after) = bare.split_once(label)?;
        after.contains('.').then(|| format!("{before}.{after}"))
    });
    let bare = within.as_deref().unwrap_or(bare);
    if bare != host {
        let _ = url.set_host(Some(bare));
    }
}

fn fold_path(url: &mut Url) {
    let path = url.path().to_owned();
    let mut folded = path.as_str();
    loop {
        // What ended with a slash does so still ("/a/amp/" is "/a/").
        let shorter = |end: &str| {
            let length = folded.strip_suffix(end)?.len();
            folded.get(..length + usize::from(end.ends_with('/')))
        };
        let shorter = entries("suffix").find_map(shorter).or_else(|| {
            // The rest keeps the slash that the prefix ends with.
            entries("prefix").find(|start| folded.starts_with(start)).and_then(|start| folded.get(start.len() - 1..))
        });
        // Nothing but the front page would be left of it.
        match shorter.filter(|shorter| shorter.len() > 1) {
            Some(shorter) => folded = shorter,
            None => break,
        }
    }
    if folded != path {
        url.set_path(folded);
    }
}

fn fold_query(url: &mut Url) {
    let Some(query) = url.query().map(str::to_owned) else { return };
    let follows = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        entries("param").any(|known| known.strip_suffix('*').map_or(known == name, |start| name.starts_with(start)))
    };
    let kept: Vec<&str> = query.split('&').filter(|parameter| !parameter.is_empty() && !follows(parameter)).collect();
    url.set_query(Some(kept.join("&").as_str()).filter(|query| !query.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://example.org/a?utm_source=x&id=7&fbclid=abc#top", "https://example.org/a?id=7")]
    #[case("https://EXAMPLE.org:443/a?", "https://example.org/a")]
    #[case("https://m.example.org/2024/a", "https://example.org/2024/a")]
    #[case("https://amp.example.org/a", "https://example.org/a")]
    #[case("https://example.org/a/amp/", "https://example.org/a/")]
    #[case("https://en.m.example.org/a", "https://en.example.org/a")]
    #[case("https://x.m.org/a", "https://x.m.org/a")]
    #[case("https://example.org/amp/news/a", "https://example.org/news/a")]
    #[case("https://example.org/a.amp.html", "https://example.org/a")]
    #[case("https://example.org/a?outputType=amp", "https://example.org/a")]
    #[case("https://www.google.com/amp/s/www.example.org/a/amp", "https://www.example.org/a")]
    #[case("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a", "https://www.example.org/a")]
    #[case("https://example.org/#!/story/7", "https://example.org/#!/story/7")]
    #[case("https://m.org/a", "https://m.org/a")]
    #[case("https://example.org/amp/", "https://example.org/amp/")]
    #[case("https://example.org/camp?page=2", "https://example.org/camp?page=2")]
    fn one_article_has_one_address(#[case] address: &str, #[case] expected: &str) {
        assert_eq!(canonical(address).as_deref(), Some(expected));
    }

    #[test]
    fn other_addresses_stay_as_they_are() {
        assert_eq!(canonical("mailto:a@example.org"), None);
        assert_eq!(canonical("/a/b"), None);
        let mut document = Document { url: Some("/a/b".to_owned()), ..Document::default() };
        settle(&mut document);
        assert_eq!((document.url.as_deref(), document.original_url.as_deref()), (Some("/a/b"), None));
        document.url = Some("https://m.example.org/a".to_owned());
        settle(&mut document);
        assert_eq!(document.original_url.as_deref(), Some("https://m.example.org/a"));
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_its_own(rest in "(/|/amp|m\\.|[a-c?&=#.]|utm_x|é){0,14}") {
            if let Some(once) = canonical(&format!("https://m.example.org/{rest}")) {
                let twice = canonical(&once);
                let again = twice.as_deref().and_then(canonical);
                prop_assert_eq!(again, twice);
            }
        }
    }
}

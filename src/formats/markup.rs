//! What the XML inside of Word and EPUB files has in common: names without their prefix, attributes, references, and the
//! Dublin Core elements that say who wrote a document.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::builder::folded;

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of the attribute whose name ends in `name`.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|found| local(found.key.as_ref()) == name)?;
    let value = found.value.into_owned();
    Some(quick_xml::escape::unescape(&value).map_or_else(|_| value.clone(), |value| value.into_owned()))
}

/// The character that "&name;" stands for.
pub(super) fn reference(name: &str) -> String {
    let whole = format!("&{name};");
    quick_xml::escape::unescape(&whole).map_or_else(|_| String::new(), |text| text.into_owned())
}

/// Elements of text alone, by their names.
pub(super) struct Properties(Vec<(String, String)>);

impl Properties {
    /// Those of `xml`; what is broken ends them.
    pub(super) fn of(xml: &[u8]) -> Self {
        let mut found: Vec<(String, String)> = Vec::new();
        let mut reader = Reader::from_reader(xml);
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        let mut open: Option<(String, String)> = None;
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => {
                    let name = tag.name();
                    open = Some((local(name.as_ref()).to_owned(), String::new()));
                }
                Ok(Event::Text(words)) => {
                    if let Some((_, value)) = &mut open {
                        value.push_str(words.as_ref());
                    }
                }
                Ok(Event::GeneralRef(name)) => {
                    if let Some((_, value)) = &mut open {
                        value.push_str(&reference(name.as_ref()));
                    }
                }
                Ok(Event::End(_)) => {
                    if let Some((name, value)) = open.take() {
                        found.push((name, folded(&value).trim().to_owned()));
                    }
                }
                Ok(Event::Eof) | Err(_) => return Self(found),
                Ok(_) => {}
            }
        }
    }

    /// The first that is called `name` and says something.
    pub(super) fn first(&self, name: &str) -> Option<String> {
        self.all(name).next().map(str::to_owned)
    }

    /// All that are called `name` and say something.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }
}

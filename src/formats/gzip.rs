//! gzip: one compressed document, or a stream of members (as crawls are written), unpacked as it is read.

use std::io::{BufReader, Read};

use flate2::read::MultiGzDecoder;

use super::budget::{Bounded, Counted};
use super::parts::{Flow, Place, Source, Walk};

/// Unpacks what `source` holds and takes it apart.
pub(super) fn split(source: Box<dyn Read + '_>, place: Place, walk: &mut Walk<'_>) -> Flow {
    let (counted, packed) = Counted::new(source);
    let unpacked = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, counted));
    let bounded = Bounded::stream(unpacked, packed.clone());
    let name = place.name.as_deref().map(inner_name);
    let mut inner = place.within(place.path.clone(), name, "gzip data");
    inner.packed = Some(packed);
    walk.unpacked(Source::Stream(Box::new(bounded)), inner)
}

/// The name of what is compressed: "a.jsonl" of "a.jsonl.gz", "a.tar" of "a.tgz".
fn inner_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".tgz") {
        format!("{}.tar", &name[..name.len() - 4])
    } else if lower.ends_with(".gz") {
        name[..name.len() - 3].to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a.jsonl.gz", "a.jsonl")]
    #[case("dir/A.TGZ", "dir/A.tar")]
    #[case("a.txt", "a.txt")]
    fn the_inner_name_has_one_ending_less(#[case] name: &str, #[case] inner: &str) {
        assert_eq!(inner_name(name), inner);
    }
}

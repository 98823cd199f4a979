//! Tab-separated values: CSV's quoting (as sqlite-utils and Excel have it), a tab between cells, LF line ends.

use std::io::Write;

use csv::Terminator;

use super::Options;
use super::csv::CsvSink;

/// A sink that writes TSV.
pub(super) fn sink<W: Write>(out: W, options: &Options) -> CsvSink<W> {
    CsvSink::with(out, options, b'\t', Terminator::Any(b'\n'))
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::{table, text, written};
    use super::*;
    use crate::query::Value;

    #[test]
    fn tabs_and_lines_in_cells_are_quoted() {
        let rows = vec![[text("a\tb"), text("c, d")], [text("e\nf"), Value::Null]];
        assert_eq!(
            written(Format::Tsv, &Options::default(), &table(["x", "y"], rows)),
            "x\ty\n\"a\tb\"\tc, d\n\"e\nf\"\t\n"
        );
    }
}

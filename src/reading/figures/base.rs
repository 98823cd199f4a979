//! Base units: a measure in the unit by which all of its kind compare, so that "7 miles" and "11 km" do.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::model::Base;

use super::tables::rows;

/// How a unit becomes its kind's base unit: (number + offset) × factor.
#[derive(Clone, Copy)]
struct Conversion {
    /// Of what it is a measure.
    kind: &'static str,
    base: &'static str,
    factor: f64,
    offset: f64,
    /// Whether what it is per, in time, is converted too: a speed is; "5 percent a year" stays as it is.
    physical: bool,
}

fn conversions() -> &'static FxHashMap<&'static str, Conversion> {
    static CONVERSIONS: OnceLock<FxHashMap<&'static str, Conversion>> = OnceLock::new();
    CONVERSIONS.get_or_init(|| {
        let bases: FxHashMap<_, _> =
            rows(include_str!("lexicon/bases.tsv")).map(|row| (row.cell(0), row.cell(1))).collect();
        let mut found = FxHashMap::default();
        for row in rows(include_str!("lexicon/units.tsv")) {
            // A row with a rate in it ("mph") names the unit of another row, which converts it.
            let (factor, rate) = (row.number(6), !row.cell(5).is_empty());
            let Some(base) = bases.get(row.cell(1)).filter(|_| factor != 0.0 && !rate) else { continue };
            let physical = !matches!(row.cell(1), "percent" | "point" | "times" | "ratio" | "temperature");
            found.entry(row.cell(0)).or_insert(Conversion {
                kind: row.cell(1),
                base,
                factor,
                offset: row.number(7),
                physical,
            });
        }
        found
    })
}

/// Of what `unit` is a measure: "area", "mass".
pub(super) fn kind(unit: &str) -> Option<&'static str> {
    conversions().get(unit).map(|conversion| conversion.kind)
}

/// Whether `unit` per `per` is a speed.
pub(super) fn is_speed(unit: &str, per: Option<&str>) -> bool {
    kind(unit) == Some("length") && per.is_some_and(|per| matches!(per, "hour" | "second" | "minute"))
}

/// The numbers of a figure in `unit`, and per `per`, in the base unit of their kind; none for counts and money.
pub(super) fn of(
    unit: &str,
    per: Option<&str>,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
) -> Option<Base> {
    let conversion = conversions().get(unit)?;
    // "2 degrees a decade" is a difference, which no offset applies to.
    let offset = if per.is_some() { 0.0 } else { conversion.offset };
    let mut factor = conversion.factor;
    let mut name = conversion.base.to_owned();
    if let Some(per) = per {
        match conversions().get(per).filter(|of| of.offset == 0.0 && conversion.physical) {
            Some(of) => {
                factor /= of.factor;
                name = format!("{name} per {}", of.base);
            }
            None => name = format!("{name} per {per}"),
        }
    }
    let convert = |number: f64| significant((number + offset) * factor);
    Some(Base { unit: name, value: value.map(convert), low: low.map(convert), high: high.map(convert) })
}

/// `number` to twelve significant digits, so that what two ways of reckoning give is one number.
fn significant(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("mile", None, 7.0, Some((11_265.408, "meter")))]
    #[case("kilometer", None, 11.0, Some((11_000.0, "meter")))]
    #[case("fahrenheit", None, 68.0, Some((20.0, "celsius")))]
    #[case("celsius", Some("decade"), 2.0, Some((2.0, "celsius per decade")))]
    #[case("mile", Some("hour"), 60.0, Some((26.8224, "meter per second")))]
    #[case("meter", Some("second"), 5.0, Some((5.0, "meter per second")))]
    #[case("mile", Some("gallon"), 30.0, Some((12_754.311_222_9, "meter per liter")))]
    #[case("knot", None, 1.0, Some((0.514_444_444_444, "meter per second")))]
    #[case("megabit", Some("second"), 8.0, Some((1e6, "byte per second")))]
    #[case("week", None, 2.0, Some((1_209_600.0, "second")))]
    #[case("percent", Some("year"), 2.0, Some((2.0, "percent per year")))]
    #[case("basis point", None, 25.0, Some((0.25, "point")))]
    #[case("barrel", Some("day"), 1.0, Some((0.001_840_130_728_33, "liter per second")))]
    #[case("ton", Some("person"), 1.0, Some((907.184_74, "kilogram per person")))]
    #[case("count", None, 5.0, None)]
    #[case("USD", Some("month"), 5.0, None)]
    fn converts(
        #[case] unit: &str,
        #[case] per: Option<&str>,
        #[case] value: f64,
        #[case] expected: Option<(f64, &str)>,
    ) {
        let found = of(unit, per, Some(value), None, None);
        assert_eq!(found.as_ref().and_then(|base| Some((base.value?, base.unit.as_str()))), expected);
    }

    /// Every base unit is one of the units, or a rate of two, and is its own base.
    #[test]
    fn bases_are_their_own() {
        for row in rows(include_str!("lexicon/bases.tsv")) {
            let rate = row.cell(1).split_once(" per ");
            let base = of(row.cell(1), None, Some(3.0), None, None)
                .or_else(|| of(rate?.0, Some(rate?.1), Some(3.0), None, None))
                .unwrap_or_else(|| panic!("no unit is called {}", row.cell(1)));
            assert_eq!((base.unit.as_str(), base.value), (row.cell(1), Some(3.0)));
        }
    }
}

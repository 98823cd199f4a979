//! Numbers as text, the same in every format.

/// Beyond this a real's whole numbers are no longer all exact, and digits would claim more than it holds.
const EXACT: f64 = 1e15;

/// `number` in the shortest form that reads back as the same number; whole ones without a fraction.
///
/// Infinity, which SQLite can hold, is `INF` or `-INF`, as Frictionless table schemas have it.
pub fn real(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "INF".to_owned() } else { "-INF".to_owned() };
    }
    if number.fract() == 0.0 && number.abs() < EXACT {
        return format!("{number:.0}");
    }
    format!("{number:?}")
}

/// `number` with a comma between thousands, for people: `11,000`, `2.5`.
pub fn grouped(number: f64) -> String {
    let plain = real(number);
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let (whole, rest) = digits.split_at(digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len()));
    let mut grouped = String::with_capacity(plain.len() + 4);
    if plain.len() > digits.len() {
        grouped.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(11000.0, "11000")]
    #[case(-0.5, "-0.5")]
    #[case(0.1 + 0.2, "0.30000000000000004")]
    #[case(1e21, "1e21")]
    #[case(f64::INFINITY, "INF")]
    fn reals(#[case] number: f64, #[case] expected: &str) {
        assert_eq!(real(number), expected);
    }

    #[rstest]
    #[case(0.0, "0")]
    #[case(999.0, "999")]
    #[case(11000.0, "11,000")]
    #[case(-1234567.5, "-1,234,567.5")]
    fn groups(#[case] number: f64, #[case] expected: &str) {
        assert_eq!(grouped(number), expected);
    }

    proptest! {
        #[test]
        fn any_real_reads_back(number in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL) {
            prop_assert_eq!(real(number).parse::<f64>().unwrap(), number);
        }
    }
}

//! What looks like a figure and is none: dates, years, clock times, ages, ordinals, scores, telephone numbers,
//! addresses, names with numbers, list numbers, identifiers, the pronoun "one". One file a kind.

mod address;
mod age;
mod clock;
mod date;
mod list;
mod markup;
mod name;
mod ordinal;
mod phone;
mod pronoun;
mod score;
mod year;

use super::piece::Pieces;

/// Whether a month stands at `at`.
pub(super) fn is_month(c: &Pieces, at: usize) -> bool {
    date::is_month(c, at)
}

/// The rules, those that take most first.
const RULES: &[fn(&Pieces, usize) -> Option<usize>] = &[
    markup::skip,
    clock::skip,
    date::skip,
    phone::skip,
    ordinal::skip,
    age::skip,
    name::skip,
    address::skip,
    score::skip,
    year::skip,
    list::skip,
    pronoun::skip,
];

/// Where the number at `at` is no figure, the piece after what it belongs to.
pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    RULES.iter().find_map(|rule| rule(c, at)).map(|end| end.max(at + 1))
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use rstest::rstest;

    #[rstest]
    // dates
    #[case("They met on July 4, 2016, and again on 11 February.")]
    #[case("The talks ran from Sept. 8 to 10 and on May 5 and 6.")]
    #[case("It opened on 2016-09-08, not on 12/05/2016 or 3.4.2019.")]
    #[case("She recalled 9/11 and worked 24/7.")]
    // years
    #[case("In 2018 the bridge closed; by 2030 a new one will stand.")]
    #[case("Between 1600 and 1900 the climate cooled.")]
    #[case("The 2016 election and the 2012 campaigns were close.")]
    #[case("He defected in the early 2000s, after the '90s and the 1980s.")]
    #[case("The 2016-17 season began in 1998.")]
    #[case("The class of '98 met in fiscal 2019.")]
    // clock times
    #[case("Polls close at 9:15 p.m. and open at 7am, around six o'clock in places.")]
    #[case("The shift runs from 9 to 5 p.m. on most farms.")]
    #[case("It happened at 10.45pm, or 0900 GMT.")]
    // ages
    #[case("Maria Gomez, 43, and Paul Reed, 61, left.")]
    #[case("A 26-year-old driver and his 3-month-old son, both from an 18- to 24-year-old cohort, lived.")]
    #[case("She is 26 years old and her brother was aged 31.")]
    #[case("Those between the ages of 17 and 20 may apply.")]
    #[case("Anyone over the age of 21 may vote; he turned 40.")]
    #[case("Carla Diaz (34) won.")]
    // ordinals
    #[case("The 21st century, her 5th Amendment rights, a second term, the thirty-first floor.")]
    // scores, votes
    #[case("The Senate passed it 52-48 after a 4-4 ruling.")]
    #[case("They won 3-1 and lost 24–17, 6-3, 6-4.")]
    #[case("Tom Adeyu: 6 Gave the ball away too often.")]
    #[case("Members voted 52 to 48 against it.")]
    // telephone numbers, identifiers
    #[case("Call (202) 555-0147 or 555-1234, or +44 20 7946 0958.")]
    #[case("Witnesses called 911.")]
    #[case("<post id=\"778257943577919488\" time=\"1474387200\">")]
    #[case("Read more at example.com/2020/34 by @user99.")]
    // addresses
    #[case("He lives at 575 Wilbraham Road and works at 10 Downing Street.")]
    #[case("The office at 1600 Pennsylvania Avenue is closed.")]
    // names
    #[case("A Boeing 737 and a MiG-29 flew past the F-16s under Article 5.")]
    #[case("The G20, the EB-5 visa, COVID-19 and the Central Park Five were named.")]
    #[case("The Group of Seven and the Fortune 500 met in Room 12.")]
    #[case("Federal mine No. 2 and Highway 61 are shut.")]
    #[case("The FTSE 100 fell, and so did the S&P 500.")]
    #[case("His 5G phone has a 4K screen.")]
    // list numbers, footnotes
    #[case("1. Wash the rice.")]
    #[case("The claim was false.[12]")]
    #[case("(3) Members may leave.")]
    #[case("It fails for these reasons: 1) the price, and 2) the weather.")]
    // "one"
    #[case("One of the reasons is that no one wants one.")]
    #[case("She was the one who asked, one by one, one day.")]
    #[case("It is a four-way race and a two-tier system.")]
    fn no_figures(#[case] text: &str) {
        assert_eq!(shown(text), Vec::<String>::new());
    }
}

//! The widths of a font's letters, written so that the crate that places the letters understands them: of a range
//! (`19 28 636`: ten letters of this width) it takes the first number for the last letter and for the width, and what
//! is no table at all ends it. Wrong widths put gaps into words.

use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};

/// A font has no more letters.
const MAX_LETTER: i64 = 0xFFFF;
/// Letters that the ranges of a document's fonts go over, at most.
const MAX_SPREAD: usize = 300_000;

/// Writes the widths of all fonts letter by letter.
pub(super) fn spell_out(pdf: &mut Pdf) {
    let mut room = MAX_SPREAD;
    // In the order of their numbers, so that what runs out of room is the same each time.
    let fonts: Vec<ObjectId> = pdf.objects.iter().filter(|(_, font)| is_font(font)).map(|(id, _)| *id).collect();
    for id in fonts {
        let Ok(font) = pdf.get_dictionary(id) else { continue };
        let mended = mended(pdf, font, &mut room);
        if let Ok(font) = pdf.get_object_mut(id).and_then(Object::as_dict_mut) {
            for (key, value) in mended {
                font.set(key, value);
            }
        }
    }
}

fn is_font(object: &Object) -> bool {
    object.as_dict().is_ok_and(|font| font.has(b"W") || font.has(b"DW") || font.has(b"DescendantFonts"))
}

/// The entries of `font` that are to be others.
fn mended(pdf: &Pdf, font: &Dictionary, room: &mut usize) -> Vec<(&'static str, Object)> {
    let mut entries = Vec::new();
    if let Some(table) = font.get(b"W").ok().and_then(|table| resolved(pdf, table)) {
        entries
            .push(("W", Object::Array(table.as_array().map_or_else(|_| Vec::new(), |table| spelt(pdf, table, room)))));
    }
    // A width with a fraction is none to the crate, which then takes another.
    if let Some(Object::Real(width)) = font.get(b"DW").ok().and_then(|width| resolved(pdf, width)) {
        entries.push(("DW", Object::Integer(width.round() as i64)));
    }
    // A font of letters may stand inside of the one that names it.
    if let Some(Object::Array(inner)) = font.get(b"DescendantFonts").ok().and_then(|fonts| resolved(pdf, fonts)) {
        let inner = inner.iter().map(|object| match object {
            Object::Dictionary(font) => {
                let mut font = font.clone();
                for (key, value) in mended(pdf, &font.clone(), room) {
                    font.set(key, value);
                }
                Object::Dictionary(font)
            }
            other => other.clone(),
        });
        entries.push(("DescendantFonts", Object::Array(inner.collect())));
    }
    entries
}

fn resolved<'a>(pdf: &'a Pdf, object: &'a Object) -> Option<&'a Object> {
    pdf.dereference(object).ok().map(|(_, object)| object)
}

fn number(pdf: &Pdf, object: &Object) -> Option<f32> {
    resolved(pdf, object)?.as_float().ok()
}

/// `table` with the widths of each letter on its own; what of it is no table is left out.
fn spelt(pdf: &Pdf, table: &[Object], room: &mut usize) -> Vec<Object> {
    let mut spelt = Vec::new();
    let mut at = 0;
    while let Some(first) = table.get(at).and_then(|first| number(pdf, first)) {
        let Some(next) = table.get(at + 1).and_then(|next| resolved(pdf, next)) else { break };
        if let Ok(widths) = next.as_array() {
            let widths = widths.iter().map(|width| Object::Real(number(pdf, width).unwrap_or_default()));
            spelt.extend([Object::Integer(first as i64), Object::Array(widths.collect())]);
            at += 2;
            continue;
        }
        let width = table.get(at + 2).and_then(|width| number(pdf, width));
        let Some((last, width)) = number(pdf, next).zip(width) else { break };
        let (first, last) = ((first as i64).clamp(0, MAX_LETTER), (last as i64).clamp(0, MAX_LETTER));
        let count = usize::try_from(last - first + 1).unwrap_or_default().min(*room);
        *room -= count;
        spelt.extend([Object::Integer(first), Object::Array(vec![Object::Real(width); count])]);
        at += 3;
    }
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn table(words: &str) -> Vec<Object> {
        let mut outer = Vec::new();
        let mut inner: Option<Vec<Object>> = None;
        for word in words.split(' ') {
            let object = word.parse().map_or(Object::Null, Object::Real);
            match (word, &mut inner) {
                ("[", _) => inner = Some(Vec::new()),
                ("]", _) => outer.push(Object::Array(inner.take().unwrap_or_default())),
                (_, Some(inner)) => inner.push(object),
                _ => outer.push(object),
            }
        }
        outer
    }

    fn widths(words: &str) -> Vec<(i64, Vec<f32>)> {
        let spelt = spelt(&Pdf::new(), &table(words), &mut 100);
        let pair = |pair: &[Object]| {
            let widths = pair[1].as_array().unwrap().iter().map(|width| width.as_float().unwrap());
            (pair[0].as_i64().unwrap(), widths.collect())
        };
        spelt.chunks(2).map(pair).collect()
    }

    #[rstest]
    #[case::letter_by_letter("3 [ 500 250.5 ]", &[(3, vec![500.0, 250.5])])]
    #[case::a_range("7 9 610", &[(7, vec![610.0, 610.0, 610.0])])]
    #[case::one_letter("4 4 300 9 [ 1 ]", &[(4, vec![300.0]), (9, vec![1.0])])]
    #[case::upside_down("9 4 300", &[(9, vec![])])]
    #[case::broken_off("4 4 300 9", &[(4, vec![300.0])])]
    #[case::no_number("x 4 300", &[])]
    fn widths_are_spelt_out(#[case] words: &str, #[case] expected: &[(i64, Vec<f32>)]) {
        assert_eq!(widths(words), expected);
    }

    #[test]
    fn ranges_without_end_are_cut() {
        assert_eq!(widths("0 99999999 5 3 4 7"), [(0, vec![5.0; 100]), (3, vec![])]);
    }

    #[test]
    fn fonts_inside_of_others_are_found() {
        let mut inner = Dictionary::new();
        inner.set("W", table("1 2 400"));
        inner.set("DW", Object::Real(499.6));
        let mut outer = Dictionary::new();
        outer.set("DescendantFonts", vec![Object::Dictionary(inner)]);
        let mut pdf = Pdf::new();
        let id = pdf.add_object(outer);
        spell_out(&mut pdf);
        let fonts = pdf.get_dictionary(id).unwrap().get(b"DescendantFonts").unwrap().as_array().unwrap();
        let font = fonts[0].as_dict().unwrap();
        assert_eq!(font.get(b"W").unwrap().as_array().unwrap()[1], Object::Array(vec![Object::Real(400.0); 2]));
        assert_eq!(font.get(b"DW").unwrap(), &Object::Integer(500));
    }

    proptest! {
        #[test]
        fn any_table_is_spelt_out(words in "([0-9.e-]{1,6}|\\[|\\]|x)( ([0-9.e-]{1,6}|\\[|\\]|x)){0,20}") {
            let _ = widths(&words);
        }
    }
}

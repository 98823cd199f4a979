//! Topics whose subject says what befell those counted: the killed, the missing, the displaced.

use super::super::super::tagger::Tag;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::subject;
use super::{Making, apart, back, happening, is_people, measured, told_of};

/// Reads what befell those whom `draft` counts, and whether its subject says it.
pub(super) fn read(c: &Pieces, draft: &Draft, made: &mut Making) -> bool {
    let Making { words, what, .. } = made;
    // What is borrowed from a figure before may have befallen those alone: "killed five people and drove 2,000 from home".
    let borrowed = draft.borrowed || draft.counted.as_ref().is_some_and(|words| words.end <= draft.words_start);
    let own = || happening::read(c, draft.words_start, draft.end, Some("person"), true);
    let stated = words.last().copied().filter(|last| subject::has_state(last));
    let among = told_of::among_whom(c, draft).filter(|_| stated.is_none() && draft.unit.is_none() && !words.is_empty());
    // "released 34 captured soldiers": what was done to them last.
    let described = || {
        let counted = draft.counted.clone()?;
        let noun = draft.noun.as_deref()?;
        counted
            .clone()
            .any(|at| (c.tag(at) == Tag::Vbn || c.is(at, "captured")) && subject::state(c.low(at)).is_some())
            .then(|| happening::done(c, draft.words_start, noun, is_people(noun)))?
    };
    if let Some(found) = own().filter(|_| borrowed && stated.is_some()) {
        words.clear();
        what.push_str(found.name);
    } else if let Some(state) = among {
        what.push_str(state);
        if !words.iter().any(|word| apart().contains(word)) {
            what.insert_str(0, back::PART);
        }
    } else if let Some((found, _)) = stated.and_then(|state| Some((described()?, state))) {
        words.pop();
        what.push_str(found.name);
    } else if let Some(state) = stated {
        words.pop();
        let both = words.ends_with(&["killed", "or"]);
        if both {
            words.truncate(words.len() - 2);
        }
        what.push_str(match state {
            _ if both => "killed or wounded",
            "missing" if draft.noun.as_deref().is_some_and(|noun| happening::is_one(noun, "object", false)) => "stolen",
            // "uprooted 300 trees"
            "displaced" if draft.noun.as_deref().is_some_and(|noun| happening::is_one(noun, "tree", false)) => {
                "destroyed"
            }
            "evacuated" => "displaced",
            // Drones that are destroyed in the air are shot down.
            "destroyed" if draft.noun.as_deref().is_some_and(|noun| happening::is_one(noun, "animal", false)) => {
                "killed"
            }
            "destroyed" if matches!(draft.noun.as_deref(), Some("drone" | "missile" | "rocket" | "projectile")) => {
                "shot down"
            }
            "infected" => "sick",
            "destroyed" | "damaged" if measured::kind(draft) == Some("area") => "burned",
            state => state,
        });
    } else {
        return false;
    }
    true
}

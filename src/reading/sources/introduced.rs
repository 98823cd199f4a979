//! Who is described first and named after: "The prime minister said that he would stay. “I was elected,” Jane Roe said."
//!
//! News names nobody without saying who it is. A name that comes without a role, right behind somebody of whom only the
//! role was told, is that person's.

use crate::model::SourceKind;

use super::scene::Scene;

/// How many sentences may stand between the two.
const SENTENCES: usize = 3;

/// How many words before a name whose it is may stand: "her opposite number,".
const HERS: usize = 6;

/// How many sentences that are no prose (a headline, a dateline) may stand before an article's first.
const OPENING: usize = 4;

/// Whether `named`, whose name stands at `token`, is whoever spoke last and is only `described`.
pub(super) fn is_same(scene: &Scene, described: usize, named: usize, token: usize) -> bool {
    let (before, now) = (&scene.cast.entities[described], &scene.cast.entities[named]);
    if described == named
        || before.named
        || before.plural
        || before.kind != SourceKind::Person
        || now.kind != SourceKind::Person
        || !now.named
        || !before.gender.fits(now.gender)
    {
        return false;
    }
    let Some(last) = before.last_before(token) else { return false };
    let (here, there) = (scene.sentence(token), scene.sentence(last));
    if here.saturating_sub(there) > SENTENCES || scene.block(token).saturating_sub(scene.block(last)) > 1 {
        return false;
    }
    // The first thing told of whom the name means, and nothing but the name.
    let first = now.at.first().is_some_and(|&at| at == token) && now.spoke.iter().all(|&at| at >= token);
    let full = now.person.as_ref().is_some_and(|key| !key.given.is_empty());
    if !first || !full {
        return false;
    }
    // "the regional governor", then "Governor Jane Roe"
    if now.titled {
        return before.role_words.iter().any(|word| now.role_words.contains(word));
    }
    // "A nurse said so" tells of one of many, unless it opens the article and the next paragraph opens with the name: "…, a former
    // inspector said." - "Jane Roe, who left the board last year, said".
    let lede = there <= OPENING && scene.analysis.sentences.iter().take(there).all(|sentence| !sentence.prose);
    let opens = lede
        && scene.block(token) > scene.block(last)
        && scene.sentence(token) == there + 1
        && scene.sentence_start(token) == token;
    if !before.definite && !opens {
        return false;
    }
    // "The chancellor said so. Her opposite number, Jane Roe, laughed": who is described by another is not that one.
    let hers = scene.names.at(token).is_some_and(|index| {
        let start = scene.sentence_start(token);
        let front = scene.names.0[index].front.start;
        (start..front).rev().take(HERS).any(|at| matches!(scene.analysis.low(at), "his" | "her" | "their"))
            && scene.analysis.low(front.saturating_sub(1)) == ","
    });
    // "Jane Roe, 54", "Jane Roe, who lost two sons": somebody of whom more is told.
    let apart = scene.names.at(token).is_some_and(|index| {
        let end = scene.names.0[index].tokens.end;
        let next = scene.analysis.low(end + 1);
        scene.analysis.word(end) == ","
            && (next.starts_with(|c: char| c.is_ascii_digit()) || !opens && matches!(next, "who" | "whose"))
    });
    // "The coach of the rowers said …": "the coach, Jane Roe," is she.
    let again = now.role.as_ref().is_some_and(|role| before.definite && before.role_words.contains(role));
    (now.role.is_none() || again) && !apart && !hers
}

/// Gives `named` all that is known of `described`.
pub(super) fn join(scene: &mut Scene, described: usize, named: usize) {
    let before = scene.cast.entities[described].clone();
    let now = &mut scene.cast.entities[named];
    if now.role.is_none() {
        now.role = before.role;
        now.affiliation = now.affiliation.or(before.affiliation.filter(|&body| body != named));
    }
    now.mentions.extend(before.mentions);
    for (list, more) in [(&mut now.meant, before.meant), (&mut now.spoke, before.spoke)] {
        list.extend(more);
        list.sort_unstable();
    }
    now.first = now.first.min(before.first);
    scene.cast.file_roles(named, before.role_words);
    scene.cast.call(named, before.nouns);
}

//! Adjectives that attribute: "is convinced that …", "was eager to …", "remains skeptical of …".

use super::super::sources;
use super::draft::Draft;
use super::groups::is_be;
use super::lexicon::{Class, Frames, Lexicon};
use super::nouns;
use super::scene::Scene;

/// The drafts of all adjectives after a copula.
pub(super) fn drafts(scene: &Scene, into: &mut Vec<Draft>) {
    let a = scene.a;
    let lexicon = Lexicon::get();
    for (index, group) in scene.groups.iter().enumerate() {
        let copular = is_be(a.low(group.head))
            || matches!(
                a.low(group.head),
                "seem"
                    | "seems"
                    | "seemed"
                    | "remain"
                    | "remains"
                    | "remained"
                    | "feel"
                    | "feels"
                    | "felt"
                    | "appear"
                    | "appears"
                    | "appeared"
                    | "grow"
                    | "grew"
                    | "become"
                    | "became"
                    | "sound"
                    | "sounds"
                    | "sounded"
                    | "made"
                    | "make"
                    | "makes"
                    | "making"
            );
        let mut at = group.tokens.end;
        if group.passive || group.cue.is_some() && !copular {
            // "is concerned that" may be taken for a passive.
            at = group.head;
        } else if !copular {
            continue;
        }
        while at < group.tokens.end + 3 && (a.tag(at).is_adverb() || a.low(at) == "it") {
            at += 1;
        }
        let Some(cue) = lexicon.adjective(a.low(at)) else { continue };
        // "is being prepared to play a part"
        if at > 0 && a.low(at - 1) == "being" {
            continue;
        }
        let bounds = scene.bounds(group.head);
        let next = at + 1;
        if next >= bounds.end {
            continue;
        }
        let low = a.low(next);
        let (content, cue_end, phrase) = match low {
            "that" if cue.frames.any(Frames::THAT) => (next, next, false),
            "to" if cue.frames.any(Frames::TO) => (next, next, false),
            "whether" | "how" | "why" | "what" | "if" if cue.frames.any(Frames::WH) => (next, next, false),
            _ if cue.frames.any(Frames::preposition(low)) => (next + 1, next + 1, true),
            _ if cue.frames.any(Frames::THAT) && scene.clause_at(next, bounds.end) => (next, next, false),
            _ => continue,
        };
        // "open to visitors": let in, not willing.
        let guests = cue.class == Class::Plan && low == "to" && {
            let last = nouns::base(a, next + 1, bounds.end).map_or(next + 1, |noun| noun.end - 1);
            sources::may_say(a.low(last)) || matches!(a.low(last), "public" | "all" | "everyone" | "anyone" | "traffic")
        };
        if guests {
            continue;
        }
        let Some(subject) = scene.subject(index) else { continue };
        let impersonal = subject.tokens.len() == 1 && matches!(a.low(subject.tokens.start), "it" | "there" | "that");
        let end = scene.content_end(index, content, phrase);
        if end <= content {
            continue;
        }
        let draft = Draft::new("state", at, group.tokens.start..cue_end, content..end);
        into.push(if impersonal { draft } else { draft.said_by(Some(subject.tokens)) });
    }
}

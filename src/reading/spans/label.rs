//! What a token is part of: the beginning or the inside of a source, a cue or a content, or nothing (BIO labels; Ramshaw
//! and Marcus 1995).

/// What a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who says it.
    Source,
    /// The words that attribute it.
    Cue,
    /// What is said.
    Content,
}

/// A label: [`OUTSIDE`], or the beginning or the inside of a role.
pub type Label = u8;

/// How many labels there are.
pub const COUNT: usize = 7;

/// In no span.
pub const OUTSIDE: Label = 0;

/// The label of the first token of a span.
pub const fn begin(role: Role) -> Label {
    1 + 2 * role as Label
}

/// The label of a token of a span behind its first.
pub const fn inside(role: Role) -> Label {
    2 + 2 * role as Label
}

/// The role that a label belongs to.
pub const fn role(label: Label) -> Option<Role> {
    match label {
        1 | 2 => Some(Role::Source),
        3 | 4 => Some(Role::Cue),
        5 | 6 => Some(Role::Content),
        _ => None,
    }
}

/// Whether `label` begins a span.
pub const fn begins(label: Label) -> bool {
    label % 2 == 1
}

/// Whether `label` may stand behind `before`: the inside of a span only behind its beginning or inside.
#[cfg(any(test, feature = "trainer"))]
pub const fn follows(before: Label, label: Label) -> bool {
    label == OUTSIDE || begins(label) || before == label || before + 1 == label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_roles_answer_each_other() {
        for wanted in [Role::Source, Role::Cue, Role::Content] {
            let (first, next) = (begin(wanted), inside(wanted));
            assert_eq!((role(first), role(next)), (Some(wanted), Some(wanted)));
            assert!(begins(first) && !begins(next));
            assert!(follows(first, next) && follows(next, next) && follows(OUTSIDE, first));
            assert!(!follows(OUTSIDE, next));
        }
        assert!(!follows(begin(Role::Source), inside(Role::Cue)));
        assert_eq!(role(OUTSIDE), None);
    }
}
